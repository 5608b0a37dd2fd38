"""What a result says of itself to one person, in plain words. Pure: facts in, words out."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.text import get_text_list

from facilitation.phrases import in_sentence
from facilitation.vocabulary import Condition, Gender
from resources.near.rules import Person, tenths
from resources.vocabulary import Delivery

PEOPLE = {
    Gender.WOMAN: "women",
    Gender.MAN: "men",
    Gender.NON_BINARY: "non-binary people",
}
DELIVERY = {
    Delivery.ONLINE: "online",
    Delivery.PHONE: "by phone",
    Delivery.HOME: "comes to your home",
}
# What a condition is called where there is little room: on the badge of what was made for it.
SHORT = {
    Condition.ARTHRITIS: "arthritis",
    Condition.BACK_PAIN: "long-lasting pain",
    Condition.DIABETES: "diabetes",
    Condition.HEART: "heart problems",
    Condition.LUNGS: "COPD or asthma",
    Condition.STROKE: "stroke",
    Condition.CANCER: "cancer",
    Condition.KIDNEY: "kidney problems",
    Condition.LOW_MOOD: "anxiety or low mood",
    Condition.MENTAL_HEALTH: "mental health problems",
    Condition.DEMENTIA: "memory problems",
    Condition.NEUROLOGICAL: "Parkinson's or MS",
    Condition.SIGHT: "sight loss",
    Condition.HEARING: "hearing loss",
    Condition.LEARNING: "a learning disability or autism",
}
FAR = 20  # miles; from here on, tenths tell nobody anything


class Audience(NamedTuple):
    """Who a resource is for; empty means everyone."""

    minimum_age: int | None = None
    maximum_age: int | None = None
    genders: Sequence[str] = ()
    conditions: Sequence[str] = ()


def distance(miles: float, *, beyond: float | None = None) -> str:
    """ "0.8 miles", a straight line; never "5 miles" for what lies beyond 5."""
    shown = tenths(miles) if miles < FAR else round(miles)
    if beyond is not None and shown <= beyond:
        return f"just over {beyond:g} miles"
    if shown < 0.1:
        return "less than 0.1 miles"
    return "1 mile" if shown == 1 else f"{shown:g} miles"


def delivered(delivery: Iterable[str]) -> str:
    return get_text_list([DELIVERY[Delivery(kind)] for kind in delivery if kind in DELIVERY], "or")


def checked(verified_on: dt.date | None, today: dt.date, *, overdue: bool = False) -> str:
    """How long ago somebody made sure that the entry is right, and whether that is too long."""
    ago = how_long_ago(verified_on, today)
    return f"{ago}, so ask if it still runs" if overdue else ago


def how_long_ago(verified_on: dt.date | None, today: dt.date) -> str:
    if verified_on is None:
        return "not checked yet"
    days = max((today - verified_on).days, 0)
    if days < 7:
        return "checked today" if days == 0 else "checked this week"
    if days < 60:
        weeks = days // 7
        return "checked last week" if weeks == 1 else f"checked {weeks} weeks ago"
    if days < 730:
        return f"checked {days // 30} months ago"
    return f"checked {days // 365} years ago"


def for_whom(audience: Audience, person: Person) -> str:
    """Who a resource is for, when what the person said does not settle that they are meant."""
    unsure = [
        not ages_within(person.ages, audience),
        bool(audience.genders) and not person.gender,
        bool(audience.conditions) and not person.conditions,
    ]
    return describe(audience) if any(unsure) else ""


def made_for(conditions: Sequence[str], people: Sequence[str]) -> str:
    """The badge of what was made for the person's own: "for people with diabetes", "for carers"."""
    with_these = get_text_list([SHORT[Condition(one)] for one in conditions], "and")
    every = [*([f"people with {with_these}"] if with_these else []), *people]
    return f"for {get_text_list(every, 'and')}" if every else ""


def ages_within(ages: tuple[int, int] | None, audience: Audience) -> bool:
    if audience.minimum_age is None and audience.maximum_age is None:
        return True
    youngest = audience.minimum_age or 0
    oldest = 200 if audience.maximum_age is None else audience.maximum_age
    return ages is not None and youngest <= ages[0] and ages[1] <= oldest


def describe(audience: Audience) -> str:
    """ "for women aged 60 or over with diabetes or stroke"."""
    genders = [PEOPLE.get(Gender(one), "others") for one in audience.genders]
    labels = [in_sentence(Condition(one).label) for one in audience.conditions]
    conditions = get_text_list(labels, "or")
    people = get_text_list(genders, "and") or "people"
    parts = ["for", people, aged(audience.minimum_age, audience.maximum_age)]
    if conditions:
        parts += ["with", conditions]
    return " ".join(part for part in parts if part)


def aged(minimum: int | None, maximum: int | None) -> str:
    if minimum is not None and maximum is not None:
        return f"aged {minimum} to {maximum}"
    if minimum is not None:
        return f"aged {minimum} or over"
    return f"aged {maximum} or under" if maximum is not None else ""
