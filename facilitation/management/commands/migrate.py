from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader


class Command(migrate.Command):
    """Django's own, which would pass over what another version did to the database; and then what
    each of the database's roles may do with the tables there are now (docs/adr/0054)."""

    def handle(self, *args: Any, **options: Any) -> None:
        loader = MigrationLoader(connections[options["database"]])
        if set(loader.applied_migrations) - set(loader.disk_migrations):
            raise CommandError(
                "This database was made by another version of Genie, and was left as it is: empty "
                "it (script/demo --reset does that to the private one), or use the other version."
            )
        super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"]):
            set_rights(options["database"])


def set_rights(alias: str) -> None:
    rights = (settings.BASE_DIR / "script" / "rights.sql").read_text()
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(rights)
