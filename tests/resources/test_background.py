"""The map's background from the postcode directory."""

import struct

import pytest
from django.core.cache import cache
from django.urls import reverse

from resources import background
from tests.postcode_rows import create_postcodes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def postcodes():
    create_postcodes()
    cache.delete("postcode-districts")


def square_of(latitude: float, longitude: float) -> tuple[int, int]:
    """The square whose north-west corner is the last one north and west of a place."""
    x = max(x for x in range(4000, 4200) if background.longitude(x) <= longitude)
    y = max(y for y in range(2400, 2900) if background.latitude(y) >= latitude)
    return x, y


def test_a_postcode_is_a_dot_where_it_is(as_alice):
    x, y = square_of(50.93410, -1.39571)

    response = as_alice.get(reverse("resources:dots", args=[x, y]))

    numbers = struct.unpack(f"<{len(response.content) // 2}H", response.content)
    dots = [
        (
            background.latitude(y)
            - down / background.STEPS * (background.latitude(y) - background.latitude(y + 1)),
            background.longitude(x) + right / background.STEPS * 360 / background.SQUARES,
        )
        for right, down in zip(numbers[::2], numbers[1::2], strict=True)
    ]
    # two steps are some two metres
    assert [
        dot for dot in dots if abs(dot[0] - 50.93410) < 2e-5 and abs(dot[1] + 1.39571) < 4e-5
    ] != []


def test_an_empty_square_is_empty(as_alice):
    assert as_alice.get(reverse("resources:dots", args=[0, 0])).content == b""


@pytest.mark.parametrize("address", ["/map/dots/8192/1/", "/map/dots/1/99999999999/"])
def test_beyond_the_grid_is_not_found(as_alice, address):
    assert as_alice.get(address).status_code == 404


def test_districts_have_names_and_centres(as_alice):
    districts = as_alice.get(reverse("resources:districts")).json()["districts"]

    assert {name for name, _, _ in districts} >= {"SO17", "PO30", "BT1"}
    [(_, latitude, longitude)] = [row for row in districts if row[0] == "BT1"]
    assert (round(latitude, 1), round(longitude, 1)) == (54.6, -5.9)


@pytest.mark.parametrize("name", ["dots", "districts"])
def test_browsers_keep_it_and_only_the_signed_in_get_it(client, as_alice, name):
    address = reverse(f"resources:{name}", args=[4063, 2744] if name == "dots" else [])

    assert as_alice.get(address)["Cache-Control"] == "private, max-age=604800"
    assert as_alice.post(address).status_code == 405
    client.logout()
    assert client.get(address).status_code == 302
