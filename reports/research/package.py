"""A research export: one zip with a table a file and a code book, as a Tabular Data Package
(https://specs.frictionlessdata.io/tabular-data-package/).

In it are the people of the researcher's organisation whose latest consent includes research, and
of whom enough are alike (`reports.research.anonymity`).
"""

import io
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from typing import IO, Any, NamedTuple
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.db.models import Min
from django.utils import timezone

from facilitation.models import Participant, User
from facilitation.spreadsheets import Table
from facilitation.vocabulary import AgeBand
from geography.postcodes import district
from reports.research.anonymity import Anonymity, Details, anonymity, generalise
from reports.research.rows import PersonRows, everything
from reports.research.tables import TABLES, TableSchema

# people read from the database at a time, however many there are
AT_A_TIME = 100
# bytes of the zip and of each table; what is beyond goes to a temporary file without a name
IN_MEMORY = 1_000_000


class Package(NamedTuple):
    """The zip, ready to be read from its start, and what is in it."""

    file: IO[bytes]
    summary: dict[str, Any]


class OpenTable(NamedTuple):
    table: Table
    text: io.TextIOWrapper
    raw: IO[bytes]


def make_package(user: User, study: str) -> Package:
    """For a researcher; nobody is in it for anyone else."""
    told = generalise(details_of(user))
    rows = dict.fromkeys((schema.name for schema in TABLES), 0)
    archive = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  closed by who reads it
    with ZipFile(archive, "w", ZIP_DEFLATED) as zipped, ExitStack() as stack:
        opened = {schema.name: stack.enter_context(open_table(schema)) for schema in TABLES}
        for person in people_of(user):
            # who agreed, or changed, since the levels were worked out is in the next one
            if person.pk not in told:
                continue
            of_person = PersonRows(person, told[person.pk], study)
            for name, row in of_person:
                opened[name].table.add(row)
                rows[name] += 1
            for name, document in of_person.networks():
                zipped.writestr(f"graphml/{name}.graphml", document)
        for name, filled in opened.items():
            put(zipped, f"{name}.csv", filled)
        reached = anonymity(told)
        zipped.writestr("datapackage.json", described(rows, reached))
    archive.seek(0)
    return Package(archive, {"people": rows["participants"], "rows": rows, **asdict(reached)})


def details_of(user: User) -> dict[UUID, Details]:
    """What may point to each person who agreed."""
    people = Participant.objects.in_research_of(user).annotate(first=Min("sessions__started_at"))
    return {person.pk: details(person) for person in people.exclude(first=None).order_by()}


def details(person: Any) -> Details:
    year = timezone.localdate(person.first).year
    band = AgeBand.of(year - person.year_of_birth) if person.year_of_birth else person.age_band
    return Details(
        gender=person.gender,
        age_band=band or "",
        district=district(person.postcode.replace(" ", "")),
        conditions=" ".join(sorted(person.conditions)),
    )


def people_of(user: User) -> Iterator[Participant]:
    """In the order of keys, which are random: not of when people came."""
    people = Participant.objects.in_research_of(user).order_by("pk")
    return people.prefetch_related(*everything()).iterator(AT_A_TIME)


@contextmanager
def open_table(schema: TableSchema) -> Iterator[OpenTable]:
    """A table to fill."""
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8", newline="")
        columns = [column.name for column in schema.columns]
        yield OpenTable(Table(text, columns, marked=False), text, raw)


def put(zipped: ZipFile, name: str, filled: OpenTable) -> None:
    filled.text.flush()
    filled.raw.seek(0)
    with zipped.open(name, "w") as entry:
        shutil.copyfileobj(filled.raw, entry)


def described(rows: dict[str, int], reached: Anonymity) -> str:
    """datapackage.json: the code book, and how anonymous it is."""
    package = {
        "profile": "tabular-data-package",
        "name": "genie-research",
        "title": "Genie: sessions of people who agreed to research, pseudonymised",
        "resources": [resource(schema, rows[schema.name]) for schema in TABLES],
        "anonymity": {
            "quasi_identifiers": list(Details._fields),
            **asdict(reached),
        },
    }
    return json.dumps(package, ensure_ascii=False, indent=2)


def resource(schema: TableSchema, rows: int) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": schema.name,
        "path": f"{schema.name}.csv",
        "description": schema.meaning,
        "encoding": "utf-8",
        "rows": rows,
        "schema": {
            "fields": [field(column) for column in schema.columns],
            "missingValues": [""],
            "primaryKey": list(schema.key),
            "foreignKeys": [
                {
                    "fields": name,
                    "reference": {"resource": table, "fields": name},
                }
                for name, table in schema.refers.items()
            ],
        },
    }


def field(column: Any) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.needed else {}
    if column.values:
        constraints["enum"] = list(column.values)
    described = {"name": column.name, "type": column.type, "description": column.meaning}
    return {**described, "constraints": constraints} if constraints else described
