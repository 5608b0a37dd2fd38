"""The match index says what the directory says."""

import datetime as dt

import pytest
from django.contrib.gis.geos import MultiPolygon, Point

from resources import listings
from resources.actions import curation
from resources.models import Listing, Resource
from tests.resources.directory import (
    HAMPSHIRE_NEIGHBOUR,
    SOUTHAMPTON,
    add_place,
    make_resource,
    spot,
)

pytestmark = pytest.mark.django_db


def index_rows() -> list[tuple]:
    columns = [field.attname for field in Listing._meta.fields if field.attname != "id"]
    order = "resource", "interest", "place", "authority"
    return list(Listing.objects.order_by(*order).values_list(*columns))


def test_a_row_for_each_interest_at_each_located_place():
    strollers = make_resource(miles=1, interests=["walking", "fitness"])
    hall = add_place(strollers, 2)
    add_place(strollers, None)

    rows = Listing.objects.filter(resource=strollers)

    assert {(row.interest_id, row.place_id, row.lone) for row in rows} == {
        (interest, place.pk, False)
        for interest in ["walking", "fitness"]
        for place in [hall, strollers.places.get(point=spot(1))]
    }


def test_what_decides_eligibility_is_copied():
    make_resource(
        miles=1,
        minimum_age=50,
        maximum_age=80,
        genders=["woman"],
        conditions=["stroke"],
        cost="free",
        ends_on=dt.date(2030, 1, 31),
        verified_on=dt.date(2026, 11, 1),
        days=[0, 2],
        place={"step_free": "yes"},
        authorities=[SOUTHAMPTON],
    )

    row = Listing.objects.get()

    assert (row.minimum_age, row.maximum_age) == (50, 80)
    assert (row.genders, row.conditions) == (["woman"], ["stroke"])
    assert (row.free, row.step_free, row.online, row.days) == (True, True, False, 0b101)
    assert (row.ends_on, row.verified_on) == (dt.date(2030, 1, 31), dt.date(2026, 11, 1))
    assert (row.everywhere, row.authorities) == (False, [SOUTHAMPTON])


@pytest.mark.parametrize("slug", ["walking", "arts-and-crafts", "support-for-carers"])
def test_an_interest_has_the_same_number_in_the_database_and_here(slug):
    make_resource(miles=1, interests=[slug])

    assert Listing.objects.get().interest_key == listings.interest_key(slug)


def test_not_known_is_not_step_free():
    make_resource(miles=1, place={"step_free": "not_known"})

    assert Listing.objects.get().step_free is False


@pytest.mark.parametrize("status", ["paused", "closed"])
def test_only_active_resources_are_in_the_index(status):
    make_resource(miles=1, status=status)

    assert index_rows() == []


def test_a_confidential_address_is_never_measured_from():
    make_resource("A refuge", miles=0.4, address_confidential=True)

    row = Listing.objects.get()

    assert (row.point, row.place) == (None, None)


def test_beside_the_map_there_is_a_row_for_each_authority_served():
    make_resource(delivery=["home"], authorities=[SOUTHAMPTON, HAMPSHIRE_NEIGHBOUR])

    assert {row.authority for row in Listing.objects.all()} == {SOUTHAMPTON, HAMPSHIRE_NEIGHBOUR}


def test_beside_the_map_a_polygon_has_a_row_with_its_area():
    square = Point(-1.4, 50.9, srid=4326).buffer(0.1)
    make_resource(delivery=["home"], area=MultiPolygon(square, srid=4326))

    row = Listing.objects.get()

    assert row.authority == "area"
    assert row.area is not None


def test_national_without_a_place_is_beside_the_map_for_everyone():
    make_resource(delivery=["place"], national=True, authorities=[SOUTHAMPTON])

    row = Listing.objects.get()

    assert (row.everywhere, row.authority, row.point) == (True, "", None)


def test_a_place_that_nobody_has_located_cannot_be_near():
    add_place(make_resource(delivery=["place"]), None, postcode="JE2 3AB")

    assert index_rows() == []


def test_refreshing_all_or_one_again_changes_nothing():
    first = make_resource(miles=1, interests=["walking", "fitness"])
    make_resource("Chat line", national=True)
    before = index_rows()

    listings.refresh()
    listings.refresh([first.pk])

    assert len(before) == 3
    assert index_rows() == before


def test_refreshing_one_leaves_the_others_alone():
    kept = make_resource(miles=1)
    gone = make_resource("Closed club", miles=2)
    Resource.objects.update(status="closed")

    listings.refresh([gone.pk])

    assert [row.resource_id for row in Listing.objects.all()] == [kept.pk]


@pytest.mark.parametrize("added", [True, False])
def test_of_changed_interests_only_their_rows_are_made_again(added):
    entry = make_resource(miles=1, interests=["walking", "fitness"])
    swimming = make_resource("Swimmers", interests=["swimming"]).interests.all()
    untouched = set(Listing.objects.filter(interest="walking").values_list("pk", flat=True))
    some = swimming if added else entry.interests.filter(slug="fitness")

    curation.set_interests(resources=Resource.objects.all(), interests=some, added=added)

    assert set(Listing.objects.filter(interest="walking").values_list("pk", flat=True)) == untouched
    before = index_rows()
    listings.refresh()
    assert index_rows() == before
