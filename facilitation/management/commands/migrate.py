from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader


class Command(migrate.Command):
    """Django's own, which would pass over what another version did to the database."""

    def handle(self, *args: Any, **options: Any) -> None:
        loader = MigrationLoader(connections[options["database"]])
        if set(loader.applied_migrations) - set(loader.disk_migrations):
            raise CommandError(
                "This database was made by another version of Genie, and was left as it is: empty "
                "it (script/demo --reset does that to the private one), or use the other version."
            )
        super().handle(*args, **options)
