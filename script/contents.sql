-- What a database holds, a line each in any order, so that a restored one can be compared with it: extensions,
-- tables with their number of rows and a sum over all of them (the same in any order), what every
-- table is guarded by, who may do what with it, and the roles that the backup expects.
-- Sequences are named without their value: they move while a backup is being made.
SET TIME ZONE 'UTC';
SET extra_float_digits = 1;
SET bytea_output = 'hex';
SET search_path = public;

CREATE TEMPORARY VIEW ours AS
SELECT oid, oid::regclass::text AS name, relkind, relowner, relacl FROM pg_class
WHERE relkind IN ('r', 'S', 'v', 'm') AND relnamespace NOT IN (
    SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_' OR nspname = 'information_schema'
  ) AND NOT EXISTS (
    SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e'
  );

CREATE TEMPORARY VIEW our_functions AS
SELECT oid, proowner, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (
    SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e'
  );

SELECT 'owner', datdba::regrole FROM pg_database WHERE datname = current_database();
SELECT 'extension', extname FROM pg_extension;
SELECT 'role', rolname FROM pg_roles WHERE rolname !~ '^pg_' AND oid IN (
  SELECT relowner FROM ours
  UNION SELECT grantee FROM ours, aclexplode(relacl)
  UNION SELECT proowner FROM our_functions
  UNION SELECT datdba FROM pg_database WHERE datname = current_database()
);
SELECT 'sequence', name FROM ours WHERE relkind = 'S';
SELECT 'view', name, md5(pg_get_viewdef(oid)) FROM ours WHERE relkind IN ('v', 'm') AND name <> 'ours';
-- not their conditions: PostgreSQL writes some otherwise once it has read them again
SELECT 'index', indexrelid::regclass, indisunique, string_agg(pg_get_indexdef(indexrelid, n, true), ', ' ORDER BY n)
  FROM pg_index JOIN ours ON ours.oid = indrelid, generate_series(1, indnatts) n WHERE indisvalid
  GROUP BY indexrelid, indisunique;
SELECT 'constraint', name, conname, contype, convalidated
  FROM pg_constraint JOIN ours ON ours.oid = conrelid WHERE contype <> 't';
SELECT 'trigger', name, tgenabled, pg_get_triggerdef(pg_trigger.oid)
  FROM pg_trigger JOIN ours ON ours.oid = tgrelid WHERE NOT tgisinternal;
SELECT 'function', oid::regprocedure, md5(prosrc) FROM our_functions;
SELECT 'right', name, grantee::regrole, privilege_type FROM ours, aclexplode(relacl)
  WHERE grantee NOT IN (relowner, 0);
SELECT format(
  $$SELECT 'table', %L, %L, count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM ONLY %s t$$,
  name, relowner::regrole, name
) FROM ours WHERE relkind = 'r' \gexec
