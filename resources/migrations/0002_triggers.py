"""Kept in step by the database itself, whoever writes."""

from django.db import migrations

# A counter that moves with every write to the directory, whoever makes it: what was worked out
# from one count of it can be kept until the next.
TABLES = [
    'resources_provider',
    'resources_resource',
    'resources_resource_interests',
    'resources_resource_authorities',
    'resources_place',
    'resources_schedule',
]
COUNT = """
CREATE SEQUENCE resources_directory_version;
SELECT nextval('resources_directory_version');
CREATE FUNCTION resources_directory_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM nextval('resources_directory_version');
    RETURN NULL;
END $$;
""" + ''.join(
    f"""
CREATE TRIGGER directory_written AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION resources_directory_written();
"""
    for table in TABLES
)
UNCOUNT = ''.join(f'DROP TRIGGER directory_written ON {table};' for table in TABLES) + """
DROP FUNCTION resources_directory_written();
DROP SEQUENCE resources_directory_version;
"""
# Who runs a resource is part of what is said of it.
PROVIDER = """
CREATE FUNCTION resources_provider_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE resources_resource SET updated_at = clock_timestamp() WHERE provider_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER provider_changed AFTER UPDATE ON resources_provider
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION resources_provider_changed();
"""
UNPROVIDER = """
DROP TRIGGER provider_changed ON resources_provider;
DROP FUNCTION resources_provider_changed();
"""


class Migration(migrations.Migration):

    dependencies = [('resources', '0001_initial')]

    operations = [
        migrations.RunSQL(COUNT, UNCOUNT),
        migrations.RunSQL(PROVIDER, UNPROVIDER),
    ]
