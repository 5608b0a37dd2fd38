"""Duplicates seeded into a directory of branches that are much alike: found, and few others."""

import random

import pytest
from django.contrib.gis.geos import Point

from resources.actions import duplicates
from resources.models import DuplicatePair, Place, Provider, Resource

pytestmark = pytest.mark.django_db

TOWNS = ["Ashbourne", "Brayford", "Calder", "Denholme", "Elmswell", "Farley", "Gresham", "Hadley",
         "Ilston", "Jarrow", "Kelsall", "Langport", "Marlow", "Norwell", "Oakham", "Pelton",
         "Quorn", "Ripley", "Selby", "Thirsk", "Uppingham", "Wymond", "Yarm", "Zeal"]  # fmt: skip
KINDS = ["Library", "Community Centre", "Walking Group", "Lunch Club", "Carers Group", "Choir",
         "Men's Shed", "Knit and Natter", "Memory Café", "Gardening Club"]  # fmt: skip
SEEDED = 40


def swapped(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(name.split()[0]) - 1)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


RETYPED = [
    swapped,
    lambda name, chance: f"The {name.upper()}",
    lambda name, chance: f"{name} & Learning Centre",
    lambda name, chance: name.replace("Group", "Grp").replace("Club", "Clubb"),
    lambda name, chance: name.replace(" ", "  ").replace("'", "’"),
]


def spot(town: int, east: float = 0) -> Point:
    return Point(-1.4 + 0.05 * (town % 6) + east, 51 + 0.05 * (town // 6), srid=4326)


def add(name: str, provider: Provider, town: int, east: float, **facts) -> Resource:
    resource = Resource.objects.create(name=name, provider=provider, delivery=["place"], **facts)
    Place.objects.create(
        resource=resource, postcode=f"ZZ{town} {int(east * 1e4) % 10}ZZ", point=spot(town, east)
    )
    return resource


@pytest.fixture
def pairs() -> set[frozenset]:
    """A club of each kind in each town, three at one hall; forty of them typed in a second time."""
    chance = random.Random(4)
    councils = [Provider.objects.create(name=f"Council {n}") for n in range(4)]
    other = Provider.objects.create(name="Somebody Else")
    entries = [
        (town, kind, add(
            f"{name} {KINDS[kind]}", councils[town % 4], town, east=(kind // 3) * 0.0001,
            phone=f"01632 96{town:02}{kind:02}", email=f"hello@council{town % 4}.example",
            web=f"https://council{town % 4}.example/",
        ))
        for town, name in enumerate(TOWNS)
        for kind in range(len(KINDS))
    ]  # fmt: skip
    seeded = set()
    for number, (town, kind, first) in enumerate(chance.sample(entries, SEEDED)):
        name = RETYPED[number % len(RETYPED)](first.name, chance)
        provider = other if number % 2 else first.provider
        phone = "" if number % 3 else first.phone
        web = first.web if number % 4 else ""
        east = (kind // 3) * 0.0001
        second = add(name, provider, town, east, phone=phone, web=web, email=first.email)
        seeded.add(frozenset([first.pk, second.pk]))
    return seeded


def test_seeded_duplicates_are_found_among_branches_much_alike(pairs):
    duplicates.find()
    found = [
        frozenset([pair.first_id, pair.second_id])
        for pair in DuplicatePair.objects.order_by("-score")
    ]
    assert len(pairs & set(found)) >= 38
    assert len(set(found[:50]) - pairs) <= 5


def test_branches_with_one_address_for_letters_are_not_one(pairs):
    """Every branch of a council has its e-mail, its web page and half its name."""
    duplicates.find()
    seeded = {key for pair in pairs for key in pair}
    branches = DuplicatePair.objects.exclude(first__in=seeded).exclude(second__in=seeded)
    assert list(branches) == []
