import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from facilitation.audit_chain import EMPTY, Head, problems
from facilitation.models import INSTALLATION, AuditEvent, AuditHead


class Command(BaseCommand):
    """Reads the audit log from its beginning, and says which lines were removed or changed."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--note",
            type=Path,
            metavar="FILE",
            help="a file kept on another machine: that the log still holds what was noted there is "
            "checked too, then where it ends today is noted. Whoever can rewrite the whole "
            "database cannot rewrite that",
        )

    def handle(self, *args: Any, note: Path | None, **options: Any) -> None:
        noted = read(note) if note else {}
        with transaction.atomic():
            heads = {
                str(head.chain): Head(head.length, head.digest)
                for head in AuditHead.objects.select_for_update()
            }
            found = {
                chain: list(
                    problems(lines_of(chain), heads.get(chain, EMPTY), noted.get(chain, EMPTY))
                )
                for chain in sorted({*heads, *noted, *chains_of_lines()})
            }
            outside = AuditEvent.objects.filter(position=None).count()
        for chain, wrong in found.items():
            for problem in wrong:
                self.stderr.write(f"{name_of(chain)}: {problem}.")
        if outside:
            self.stderr.write(f"{outside} lines are in no chain.")
        if outside or any(found.values()):
            raise CommandError("The audit log is not as it was written.")
        if note:
            note.write_text(json.dumps(heads, indent=1) + "\n")
        lines = sum(head.length for head in heads.values())
        self.stdout.write(f"{lines:,} lines in {len(heads)} chains: none removed, none changed.")


def chains_of_lines() -> set[str]:
    ids = AuditEvent.objects.order_by().values_list("organisation_id", flat=True).distinct()
    return {str(key or INSTALLATION) for key in ids}


def lines_of(chain: str) -> Any:
    organisation = None if chain == str(INSTALLATION) else chain
    lines = AuditEvent.objects.filter(organisation_id=organisation).exclude(position=None)
    return lines.order_by("position").iterator()


def name_of(chain: str) -> str:
    return "the installation" if chain == str(INSTALLATION) else f"organisation {chain}"


def read(note: Path) -> dict[str, Head]:
    """What was noted; nothing, the first time."""
    if not note.exists():
        return {}
    try:
        return {chain: Head(*head) for chain, head in json.loads(note.read_text()).items()}
    except (ValueError, TypeError, AttributeError):
        raise CommandError(f"{note} is not what check_audit --note wrote.") from None
