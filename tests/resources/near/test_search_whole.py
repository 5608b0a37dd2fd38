"""The whole matching, from the directory to the order of the page, as domain rules read aloud.

The same directory is searched twice: by `search.match`, and by a walk through everything in plain
Python that follows the rules one after the other and shares no code with it.
"""

import random
from dataclasses import replace

import pytest

from resources.models import Resource
from resources.near.rules import Filters, Person, Wanted
from resources.near.search import Search, match
from tests.resources.directory import HAMPSHIRE_NEIGHBOUR
from tests.resources.near.test_search_against_naive import (
    INTERESTS,
    beside,
    made_for,
    make_directory,
    make_search,
    measured,
    serves,
    suits,
)

pytestmark = pytest.mark.django_db

EVERYTHING = 200  # more than there is: what the search leaves off is another test's
WANTED = [Wanted(slug, slug, slug != "swimming", (slug,)) for slug in INTERESTS]


def carries(resource: Resource, want: Wanted) -> bool:
    return any(interest.slug == want.slug for interest in resource.interests.all())


def walk(search: Search, resources: list[Resource]) -> tuple[list[tuple], list]:
    """What the rules ask for: for each interest (near, further, ask first); and without a place."""
    miles = search.filters.miles
    away = {
        r: min(measured(r, search))
        for r in resources
        if measured(r, search) and not search.filters.online
    }
    fit = [r for r in resources if suits(r, search)]
    served = [r for r in fit if serves(r, search)]
    near_by = [r for r in served if r in away and away[r] <= miles]
    no_place = [
        r
        for r in served
        if beside(r, search) and r not in near_by and any(carries(r, want) for want in WANTED)
    ]

    def late(resource: Resource) -> bool:
        return resource.verify_by is not None and resource.verify_by < search.today

    def age(resource: Resource) -> int:
        return -resource.verified_on.toordinal() if resource.verified_on else 0

    def order(resource: Resource) -> tuple:
        """Nearest first, among equals the more recently verified; overdue sinks."""
        there = away[resource]
        return (late(resource), round(there, 1), age(resource), there, resource.pk)

    def comes_first(resource: Resource) -> bool:
        """Made for a condition of the person's, and not overdue."""
        return made_for(resource, search) and not late(resource)

    def in_range_order(resource: Resource) -> tuple:
        return (not comes_first(resource), *order(resource))

    sections, shown = [], set()
    for want in WANTED:
        own = [r for r in served if carries(r, want) and r in away]
        within = sorted((r for r in own if away[r] <= miles), key=in_range_order)
        beyond = sorted((r for r in own if away[r] > miles and r not in no_place), key=order)
        near = [r for r in within if r not in shown][:3]
        further = [r for r in beyond[: max(3 - len(within), 0)] if r not in shown]
        foreign = [
            r
            for r in fit
            if carries(r, want) and r in away and away[r] <= miles and not serves(r, search)
        ]
        ask = [] if within else [r for r in sorted(foreign, key=order) if r not in shown][:3]
        shown |= {*near, *further, *ask}
        sections.append(tuple([r.pk for r in part] for part in (near, further, ask)))
    most_wanted = {r: not any(want.yes and carries(r, want) for want in WANTED) for r in no_place}
    listed = sorted(
        (r for r in no_place if r not in shown),
        key=lambda r: (most_wanted[r], not comes_first(r), late(r), age(r), r.pk),
    )
    return sections, [r.pk for r in listed]


@pytest.mark.sweep
@pytest.mark.parametrize(
    "seed", [*range(3), *(pytest.param(one, marks=pytest.mark.full) for one in range(3, 12))]
)
def test_the_page_is_what_the_rules_ask_for(seed):
    draw = random.Random(seed)
    make_directory(draw, entries=50)
    resources = list(
        Resource.objects.prefetch_related("places", "schedules", "authorities", "interests")
    )
    asked = make_search(draw, miles=(1, 2, 5)[seed % 3], nearest=EVERYTHING, remote=EVERYTHING)
    anyone = replace(asked, person=Person(), filters=Filters(miles=asked.filters.miles))
    for search in (asked, anyone, replace(anyone, authority=HAMPSHIRE_NEIGHBOUR)):
        found = match(search, WANTED)
        listed = [
            tuple([one.resource for one in part] for part in (s.near, s.beyond, s.ask_first))
            for s in found.sections
        ]
        remote = [one.resource for one in found.remote]
        assert (listed, remote) == walk(search, resources)
