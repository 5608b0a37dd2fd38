"""The indexed query finds what a plain walk through the whole directory finds."""

import datetime as dt
import random
from itertools import chain
from typing import Any

import pytest
from django.contrib.gis.geos import MultiPolygon
from geopy.distance import great_circle

from geography.models import LocalAuthority
from resources import listings
from resources.freshness import TOO_LONG
from resources.models import Place, Provider, Resource, Schedule
from resources.near.rules import Filters, Person
from resources.near.search import Search, reachable, run
from tests.resources.directory import HAMPSHIRE_NEIGHBOUR, SOUTHAMPTON, make_interests, spot
from tests.tiers import tried

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

TODAY = dt.date(2026, 11, 23)
NEAREST = 4
INTERESTS = ["walking", "chess", "swimming"]
AUTHORITIES = [SOUTHAMPTON, HAMPSHIRE_NEIGHBOUR]
ENTRIES, SEARCHES = 60, 8


def some(draw: random.Random, *values: str) -> list[str]:
    """Nothing half of the time; otherwise some of the values."""
    return draw.sample(values, draw.randint(1, len(values))) if draw.random() < 0.5 else []


def a_day(draw: random.Random) -> dt.date | None:
    return draw.choice([None, None, TODAY + dt.timedelta(days=draw.randint(-2, 2))])


def make_directory(draw: random.Random, entries: int = ENTRIES) -> None:
    provider = Provider.objects.create(name="Solent Together")
    make_interests(*INTERESTS)
    for code in AUTHORITIES:
        LocalAuthority.objects.create(code=code, name=code)
    made = [make_entry(draw, provider) for _ in range(entries)]
    for model, rows in zip(MADE, zip(*made, strict=True), strict=True):
        model.objects.bulk_create(chain.from_iterable(rows))
    listings.refresh()


MADE: list[Any] = [
    Resource, Resource.interests.through, Resource.authorities.through, Place, Schedule,
]  # fmt: skip


def make_entry(draw: random.Random, provider: Provider) -> tuple[list[Any], ...]:
    """Rows for each of MADE."""
    resource = Resource(
        name="Entry",
        provider=provider,
        delivery=draw.choice([["place"], ["place"], [], ["online", "place"], ["home"], ["phone"]]),
        status=draw.choice(["active"] * 9 + ["closed"]),
        ends_on=a_day(draw),
        verified_on=a_day(draw),
        verify_by=draw.choice([None, TODAY, TODAY - TOO_LONG, TODAY - TOO_LONG * 1.01]),
        minimum_age=draw.choice([None, None, draw.randint(40, 80)]),
        maximum_age=draw.choice([None, None, draw.randint(40, 80)]),
        genders=draw.choice([[], [], ["woman"], ["man"]]),
        conditions=draw.choice([[], [], ["stroke"], ["heart", "diabetes"]]),
        cost=draw.choice(["free", "unknown"]),
        national=draw.random() < 0.1,
        area=draw.choice([None, None, None, polygon(0), polygon(200)]),
        address_confidential=draw.random() < 0.1,
    )
    places = [
        Place(
            resource=resource,
            # never on the very line of a chosen distance, where two ways to measure may differ
            point=draw.choice([None, *[spot(draw.randint(0, 15) / 2 + 0.03)] * 5]),
            step_free=draw.choice(["yes", "yes", "no"]),
        )
        for _ in range(draw.randint(0, 3))
    ]
    times = [
        Schedule(
            resource=resource,
            weekday=day,
            place=draw.choice([None, *places]),
            ends_on=draw.choice([None, None, a_day(draw)]),
        )
        for day in draw.sample([0, 1], draw.randint(0, 2))
    ]
    chosen = draw.sample(INTERESTS, draw.randint(1, 3))
    served = some(draw, *AUTHORITIES)
    return (
        [resource],
        [MADE[1](resource=resource, interest_id=slug) for slug in chosen],
        [MADE[2](resource=resource, localauthority_id=code) for code in served],
        places,
        times,
    )


def make_search(
    draw: random.Random,
    *,
    miles: float = 5,
    nearest: int = NEAREST,
    remote: int = ENTRIES,
) -> Search:
    person = Person(
        ages=draw.choice([None, (50, 59), (66, 67)]),
        gender=draw.choice(["", "woman"]),
        conditions=tuple(draw.choice([[], ["stroke"], ["heart", "stroke"]])),
    )
    filters = Filters(
        miles=miles,
        day=draw.choice([None, None, 1]),
        free=draw.random() < 0.2,
        step_free=draw.random() < 0.5,
        online=draw.random() < 0.1,
    )
    return Search(
        INTERESTS, spot(0), SOUTHAMPTON, person, filters, TODAY, nearest=nearest, remote=remote
    )


def polygon(miles: float) -> MultiPolygon:
    return MultiPolygon(spot(miles).buffer(0.02), srid=4326)


def suits(resource: Resource, search: Search) -> bool:
    person = search.person
    youngest, oldest = person.ages or (0, 200)
    return (
        resource.status == "active"
        and (resource.ends_on is None or resource.ends_on >= search.today)
        and (resource.verify_by is None or resource.verify_by >= search.today - TOO_LONG)
        and (resource.minimum_age is None or not person.ages or resource.minimum_age <= oldest)
        and (resource.maximum_age is None or not person.ages or resource.maximum_age >= youngest)
        and (not resource.genders or not person.gender or person.gender in resource.genders)
        and (
            not resource.conditions
            or not person.conditions
            or bool(set(resource.conditions) & set(person.conditions))
        )
        and (not search.filters.free or resource.cost == "free")
        and (not search.filters.online or "online" in resource.delivery)
    )


def serves(resource: Resource, search: Search) -> bool:
    assert search.home
    codes = [authority.code for authority in resource.authorities.all()]
    limited = not resource.national and (codes or resource.area)
    inside = resource.area is not None and resource.area.covers(search.home)
    return not limited or search.authority in codes or inside


def measured(resource: Resource, search: Search) -> list[float]:
    """The distances, in miles, of the places that may be shown and pass the filters."""
    at_place = "place" in resource.delivery or not resource.delivery
    if not at_place or resource.address_confidential:
        return []
    assert search.home
    home = (search.home.y, search.home.x)
    return [
        great_circle(home, (place.point.y, place.point.x)).miles
        for place in resource.places.all()
        if place.point and (place.step_free == "yes" or not search.filters.step_free)
        if goes_on(times := times_at(resource, {None, place.pk}))
        if search.filters.day is None or search.filters.day in days(times)
    ]


def times_at(resource: Resource, keys: set) -> list[Schedule]:
    return [one for one in resource.schedules.all() if one.place_id in keys]


def goes_on(times: list[Schedule]) -> bool:
    return not times or any(one.last_date is None or one.last_date >= TODAY for one in times)


def days(times: list[Schedule]) -> set[int]:
    every = set(range(7))  # what a date of the month may be on
    return set().union(*({one.weekday} if one.weekday is not None else every for one in times))


def beside(resource: Resource, search: Search) -> bool:
    """Whether it needs no place, and passes the filters."""
    remote = bool({"online", "phone", "home"} & set(resource.delivery))
    places = list(resource.places.all())
    unplaced = resource.national and not any(place.point for place in places)
    step_free = remote or any(place.step_free == "yes" for place in places)
    whole = resource.address_confidential or not remote
    times = times_at(resource, {None, *(place.pk for place in places if whole)})
    held = days(times)
    return (
        goes_on(times)
        and (remote or resource.address_confidential or unplaced)
        and (step_free or not search.filters.step_free)
        and (search.filters.day is None or not held or search.filters.day in held)
    )


def made_for(resource: Resource, search: Search) -> bool:
    return bool(set(resource.conditions) & set(search.person.conditions) - {"other"})


def naively(search: Search) -> tuple[set, set]:
    """(interest, resource, distance) of the nearest places and of what needs no place."""
    near, remote = set(), set()
    everything = Resource.objects.prefetch_related(
        "places", "schedules", "authorities", "interests"
    )
    resources = [r for r in everything if suits(r, search) and serves(r, search)]
    for interest in search.interests:
        carrying = [r for r in resources if interest in {i.slug for i in r.interests.all()}]
        found = sorted((min(measured(r, search)), r.pk) for r in carrying if measured(r, search))
        last = found[:NEAREST][-1][0] if found else 0
        near |= {(interest, pk, round(miles, 3)) for miles, pk in found if miles <= last + 0.0001}
        # what was made for the person's conditions: of it, too, the nearest that are in range
        for_person = {r.pk for r in carrying if made_for(r, search)}
        mine = [one for one in found if one[1] in for_person and one[0] <= search.filters.miles]
        last = mine[:NEAREST][-1][0] if mine else 0
        near |= {(interest, pk, round(miles, 3)) for miles, pk in mine if miles <= last + 0.0001}
        remote |= {(interest, r.pk) for r in carrying if beside(r, search)}
    return (set() if search.filters.online else near), remote


@pytest.mark.parametrize("seed", tried(0, 1, 2, in_full=[*range(3, 8)]))
def test_the_query_finds_what_a_plain_walk_finds(seed):
    draw = random.Random(seed)
    make_directory(draw)
    for _ in range(SEARCHES):
        search = make_search(draw)

        found = run(reachable(search), search)

        near = {(c.interest, c.resource, round(c.miles, 3)) for c in found if c.miles is not None}
        remote = {(c.interest, c.resource) for c in found if c.miles is None}
        assert (near, remote) == naively(search)
