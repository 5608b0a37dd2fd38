"""Finished sessions for researchers: one row each, pseudonymised.

Only of people whose latest consent includes research. No name, reference, postcode, date or
anything typed freely: a district at most, an age band, and the vocabularies' own keys. The
pseudonyms are those of the network files (`mapping.exports.research`), so that rows can be joined.
"""

from collections.abc import Iterator

from django.db.models import Max, Prefetch
from django.utils import timezone

from facilitation.models import Participant, Session, User
from facilitation.pseudonyms import pseudonym
from facilitation.spreadsheets import csv_lines
from facilitation.vocabulary import Condition, Stage
from geography.postcodes import district
from mapping.exports.research import about_the_person
from mapping.exports.tables import ExportRow
from plans.models import MOST_PRIORITIES, PlanItem
from plans.vocabulary import Barrier, Outcome, Reason
from preferences.models import Answer, Item

# people read from the database at a time, however many there are
AT_A_TIME = 100


def columns() -> dict[str, str]:
    """Every column and what it means, in order."""
    items = Item.objects.exclude(questionnaire__published_at=None)
    most = items.aggregate(most=Max("number"))["most"] or 0
    return {
        "participant": "this person, in every export",
        "map": "this session, as its map is called in the network files",
        "wave": "1: their first finished session, 2: the next, and so on",
        "days_since_first": "days between the first finished session and this one",
        "gender": "as said; empty: not asked",
        "age_band": "years of age at the time; empty: not asked",
        "conditions": "of: " + ", ".join(Condition.values),
        "district": "the outward part of the postcode today",
        **{f"minutes_{stage.value}": f"whole minutes on “{stage.label}”" for stage in Stage},
        "questionnaire": "the version that was answered",
        **{
            f"item_{number}{end}": f"item {number}: {meaning}"
            for number in range(1, most + 1)
            for end, meaning in {
                "": "yes, maybe, not_now; empty: left",
                "_interests": "the interests it was narrowed to",
            }.items()
        },
        **{
            f"priority_{number}_{end}": f"priority {number}: {meaning}"
            for number in range(1, MOST_PRIORITIES + 1)
            for end, meaning in PRIORITY_COLUMNS.items()
        },
    }


PRIORITY_COLUMNS = {
    "interests": "the interests of what was chosen, as the directory has it today",
    "helpers": "how many people from the map could come or help",
    "barriers": "of: " + ", ".join(Barrier.values),
    "outcome": "told at the next session, of: " + ", ".join(Outcome.values),
    "reason": "what got in the way, of: " + ", ".join(Reason.values),
}


def table(user: User) -> Iterator[str]:
    """The table as it is read, person by person; empty for anyone but a researcher."""
    return csv_lines(columns(), rows(user))


def rows(user: User) -> Iterator[ExportRow]:
    """In the order of keys, which are random: not of when people came."""
    people = Participant.objects.in_research_of(user).order_by("pk")
    for person in people.prefetch_related(*everything()).iterator(AT_A_TIME):
        sessions = list(person.sessions.all())
        for wave, session in enumerate(sessions, start=1):
            days = timezone.localdate(session.started_at) - timezone.localdate(
                sessions[0].started_at
            )
            yield {
                "participant": pseudonym("participant", person.pk),
                "map": pseudonym("map", session.pk),
                "wave": wave,
                "days_since_first": days.days,
                **about_the_person(session),
                "conditions": " ".join(person.conditions),
                "district": district(person.postcode.replace(" ", "")),
                **minutes(session),
                **answers(session),
                **priorities(session),
            }


def everything() -> list["Prefetch[str]"]:
    """All that a row tells, in a few queries however many people there are."""
    sessions = Session.objects.finished().order_by("started_at").select_related("participant")
    given = Answer.objects.select_related("item__questionnaire")
    items = PlanItem.objects.prefetch_related("with_members", "follow_ups", "resource__interests")
    return [
        Prefetch("sessions", sessions),
        Prefetch("sessions__stage_times"),
        Prefetch("sessions__answers", given),
        Prefetch("sessions__plan_items", items),
    ]


def minutes(session: Session) -> ExportRow:
    return {f"minutes_{time.stage}": time.seconds // 60 for time in session.stage_times.all()}


def answers(session: Session) -> ExportRow:
    row: ExportRow = {}
    for answer in session.answers.all():
        row["questionnaire"] = answer.item.questionnaire.version
        row[f"item_{answer.item.number}"] = answer.choice
        row[f"item_{answer.item.number}_interests"] = " ".join(answer.kept)
    return row


def priorities(session: Session) -> ExportRow:
    row: ExportRow = {}
    for item in session.plan_items.all():
        interests = item.resource.interests.all() if item.resource else []
        follow_up = next(iter(item.follow_ups.all()), None)
        facts: ExportRow = {
            "interests": " ".join(interest.slug for interest in interests),
            "helpers": len(item.with_members.all()),
            "barriers": " ".join(item.barriers),
            "outcome": follow_up.outcome if follow_up else "",
            "reason": follow_up.reason if follow_up else "",
        }
        row |= {f"priority_{item.position}_{name}": value for name, value in facts.items()}
    return row
