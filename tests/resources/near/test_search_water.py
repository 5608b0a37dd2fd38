"""What is across the water says so, comes after what is not, and can be left out."""

import datetime as dt

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse

from geography.actions.water import load_water
from resources import listings
from resources.models import Place
from resources.near import page
from resources.near.rules import Filters
from resources.near.search import NEAREST
from tests.resources.directory import make_home, make_resource, say

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)
HYTHE, SOUTHAMPTON, TOTTON = (
    Point(longitude, latitude, srid=4326)
    for latitude, longitude in [(50.8690, -1.4010), (50.9025, -1.4044), (50.9190, -1.4900)]
)


@pytest.fixture(autouse=True)
def southampton_water():
    load_water(within=HYTHE.buffer(0.2))


@pytest.fixture
def hythe(session):
    home = make_home(session)
    session.participant.postcode = home.postcode
    session.participant.save()
    home.point = HYTHE
    home.save()
    say(session, yes=["walking"])
    return home


def at(point: Point, name: str, **facts):
    resource = make_resource(name, delivery=["place"], **facts)
    Place.objects.create(resource=resource, point=point)
    listings.refresh([resource.pk])
    return resource


def find(session, home, **filters):
    found = page.find(session=session, home=home, filters=Filters(**filters), today=TODAY)
    return found.sections[0]


def names(results) -> list[str]:
    return [result.resource.name for result in results]


def test_it_says_so_and_comes_after_what_is_not(session, hythe):
    at(SOUTHAMPTON, "Over the water")
    at(TOTTON, "Round the corner")

    section = find(session, hythe, miles=10)

    assert names(section.near) == ["Round the corner", "Over the water"]
    assert [result.facts[0] for result in section.near] == [
        "5.2 miles",
        "2.3 miles across the water",
    ]


def test_also_when_all_that_is_nearest_is_across(session, hythe):
    for number in range(NEAREST + 1):
        at(SOUTHAMPTON, f"Over the water {number}")
    at(TOTTON, "Round the corner")

    assert names(find(session, hythe, miles=10).near)[0] == "Round the corner"


def test_what_was_made_for_the_person_too(session, hythe):
    session.participant.conditions = ["stroke"]
    at(SOUTHAMPTON, "Made for me, over the water", conditions=["stroke"])
    at(TOTTON, "For everyone")

    assert names(find(session, hythe, miles=10).near) == [
        "For everyone",
        "Made for me, over the water",
    ]


def test_it_can_be_left_out(session, hythe):
    at(SOUTHAMPTON, "Over the water")
    at(TOTTON, "Round the corner")

    section = find(session, hythe, miles=10, ashore=True)

    assert names(section.listed) == ["Round the corner"]


def test_the_filter_is_offered_by_the_water_and_kept(as_alice, session, hythe):
    at(SOUTHAMPTON, "Over the water")
    address = reverse("resources:near", args=[session.pk])

    assert 'name="ashore"' in as_alice.get(address).content.decode()
    as_alice.get(address, {"miles": 10, "ashore": "on"})
    again = as_alice.get(address)

    assert 'name="ashore" checked' in again.content.decode()
    assert again.context["found"].listed == []


def test_inland_it_is_not_offered(as_alice, session, hythe):
    hythe.point = Point(-1.55, 53.80, srid=4326)
    hythe.save()

    page = as_alice.get(reverse("resources:near", args=[session.pk]))

    assert 'name="ashore"' not in page.content.decode()
