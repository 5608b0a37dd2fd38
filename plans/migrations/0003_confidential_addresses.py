"""A plan outlives the entry it points to. Where the entry's address was confidential when it was
deleted, the plan's own copy of it goes with it, and so do the words that might say it again."""

from django.db import migrations

FORGET = """
CREATE FUNCTION plans_forget_confidential() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT address_confidential FROM resources_resource WHERE id = OLD.resource_id) THEN
        NEW.snapshot := NEW.snapshot
            || '{"where": null, "address_confidential": true}'::jsonb
            || '{"description": "", "when": [], "cost": ""}'::jsonb;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER forget_confidential BEFORE UPDATE OF resource_id ON plans_planitem
    FOR EACH ROW WHEN (NEW.resource_id IS NULL AND OLD.resource_id IS NOT NULL)
    EXECUTE FUNCTION plans_forget_confidential();
"""
KEEP = """
DROP TRIGGER forget_confidential ON plans_planitem;
DROP FUNCTION plans_forget_confidential();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0002_who_does_what_by_when'),
        ('resources', '0006_existing_refuges'),
    ]

    operations = [migrations.RunSQL(FORGET, KEEP)]
