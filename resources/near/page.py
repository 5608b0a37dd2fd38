"""What the page "Near you" shows: a session's answers taken to the search, and what it found put
into words. A constant few queries, however much is found."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, NamedTuple
from uuid import UUID

from facilitation.models import Participant, Session
from facilitation.phrases import in_sentence
from facilitation.vocabulary import Gender
from geography import water
from geography.replica import from_replica
from preferences.models import Answer, Interest
from recurrence.words import next_words, times_words
from resources.models import Home, Place, Resource
from resources.near import phrases
from resources.near.entries import fetch
from resources.near.rules import (
    FURTHEST,
    METRES_PER_MILE,
    REMOTE_SHOWN,
    SHOWN,
    SITUATIONS,
    Answered,
    Candidate,
    Filters,
    Found,
    Person,
    Wanted,
    reasons,
    situations,
    wanted_interests,
)
from resources.near.search import NEAREST, Search, match
from resources.phrases import access_words, cost_words, date_words, dated, qualifies, rules

# On a result's line; the rest is told when it is opened.
A_FEW_TIMES = 2
TWO_ABOUT_ACCESS = 2


@dataclass
class Result:
    """One resource as it is shown. `number` joins the list to the map; 0: not on the map."""

    resource: Resource
    place: Place | None
    facts: list[str]
    because: list[str]
    for_whom: str
    checked: str
    made_for: str = ""  # people with a condition, or in a situation, of this person's
    number: int = 0

    @property
    def key(self) -> str:
        return str(self.resource.pk)


class Folded(NamedTuple):
    """A resource that is one press away: on paper it is this one line."""

    name: str
    distance: str
    phone: str

    @property
    def words(self) -> str:
        return ", ".join(part for part in self if part)


def wanted_by(session: Session) -> list[Wanted]:
    """The interests of a session's Yes and Maybe answers, the most wanted first."""
    interests = {interest.slug: interest for interest in Interest.objects.all()}
    answers = session.answers.wanted().select_related("item")
    return wanted_interests(
        Answered(
            yes=answer.choice == Answer.Choice.YES,
            number=answer.item.number,
            because=answer.item.because,
            interests=[
                (slug, interest.name) for slug, interest in interests.items() if slug in answer.kept
            ],
        )
        for answer in answers
    )


def person(participant: Participant, today: dt.date) -> Person:
    said = participant.gender not in {"", Gender.NOT_SAID}
    return Person(
        ages=participant.age_range(today),
        gender=participant.gender if said else "",
        conditions=() if participant.conditions_not_said else tuple(participant.conditions),
    )


def find(
    *,
    session: Session,
    home: Home | None,
    filters: Filters,
    today: dt.date,
    shown: Sequence[int] = (),
) -> Found[Any]:
    """What is near the session's participant, by their answers; without a home, what needs no
    place. `shown` is how many places to show for each wanted interest, SHOWN where it says nothing.
    """
    wanted = wanted_by(session)
    if not wanted:
        return Found(wanted=False)
    search = Search(
        interests=[want.slug for want in wanted],
        home=home.point if home else None,
        authority=home.local_authority if home else "",
        person=person(session.participant, today),
        filters=filters,
        today=today,
        nearest=max(NEAREST, max(shown, default=0) + SHOWN),
        to_water=water.distance_to(home.point) if home else inf,
    )
    return look(search, wanted, shown)


@from_replica
def look(search: Search, wanted: Sequence[Wanted], shown: Sequence[int]) -> Found[Any]:
    """What the search finds, in words. Whose it is, and what they like, was read before."""
    found = match(search, wanted, shown)
    remote_shown = shown[len(wanted)] if len(shown) > len(wanted) else REMOTE_SHOWN
    return describe_all(search, wanted, found, max(remote_shown, REMOTE_SHOWN))


def describe_all(
    search: Search,
    wanted: Sequence[Wanted],
    found: Found[Candidate],
    remote_shown: int = REMOTE_SHOWN,
) -> Found[Any]:
    """Everything found in words: results, with the details of all of them fetched at once, and
    what is folded away in a line each."""
    found.fold_remote(remote_shown)
    found.remote_number = len(wanted) + 1
    found.by_water = search.to_water < FURTHEST * METRES_PER_MILE
    resources = fetch([one.resource for one in found.listed], search.today)
    results = {
        one.resource: describe(one, resources[one.resource], search, wanted)
        for one in found.listed
        if one.resource in resources
    }
    on_map = [result for result in results.values() if result.place]
    for number, result in enumerate(on_map, start=1):
        result.number = number
    lines = folded([*found.remote_rest, *(one for part in found.sections for one in part.rest)])
    return found.map(
        lambda shown: [results[one.resource] for one in shown if one.resource in results],
        lambda hidden: [lines[one.resource] for one in hidden if one.resource in lines],
    )


def folded(candidates: Sequence[Candidate]) -> dict[UUID, Folded]:
    """What is folded away, with the telephone of the provider where it has none of its own."""
    away = {
        one.resource: "" if one.miles is None else phrases.distance(one.miles, across=one.across)
        for one in candidates
    }
    rows = Resource.objects.filter(pk__in=away).values_list(
        "pk", "name", "phone", "provider__phone"
    )
    return {pk: Folded(name, away[pk], phone or others) for pk, name, phone, others in rows}


def describe(
    one: Candidate, resource: Resource, search: Search, wanted: Sequence[Wanted]
) -> Result:
    places = {place.pk: place for place in resource.places.all()}
    shown = None if resource.address_confidential else one.place
    place = places.get(shown) if shown else None
    audience = phrases.Audience(
        resource.minimum_age, resource.maximum_age, resource.genders, resource.conditions
    )
    interests = {interest.slug for interest in resource.interests.all()}
    return Result(
        resource=resource,
        place=place,
        facts=[fact for fact in facts(one, resource, place, search.filters, search.today) if fact],
        because=reasons(wanted, interests),
        for_whom=phrases.for_whom(audience, search.person),
        made_for=phrases.made_for(
            [one for one in resource.conditions if one in search.person.named_conditions],
            situations(wanted, interests) if one.interest not in SITUATIONS else [],
        ),
        checked=phrases.checked(resource.verified_on, search.today, overdue=one.overdue),
    )


def facts(
    one: Candidate, resource: Resource, place: Place | None, filters: Filters, today: dt.date
) -> Iterator[str]:
    """The second line of a result: where or how, when, what it costs, and access."""
    if one.miles is not None:
        beyond = filters.miles if one.miles > filters.miles else None
        yield phrases.distance(one.miles, beyond=beyond, across=one.across)
    elif resource.address_confidential:
        yield "address given when you contact them"
    else:
        yield phrases.delivered(resource.delivery)
    yield from when(resource, place, filters, today)
    yield from map(in_sentence, date_words(resource, today))
    yield in_sentence(cost_words(resource))
    if place:
        yield from map(in_sentence, access_words(place)[:TWO_ABOUT_ACCESS])
    if resource.national:
        yield "anywhere in the UK"


def when(
    resource: Resource, place: Place | None, filters: Filters, today: dt.date
) -> Iterator[str]:
    """A few of its times there, those of the day that was asked for first, and the next dates."""
    running = rules(resource, place, today)
    asked = [] if filters.day is None else [r for r in running if r.weekday in {filters.day, None}]
    said = times_words(asked or running, today, with_end=False)[:A_FEW_TIMES]
    text = resource.withheld(resource.when_text)
    yield from said or [text]
    if said and qualifies(text):
        yield in_sentence(text)
    yield next_words(dated(resource, asked or running), today)
