"""The map's background from the postcode directory."""

import struct

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse

from geography import map_dots
from geography.memory import cache
from geography.models import Postcode
from tests.postcode_rows import create_postcodes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def postcodes():
    create_postcodes()
    cache.clear()


def square_of(zoom: int, latitude: float, longitude: float) -> tuple[int, int]:
    """The square whose north-west corner is the last one north and west of a place."""
    x = max(x for x in range(2**zoom) if map_dots.longitude(zoom, x) <= longitude)
    y = max(y for y in range(2**zoom) if map_dots.latitude(zoom, y) >= latitude)
    return x, y


# SO17 1BJ; and CF10 1AA, because from far away only codes that end in A are drawn
@pytest.mark.parametrize(
    ("zoom", "latitude", "longitude", "off"),
    [(13, 50.93410, -1.39571, 2e-5), (10, 50.93410, -1.39571, 1e-3), (7, 51.47910, -3.17809, 1e-2)],
)
def test_a_postcode_is_a_dot_where_it_is(as_alice, zoom, latitude, longitude, off):
    x, y = square_of(zoom, latitude, longitude)

    response = as_alice.get(reverse("geography:dots", args=[zoom, x, y]))

    numbers = struct.unpack(f"<{len(response.content) // 2}H", response.content)
    steps = map_dots.LEVELS[zoom].steps
    dots = [
        (
            map_dots.latitude(zoom, y)
            - down / steps * (map_dots.latitude(zoom, y) - map_dots.latitude(zoom, y + 1)),
            map_dots.longitude(zoom, x) + right / steps * 360 / 2**zoom,
        )
        for right, down in zip(numbers[::2], numbers[1::2], strict=True)
    ]
    # within two steps
    assert [
        dot for dot in dots if abs(dot[0] - latitude) < off and abs(dot[1] - longitude) < 2 * off
    ] != []


def test_an_empty_square_is_empty(as_alice):
    assert as_alice.get(reverse("geography:dots", args=[13, 0, 0])).content == b""


@pytest.mark.parametrize("square", ["13/8192/1", "13/1/99999999999", "10/1024/1", "12/1/1"])
def test_beyond_the_grid_is_not_found(as_alice, square):
    assert as_alice.get(f"/map/dots/{square}/").status_code == 404


def test_districts_have_names_and_centres(as_alice):
    districts = as_alice.get(reverse("geography:districts")).json()["districts"]

    assert {name for name, _, _ in districts} >= {"SO17", "PO30", "BT1"}
    [(_, latitude, longitude)] = [row for row in districts if row[0] == "BT1"]
    assert (round(latitude, 1), round(longitude, 1)) == (54.6, -5.9)


def test_districts_of_old_and_post_boxes_are_no_labels_but_have_a_place(as_alice):
    here = Point(-1.4, 50.93, srid=4326)
    Postcode.objects.bulk_create(
        [Postcode(code="SO21BJ", point=here)]
        + [Postcode(code=f"SO971{letter}A", point=here) for letter in "ABDEFGHJ"]
    )

    districts = as_alice.get(reverse("geography:districts")).json()["districts"]

    assert {name for name, _, _ in districts if name in {"SO17", "SO2", "SO97"}} == {"SO17"}
    assert map_dots.centres()["SO2"] == (50.93, -1.4)


@pytest.mark.parametrize("name", ["dots", "districts"])
def test_browsers_keep_it_and_only_the_signed_in_get_it(client, as_alice, name):
    address = reverse(f"geography:{name}", args=[13, 4063, 2744] if name == "dots" else [])

    assert as_alice.get(address)["Cache-Control"] == "private, max-age=604800"
    assert as_alice.post(address).status_code == 405
    client.logout()
    assert client.get(address).status_code == 302
