-- Who may do what in the database (docs/adr/0054). By a superuser of PostgreSQL, in Genie's database:
-- once before the first `manage.py migrate`, and again after each one. Run twice it changes nothing.
--
--   genie_owner    owns the tables: migrate, load_postcodes; and check_audit, which locks the log
--   genie_app      what the site and its worker connect as: rows only; the audit log is added to and read
--   genie_reports  reads figures: of people no name, place, contact, answer, note or year of birth
--
-- They cannot sign in before somebody says how, such as: ALTER ROLE genie_app LOGIN PASSWORD '...'
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;

DO $$
DECLARE
    role text;
    thing record;
BEGIN
    FOREACH role IN ARRAY ARRAY['genie_owner', 'genie_app', 'genie_reports'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role);
        END IF;
    END LOOP;
    -- the postcode table is loaded in a schema of its own
    EXECUTE format('GRANT CREATE ON DATABASE %I TO genie_owner', current_database());

    -- What is there already, from when the site connected as whoever migrated. An index or a sequence
    -- goes with its table; what an extension brought stays as it is.
    FOR thing IN
        SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm')
            AND c.relowner <> 'genie_owner'::regrole
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO genie_owner', thing.name);
    END LOOP;
    FOR thing IN
        SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f'
            AND p.proowner <> 'genie_owner'::regrole
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO genie_owner', thing.name);
    END LOOP;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO genie_owner;
GRANT USAGE ON SCHEMA public TO genie_app, genie_reports;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO genie_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO genie_app;
-- and on those that a later version brings, or that are made in a schema of their own and moved
ALTER DEFAULT PRIVILEGES FOR ROLE genie_owner
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO genie_app;
ALTER DEFAULT PRIVILEGES FOR ROLE genie_owner
    GRANT USAGE, SELECT ON SEQUENCES TO genie_app;

DO $$
DECLARE
    readable record;
BEGIN
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
