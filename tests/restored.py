"""A database that is as it was when a backup was made, and the list of what happened since."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import transaction


@contextmanager
def lost() -> Iterator[list[str]]:
    """What is done inside is undone at the end. The lines: those of `list_erased` before that."""
    lines: list[str] = []
    with transaction.atomic():
        yield lines
        out = io.StringIO()
        call_command("list_erased", stdout=out)
        lines += out.getvalue().splitlines()
        transaction.set_rollback(True)
