"""The table of Django's database cache, as `createcachetable` makes it: one command less to set a
site up."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("facilitation", "0004_chain_the_audit_log")]

    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE genie_cache (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX genie_cache_expires ON genie_cache (expires);
            """,
            "DROP TABLE genie_cache",
        )
    ]
