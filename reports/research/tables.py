"""The tables of a research export, by column: the code book that goes with the data.

Types are those of Table Schema (https://specs.frictionlessdata.io/table-schema/). Values are the
vocabularies' own keys, so that a script can rely on them.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from facilitation.vocabulary import AgeBand, Condition, Gender, Stage
from mapping.exports.tables import MEASURE_COLUMNS, MEMBER_COLUMNS
from mapping.vocabulary import NetworkType
from plans.vocabulary import Barrier, Outcome, Reason
from preferences.models import Answer
from referrals import vocabulary as referral
from reports.research.anonymity import LEVELS, WIDE_BANDS


class Column(NamedTuple):
    name: str
    meaning: str
    type: str = "string"
    # what can stand there; nothing: anything of the type
    values: tuple[str, ...] = ()
    needed: bool = False


class TableSchema(NamedTuple):
    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    # column: table in which it is the key
    refers: dict[str, str]


def key(name: str, meaning: str) -> Column:
    return Column(name, meaning, needed=True)


def whole(name: str, meaning: str) -> Column:
    return Column(name, meaning, "integer")


def one_of(name: str, meaning: str, choices: Any, *more: str) -> Column:
    return Column(name, meaning, values=(*choices.values, *more))


def some_of(name: str, meaning: str, values: Iterable[str]) -> Column:
    return Column(name, f"{meaning}, with spaces between, of: " + ", ".join(values))


SESSION = key("session", "this session")
PARTICIPANT = key("participant", "this person, in every export for the study")
# in the order of mapping.exports.tables, without the columns that are told here by other names
NUMBERS = {"ring", "x", "y"}


def of_members() -> Iterable[Column]:
    for name, meaning in MEMBER_COLUMNS.items():
        if name in {"x", "y"}:
            yield Column(name, meaning, "number")
        elif name == "ring" or name.startswith("work_"):
            yield whole(name, meaning)
        elif name not in {"name", "member", "previous"}:
            yield Column(name, meaning)


TABLES = [
    TableSchema(
        "participants",
        "One row a person.",
        (
            PARTICIPANT,
            one_of("gender", "as said; empty: not asked or not told", Gender),
            one_of(
                "age_band",
                "years of age at the first session; empty: not asked or not told",
                AgeBand,
                *WIDE_BANDS,
            ),
            Column("district", "postcode district or area of their home; empty: not told"),
            some_of("conditions", "empty: none, not asked or not told", Condition.values),
            Column(
                "detail",
                "how much of these four is told, from 0: "
                + "; ".join(f"{number} {name}" for number, name in enumerate(LEVELS)),
                "integer",
            ),
        ),
        ("participant",),
        {},
    ),
    TableSchema(
        "sessions",
        "One row a session or follow-up, with its map as a whole (for egor: the egos).",
        (
            SESSION,
            PARTICIPANT,
            whole("wave", "1: their first session, 2: the next, and so on"),
            whole("days_since_first", "days between the first session and this one"),
            whole("finished", "1: the session was finished"),
            whole("by_telephone", "1: a follow-up of one page, by telephone"),
            Column("questionnaire", "the version that was answered"),
            *(
                whole(f"minutes_{stage.value}", f"whole minutes on “{stage.label}”")
                for stage in Stage
            ),
            *(whole(name, meaning) for name, meaning in MEASURE_COLUMNS.items()),
            one_of("network_type", "what the rule says; empty: too little was asked", NetworkType),
            whole("rule_version", "version of the rule that said so"),
            one_of("chosen_type", "the facilitator's own judgement, where it differs", NetworkType),
        ),
        ("session",),
        {"participant": "participants"},
    ),
    TableSchema(
        "members",
        "One row a member of a map (for egor: the alters).",
        (
            key("member", "this member of this map"),
            SESSION,
            key("tie", "the same member in every map of the person: the tie over time"),
            *of_members(),
        ),
        ("member",),
        {"session": "sessions"},
    ),
    TableSchema(
        "answers",
        "One row an item that was answered.",
        (
            SESSION,
            Column("item", "number of the item in the questionnaire", "integer", needed=True),
            one_of("choice", "what was answered", Answer.Choice),
            Column("interests", "those it was narrowed to, with spaces between"),
        ),
        ("session", "item"),
        {"session": "sessions"},
    ),
    TableSchema(
        "shown",
        "One row an entry of the directory that “Near you” listed in the session.",
        (
            SESSION,
            key("resource", "this entry of the directory, in every export for the study"),
            whole("position", "its place on the page when it was first listed, from 1"),
            Column("interests", "of the entry, as the directory has it today, spaces between"),
            whole("chosen", "1: became a priority of the session"),
        ),
        ("session", "resource"),
        {"session": "sessions"},
    ),
    TableSchema(
        "priorities",
        "One row a priority of a plan.",
        (
            key("priority", "this priority"),
            SESSION,
            whole("position", "1 to 3, as the person ordered them"),
            Column("resource", "the entry, as in “shown”; empty: it was deleted since"),
            Column("interests", "of the entry, as the directory has it today, spaces between"),
            whole("helpers", "how many people from the map could come or help"),
            some_of("barriers", "what might get in the way", Barrier.values),
        ),
        ("priority",),
        {"session": "sessions"},
    ),
    TableSchema(
        "outcomes",
        "One row each time that it was told what became of a priority.",
        (
            key("priority", "this priority"),
            SESSION._replace(meaning="the session in which it was told"),
            whole("days_since_chosen", "days between the session it was chosen in and this one"),
            one_of("outcome", "what became of it", Outcome),
            one_of("reason", "what got in the way; empty: not said", Reason),
        ),
        ("priority", "session"),
        {"priority": "priorities", "session": "sessions"},
    ),
    TableSchema(
        "measures",
        "One row an item or score of a measure.",
        (
            SESSION,
            Column("measure", "its key, such as ucla-3", needed=True),
            Column("version", "version of its file"),
            Column("kind", "an item, or a score of several", values=("item", "score"), needed=True),
            Column("name", "key of the item or score", needed=True),
            Column("value", "as the measure's file counts it", "number"),
        ),
        ("session", "measure", "kind", "name"),
        {"session": "sessions"},
    ),
    TableSchema(
        "referrals",
        "One row a referral of a person.",
        (
            key("referral", "this referral"),
            PARTICIPANT,
            one_of("status", "what became of it", referral.Status),
            some_of("reasons", "why they were referred", referral.Reason.values),
            whole("days_to_contact", "from the day it came to the first word with the person"),
            whole("days_to_acceptance", "from the day it came to the day it was accepted"),
            whole("attempts", "how often somebody tried to reach them"),
        ),
        ("referral",),
        {"participant": "participants"},
    ),
]
