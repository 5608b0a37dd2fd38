-- Who may do what in the database (docs/adr/0054). By a superuser of PostgreSQL, in Genie's database:
-- once, before the first `manage.py migrate`. What each may do with which table says rights.sql, which
-- `migrate` runs by itself every time. Run twice it changes nothing.
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

    -- What is there already, from when the site connected as whoever migrated. An index, and
    -- a sequence of a column, goes with its table; what an extension brought stays as it is.
    FOR thing IN
        SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'S')
            AND c.relowner <> 'genie_owner'::regrole
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('e', 'a', 'i'))
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

-- What is made in a schema of its own and moved, without a migration, as the table of postcodes
ALTER DEFAULT PRIVILEGES FOR ROLE genie_owner
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO genie_app;
ALTER DEFAULT PRIVILEGES FOR ROLE genie_owner
    GRANT USAGE, SELECT ON SEQUENCES TO genie_app;
