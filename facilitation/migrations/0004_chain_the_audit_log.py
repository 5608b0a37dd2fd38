import uuid

import django.db.models.functions.comparison
from django.db import migrations, models

CHAIN = r"""
-- What is in a line's digest; its twin is digest_of in facilitation/audit_chain.py.
CREATE FUNCTION facilitation_audit_digest(before text, line facilitation_auditevent) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT encode(sha256(convert_to(concat(
        before, '|', line.position, '|',
        to_char(line.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '|',
        line.actor_id, '|', line.organisation_id, '|', line.kind, '|', line.action, '|',
        line.object_type, '|', line.object_id
    ), 'UTF8')), 'hex')
$$;

-- Gives a line its place. With the rights of whoever owns the table: whoever the site connects as may
-- neither change a line nor write a head.
CREATE FUNCTION facilitation_audit_append(event_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    line facilitation_auditevent;
    head facilitation_audithead;
    which uuid;
BEGIN
    SELECT * INTO STRICT line FROM facilitation_auditevent WHERE id = event_id;
    IF line.position IS NOT NULL THEN
        RETURN;
    END IF;
    which := coalesce(line.organisation_id, '00000000-0000-0000-0000-000000000000');
    INSERT INTO facilitation_audithead VALUES (which, 0, '') ON CONFLICT DO NOTHING;
    SELECT * INTO STRICT head FROM facilitation_audithead WHERE chain = which FOR UPDATE;
    line.position := head.length + 1;
    line.digest := facilitation_audit_digest(head.digest, line);
    UPDATE facilitation_auditevent SET position = line.position, digest = line.digest WHERE id = event_id;
    UPDATE facilitation_audithead SET length = line.position, digest = line.digest WHERE chain = which;
END $$;
REVOKE ALL ON FUNCTION facilitation_audit_append FROM PUBLIC;

CREATE FUNCTION facilitation_audit_chain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM facilitation_audit_append(NEW.id);
    RETURN NULL;
END $$;

-- At the commit, so that nobody waits for the end of somebody else's work, and nobody who has a
-- place in the chain waits for the lock of a session.
CREATE CONSTRAINT TRIGGER append AFTER INSERT ON facilitation_auditevent
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION facilitation_audit_chain();

-- No place is claimed by whoever writes a line.
CREATE FUNCTION facilitation_audit_unplaced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.position := NULL;
    NEW.digest := '';
    RETURN NEW;
END $$;
CREATE TRIGGER unplaced BEFORE INSERT ON facilitation_auditevent
FOR EACH ROW EXECUTE FUNCTION facilitation_audit_unplaced();

-- Rights hold off whoever the site connects as; this, whoever migrates, too.
CREATE FUNCTION facilitation_audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN
        RETURN NEW;  -- by the chain
    END IF;
    RAISE EXCEPTION 'The audit log is only ever added to.' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON facilitation_auditevent
FOR EACH ROW EXECUTE FUNCTION facilitation_audit_stays();
CREATE TRIGGER stays_whole BEFORE TRUNCATE ON facilitation_auditevent
FOR EACH STATEMENT EXECUTE FUNCTION facilitation_audit_stays();
"""
# those that are there already, in the order in which they were written
APPEND_OLD = """
DO $$
DECLARE old bigint;
BEGIN
    ALTER TABLE facilitation_auditevent DISABLE TRIGGER stays;
    FOR old IN SELECT id FROM facilitation_auditevent ORDER BY id LOOP
        PERFORM facilitation_audit_append(old);
    END LOOP;
    ALTER TABLE facilitation_auditevent ENABLE TRIGGER stays;
END $$
"""
UNCHAIN = """
DROP TRIGGER stays_whole ON facilitation_auditevent;
DROP TRIGGER stays ON facilitation_auditevent;
DROP TRIGGER unplaced ON facilitation_auditevent;
DROP TRIGGER append ON facilitation_auditevent;
DROP FUNCTION facilitation_audit_stays, facilitation_audit_unplaced, facilitation_audit_chain,
    facilitation_audit_append, facilitation_audit_digest;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("facilitation", "0003_contact_needs_and_meetings"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                ("chain", models.UUIDField(primary_key=True, serialize=False)),
                ("length", models.BigIntegerField()),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.AlterModelOptions(
            name="auditevent",
            options={"ordering": ["-at", "-pk"]},
        ),
        migrations.AddField(
            model_name="auditevent",
            name="digest",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="auditevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("sign_in", "Signing in"),
                    ("read", "Opening a person's record"),
                    ("change", "Changes"),
                    ("export", "Exports and prints"),
                    ("rights", "Who may do what"),
                    ("publish", "Publishing"),
                ],
                default="change",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="auditevent",
            name="position",
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="auditevent",
            constraint=models.UniqueConstraint(
                django.db.models.functions.comparison.Coalesce(
                    "organisation_id", models.Value(uuid.UUID(int=0))
                ),
                "position",
                name="one_event_per_position",
            ),
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["organisation_id", "-at"], name="audit_by_organisation"),
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["object_id", "action"], name="audit_by_object"),
        ),
        migrations.RunSQL(CHAIN, UNCHAIN),
        migrations.RunSQL(APPEND_OLD, migrations.RunSQL.noop),
    ]
