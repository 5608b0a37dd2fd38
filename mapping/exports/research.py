"""Every map whose person agreed to research, pseudonymised, in one zip.

No names, initials, references, notes or dates: records are told apart by pseudonyms that hold
across exports (`facilitation.pseudonyms`), days are counted from the person's first map.
"""

import datetime as dt
import io
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from django.db.models import Prefetch
from django.utils import timezone

from facilitation.models import Participant, Session, User
from facilitation.pseudonyms import pseudonym
from facilitation.spreadsheets import Table
from facilitation.vocabulary import AgeBand, Gender
from mapping.compare.maps import with_a_map
from mapping.exports import graphml, tables
from mapping.models import Member
from mapping.network_type import measure
from mapping.vocabulary import NetworkType

# people read from the database at a time, however many there are
AT_A_TIME = 100
# bytes of the zip and of each table; what is beyond goes to a temporary file without a name
IN_MEMORY = 1_000_000

MAP_COLUMNS = {
    "participant": "this person, in every export",
    "map": "this map",
    "wave": "1: their first map, 2: the next, and so on",
    "days_since_first": "days between the first map and this one",
}
EGO_COLUMNS = {
    **MAP_COLUMNS,
    "finished": "1: the session was finished",
    "gender": "as said: " + ", ".join(Gender.values) + "; empty: not asked",
    "age_band": "years of age at the time: " + ", ".join(AgeBand.values) + "; empty: not asked",
    **tables.MEASURE_COLUMNS,
    "network_type": "what the rule says: "
    + ", ".join(NetworkType.values)
    + "; empty: too little was asked",
    "rule_version": "version of the rule that said so",
    "chosen_type": "the facilitator's own judgement, where it differs",
}
MEMBER_COLUMNS = {
    **MAP_COLUMNS,
    **{name: meaning for name, meaning in tables.MEMBER_COLUMNS.items() if name != "name"},
}


class Wave(NamedTuple):
    """One map of one person."""

    session: Session
    about: tables.ExportRow


class OpenTable(NamedTuple):
    table: Table
    text: io.TextIOWrapper
    raw: IO[bytes]


def research_zip(user: User) -> IO[bytes]:
    """The zip for a researcher, ready to be read from its start; nobody in it for anyone else."""
    archive = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  closed by who reads it
    with (
        ZipFile(archive, "w", ZIP_DEFLATED) as zipped,
        open_table(EGO_COLUMNS) as ego,
        open_table(MEMBER_COLUMNS) as members,
    ):
        for wave in waves(user):
            rows = member_rows(wave.session)
            ego.table.add(wave.about | about_the_person(wave.session) | about_the_map(wave.session))
            for row in rows:
                members.table.add(wave.about | row)
            document = graphml.graphml(wave.about, rows)
            zipped.writestr(f"graphml/{wave.about['map']}.graphml", document)
        put(zipped, "ego.csv", ego)
        put(zipped, "members.csv", members)
        put_code_book(zipped)
    archive.seek(0)
    return archive


@contextmanager
def open_table(columns: Iterable[str]) -> Iterator[OpenTable]:
    """A table to fill."""
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8", newline="")
        yield OpenTable(Table(text, columns), text, raw)


def put(zipped: ZipFile, name: str, filled: OpenTable) -> None:
    filled.text.flush()
    filled.raw.seek(0)
    with zipped.open(name, "w") as entry:
        shutil.copyfileobj(filled.raw, entry)


def put_code_book(zipped: ZipFile) -> None:
    with open_table(["file", "column", "meaning"]) as book:
        for name, columns in (("ego.csv", EGO_COLUMNS), ("members.csv", MEMBER_COLUMNS)):
            for column, meaning in columns.items():
                book.table.add({"file": name, "column": column, "meaning": meaning})
        put(zipped, "columns.csv", book)


def waves(user: User) -> Iterator[Wave]:
    """In the order of keys, which are random: not of when people came."""
    people = Participant.objects.in_research_of(user).order_by("pk")
    maps = with_a_map().select_related("network_result", "participant")
    sessions = Prefetch("sessions", maps)
    for person in people.prefetch_related(
        sessions, "sessions__members", "sessions__nobody_helps"
    ).iterator(AT_A_TIME):
        mapped = list(person.sessions.all())
        for number, session in enumerate(mapped, start=1):
            days = timezone.localdate(session.started_at) - timezone.localdate(mapped[0].started_at)
            about: tables.ExportRow = {
                "participant": pseudonym("participant", person.pk),
                "map": pseudonym("map", session.pk),
                "wave": number,
                "days_since_first": days.days,
            }
            yield Wave(session, about)


def member_rows(session: Session) -> list[tables.ExportRow]:
    """In the order of pseudonyms: the order of names would tell something of them."""
    rows = [pseudonymous(member) for member in session.members.all() if member.ring]
    return sorted(rows, key=lambda row: row["member"])


def pseudonymous(member: Member) -> tables.ExportRow:
    previous = member.previous_id
    return {
        "member": pseudonym("member", member.pk),
        "previous": pseudonym("member", previous) if previous else "",
        **tables.member_row(member),
    }


def about_the_person(session: Session) -> tables.ExportRow:
    day = timezone.localdate(session.started_at)
    return {"gender": session.participant.gender, "age_band": age_band(session.participant, day)}


def age_band(person: Participant, day: dt.date) -> str:
    """The ten-year band on that day. A year of birth is too telling."""
    if not person.year_of_birth:
        return person.age_band
    return AgeBand.of(day.year - person.year_of_birth) or ""


def about_the_map(session: Session) -> tables.ExportRow:
    result = getattr(session, "network_result", None)
    kept = (
        {
            "network_type": result.network_type,
            "rule_version": result.rule_version,
            "chosen_type": result.chosen_type,
        }
        if result
        else dict.fromkeys(("network_type", "rule_version", "chosen_type"), "")
    )
    return {
        "finished": int(session.finished_at is not None),
        **tables.measures_row(
            measure(
                (member.tie for member in session.members.all()),
                [nobody.work for nobody in session.nobody_helps.all()],
            )
        ),
        **kept,
    }
