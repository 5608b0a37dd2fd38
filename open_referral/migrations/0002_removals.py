"""An entry that is deleted is remembered as removed, whoever deletes it."""

from django.db import migrations

REMOVAL = """
CREATE FUNCTION open_referral_resource_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO open_referral_removal (id, removed_at) SELECT id, clock_timestamp() FROM removed
    ON CONFLICT (id) DO UPDATE SET removed_at = excluded.removed_at;
    RETURN NULL;
END $$;
CREATE TRIGGER resource_removed AFTER DELETE ON resources_resource
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION open_referral_resource_removed();
"""
UNREMOVAL = """
DROP TRIGGER resource_removed ON resources_resource;
DROP FUNCTION open_referral_resource_removed();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('open_referral', '0001_initial'),
        ('resources', '0001_initial'),
    ]

    operations = [migrations.RunSQL(REMOVAL, UNREMOVAL)]
