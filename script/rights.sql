-- What the roles of roles.sql may do with which table (docs/adr/0054). Run by `manage.py migrate`, each
-- time, as whoever owns the tables; where those roles are not, as in the tests, it does nothing.
DO $$
DECLARE
    thing record;
    readable record;
BEGIN
    IF (SELECT count(*) FROM pg_roles WHERE rolname IN ('genie_app', 'genie_reports')) < 2 THEN
        RETURN;
    END IF;

    -- what an extension brought stays as it is
    FOR thing IN
        SELECT c.oid::regclass AS name, c.relkind = 'S' AS is_sequence FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
            AND pg_has_role(c.relowner, 'USAGE')
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    LOOP
        IF thing.is_sequence THEN
            EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE %s TO genie_app', thing.name);
        ELSE
            EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO genie_app', thing.name);
            EXECUTE format('REVOKE ALL ON %s FROM genie_reports', thing.name);
        END IF;
    END LOOP;

    IF to_regclass('facilitation_auditevent') IS NOT NULL THEN
        REVOKE UPDATE, DELETE ON facilitation_auditevent FROM genie_app;
        REVOKE INSERT, UPDATE, DELETE ON facilitation_audithead FROM genie_app;
    END IF;
    -- what version of the software made the tables is whoever's who migrates
    IF to_regclass('django_migrations') IS NOT NULL THEN
        REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM genie_app;
    END IF;

    -- Column by column, so that a new one is not told before somebody has thought about it.
    FOR readable IN
        SELECT * FROM (VALUES
            ('facilitation_organisation', 'id, name'),
            ('facilitation_participant', 'id, organisation_id, facilitator_id, age_band, created_at, is_practice'),
            ('facilitation_session', 'id, participant_id, facilitator_id, previous_id, stage, started_at,'
                ' finished_at, follow_up_due, by_telephone'),
            ('facilitation_stagetime', 'session_id, stage, seconds'),
            ('mapping_networkresult', 'session_id, network_type, chosen_type, rule_version'),
            ('preferences_interest', 'slug, name'),
            ('plans_planitem', 'id, session_id, position, resource_id, chosen_at'),
            ('plans_followup', 'item_id, session_id, outcome, reason'),
            ('referrals_referral', 'id, organisation_id, partner_id, kind, received_at, status,'
                ' contacted_at, accepted_at, ended_at, declined'),
            ('referrals_partner', 'id, organisation_id, name, is_active, created_at'),
            ('resources_countedneed', '*'),
            ('reports_closedperiod', '*')
        ) AS listed (name, columns)
        WHERE to_regclass(listed.name) IS NOT NULL
    LOOP
        EXECUTE CASE readable.columns
            WHEN '*' THEN format('GRANT SELECT ON %I TO genie_reports', readable.name)
            ELSE format('GRANT SELECT (%s) ON %I TO genie_reports', readable.columns, readable.name)
        END;
    END LOOP;
END $$;
