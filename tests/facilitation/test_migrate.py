"""A database that another version of Genie made is left as it is."""

import pytest
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


def test_a_database_of_another_version_is_refused():
    MigrationRecorder.Migration.objects.create(app="resources", name="0014_of_another_version")
    with pytest.raises(CommandError, match="another version of Genie"):
        call_command("migrate", verbosity=0)


@pytest.mark.sweep
def test_a_database_of_this_version_is_migrated():
    call_command("migrate", verbosity=0)
