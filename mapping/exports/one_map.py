"""One map to export, for the person and their facilitator: never the network type, which they
might not want to see on paper, and names only where they were asked for."""

from django.utils import timezone
from django.utils.formats import date_format

from facilitation.models import Session
from facilitation.spreadsheets import csv_lines
from mapping.exports import graphml, tables
from mapping.models import Member
from mapping.names import Naming, shown
from mapping.network_type import measure

# why somebody is not support is for the facilitator, and this may be handed to the person
MEMBER_COLUMNS = [n for n in tables.MEMBER_COLUMNS if n not in {"previous", "tie_status"}]
EGO_COLUMNS = ["reference", "date", *tables.MEASURE_COLUMNS]


def members_of(session: Session) -> list[Member]:
    return sorted(session.members.on_map(), key=lambda member: member.order)


def file_name(session: Session, what: str) -> str:
    """ "G-7KQ2M-2026-11-23-map.svg": the reference code, the day, never a name."""
    day = timezone.localdate(session.started_at)
    return f"{session.participant.reference}-{day:%Y-%m-%d}-{what}"


def caption(session: Session) -> str:
    """ "G-7KQ2M · 23 November 2026": the reference code and the day, never a name."""
    day = timezone.localdate(session.started_at)
    return f"{session.participant.reference} · {date_format(day, 'j F Y')}"


def rows(members: list[Member], naming: Naming) -> list[tables.ExportRow]:
    return [
        {"member": f"m{number}", "name": shown(member.name, naming), **without_status(member)}
        for number, member in enumerate(members, start=1)
    ]


def without_status(member: Member) -> tables.ExportRow:
    row = tables.member_row(member)
    return {name: value for name, value in row.items() if name != "tie_status"}


def as_csv(columns: list[str], found: list[tables.ExportRow]) -> bytes:
    return "".join(csv_lines(columns, found)).encode()


def members_csv(session: Session, naming: Naming) -> bytes:
    return as_csv(MEMBER_COLUMNS, rows(members_of(session), naming))


def ego_csv(session: Session) -> bytes:
    day = timezone.localdate(session.started_at)
    about: tables.ExportRow = {
        "reference": session.participant.reference,
        "date": day.isoformat(),
        **tables.measures_row(
            measure(
                (member.tie for member in members_of(session)),
                session.nobody_helps.values_list("work", flat=True),
            )
        ),
    }
    return as_csv(EGO_COLUMNS, [about])


def network_file(session: Session, naming: Naming) -> bytes:
    """GraphML."""
    return graphml.graphml({}, rows(members_of(session), naming))
