"""Which straight lines cross the water."""

from math import inf

import pytest
from django.contrib.gis.geos import LineString, Point
from django.db import connection

from geography import water
from geography.actions.water import load_water
from geography.models import Water
from tests.tiers import only_in_full

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

PLACES = {
    "Hythe": (50.8690, -1.4010),
    "Southampton": (50.9025, -1.4044),
    "Cowes": (50.7628, -1.2975),
    "Newport": (50.7008, -1.2910),
    "Gosport": (50.7950, -1.1240),
    "Portsmouth": (50.7989, -1.0913),
    "Fareham": (50.8530, -1.1790),
    "Cosham": (50.8430, -1.0660),
    "Woolston": (50.8980, -1.3767),
    "Portswood": (50.9240, -1.3930),
    "Eastleigh": (50.9690, -1.3500),
    "Birkenhead": (53.3930, -3.0150),
    "Liverpool": (53.4080, -2.9910),
    "Hull": (53.7440, -0.3367),
    "Barton": (53.6850, -0.4410),
    "Weston": (51.3458, -2.9773),
    "Barry": (51.4050, -3.2700),
    "Brighton": (50.8220, -0.1400),
    "Worthing": (50.8150, -0.3720),
    "Greenock": (55.9480, -4.7610),
    "Helensburgh": (56.0020, -4.7330),
}


def place(name: str) -> Point:
    latitude, longitude = PLACES[name]
    return Point(longitude, latitude, srid=4326)


def load_round(*points: Point) -> None:
    """The water between these, and a few miles about."""
    load_water(within=LineString(*points, srid=4326).envelope.buffer(0.1))


def crosses(start: Point, end: Point):
    line = water.CROSSES.format(place="place.point")
    home = {"longitude": start.x, "latitude": start.y}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {line} FROM (SELECT ST_GeomFromEWKT(%(end)s) AS point) place",
            {**home, "end": end.ewkt},
        )
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hythe", "Southampton"),
        *only_in_full(
            ("Cowes", "Southampton"),
            ("Gosport", "Portsmouth"),
            ("Birkenhead", "Liverpool"),
            ("Hull", "Barton"),
            ("Weston", "Barry"),
            ("Greenock", "Helensburgh"),
        ),
        # five miles and a half by line, over the harbour; nine by road, round it through Cosham
        ("Fareham", "Portsmouth"),
    ],
)
def test_across_the_water(one, other):
    load_round(place(one), place(other))

    assert (crosses(place(one), place(other)), crosses(place(other), place(one))) == (True, True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Southampton", "Eastleigh"),
        *only_in_full(("Fareham", "Cosham"), ("Cosham", "Portsmouth")),
        # over the Itchen, which is narrow there and has bridges
        ("Woolston", "Portswood"),
        # up the Medina, along one bank
        ("Newport", "Cowes"),
        # over the sea, but the road along the shore is hardly longer
        ("Brighton", "Worthing"),
    ],
)
def test_not_across_the_water(one, other):
    load_round(place(one), place(other))

    assert (crosses(place(one), place(other)), crosses(place(other), place(one))) == (False, False)


def test_no_line_shorter_than_the_way_to_the_water_crosses_it():
    load_round(place("Eastleigh"), place("Cowes"))

    assert water.distance_to(place("Eastleigh")) == pytest.approx(7500, abs=1500)
    assert water.distance_to(place("Cowes")) < 200


def test_without_water_nothing_is_across_it():
    assert water.distance_to(place("Cowes")) == inf
    assert not crosses(place("Cowes"), place("Southampton"))


def test_loading_again_puts_the_same_in_its_place():
    load_round(place("Hythe"), place("Southampton"))
    count = Water.objects.count()

    load_round(place("Hythe"), place("Southampton"))

    assert Water.objects.count() == count > 0
