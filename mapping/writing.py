"""What came of a page's changes, written in one statement: every change of a map asks for it, and
the same as Django's expressions takes three, and three times as long to put together."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils import timezone

from facilitation.models import Session
from facilitation.prepared import execute
from mapping import network_type
from mapping.changes import FIELDS
from mapping.log import Basis
from mapping.models import MapChange, Member, NetworkResult

COLUMNS = [f"{name}_id" if name == "previous" else name for name in FIELDS]
WORKED_OUT = ["network_type", "rule_version", "counts", "measures", "updated_at"]

WRITE = f"""
WITH added AS (
    INSERT INTO mapping_member
    SELECT * FROM json_populate_recordset(NULL::mapping_member, %(added)s)
), changed AS (
    UPDATE mapping_member SET ({", ".join(COLUMNS)}) = (new.{", new.".join(COLUMNS)})
    FROM json_populate_recordset(NULL::mapping_member, %(changed)s) new
    WHERE mapping_member.id = new.id
), applied AS (
    INSERT INTO mapping_mapchange
    SELECT * FROM json_populate_recordset(NULL::mapping_mapchange, %(applied)s)
)
INSERT INTO mapping_networkresult (session_id, chosen_type, reason, {", ".join(WORKED_OUT)})
SELECT session_id, '', '', {", ".join(WORKED_OUT)}
FROM json_populate_record(NULL::mapping_networkresult, %(result)s)
ON CONFLICT (session_id) DO UPDATE SET ({", ".join(WORKED_OUT)}) = (
    excluded.{", excluded.".join(WORKED_OUT)}
)
"""  # noqa: S608 (names of columns)


def worked_out(session: Session, members: Iterable[Member], basis: Basis) -> NetworkResult:
    """The network type of a map; not stored yet."""
    ties = [member.tie for member in members]
    counts = network_type.count(ties)
    return NetworkResult(
        session=session,
        network_type=network_type.network_type(counts, basis.thresholds) or "",
        rule_version=basis.rule_version,
        counts=counts.as_dict(),
        measures=network_type.measure(ties, basis.nobody).as_dict(),
        updated_at=timezone.now(),
    )


def write(
    *,
    added: Iterable[Member],
    changed: Iterable[Member],
    applied: Iterable[MapChange],
    result: NetworkResult,
) -> None:
    """For a session that is locked. Raises IntegrityError where another map has who is added."""
    written = {
        "added": [row(member) for member in added],
        "changed": [row(member) for member in changed],
        "applied": [row(change) for change in applied],
        "result": row(result),
    }
    with connection.cursor() as cursor:
        texts = {name: json.dumps(rows, default=str) for name, rows in written.items()}
        execute(cursor, "mapping_write", WRITE, texts)


def row(model: Member | MapChange | NetworkResult) -> dict[str, Any]:
    fields = model._meta.concrete_fields
    return {str(field.column): getattr(model, field.attname) for field in fields}
