"""A postcode becomes a point, offline, or a clear reason why not."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from geopy.geocoders.base import Geocoder

from geography import geocoding
from geography.geocoding import Reason
from geography.vocabulary import PointSource

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("postcode_directory")]


def test_the_command_prints_point_and_source():
    output = StringIO()
    call_command("geocode", "SO17 1BJ", stdout=output)
    assert output.getvalue() == "50.93410 -1.39571 postcode directory\n"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("SO17 1B", Reason.MALFORMED),
        ("", Reason.MALFORMED),
        ("SO17 9ZZ", Reason.UNKNOWN),
        ("JE2 3AB", Reason.NO_LOCATION),
    ],
)
def test_failures_are_told_apart(typed, reason):
    with pytest.raises(geocoding.GeocodingError) as caught:
        geocoding.locate(typed)
    assert caught.value.reason is reason
    with pytest.raises(CommandError, match=str(reason.label)) as refused:
        call_command("geocode", typed)
    assert refused.value.returncode == 1


def test_a_located_postcode_says_all_that_is_known():
    found = geocoding.locate("so171bj")
    assert (found.postcode, found.local_authority, found.source) == (
        "SO17 1BJ",
        "E06000045",
        PointSource.POSTCODE,
    )
    assert found.point.srid == 4326


def test_the_directory_is_a_geopy_geocoder():
    directory = geocoding.PostcodeDirectory()
    assert isinstance(directory, Geocoder)
    location = directory.geocode("PO30 1UD")
    assert (round(location.latitude, 5), round(location.longitude, 5)) == (50.70061, -1.29082)
    assert directory.geocode("PO30 1UD", exactly_one=False) == [location]
    assert directory.geocode("SO17 9ZZ") is None


def test_free_text_is_not_searched_for_unless_a_server_is_named(settings):
    settings.GENIE_NOMINATIM_URL = ""
    with pytest.raises(geocoding.GeocodingError) as caught:
        geocoding.locate("Guildhall Square, Southampton", search_addresses=True)
    assert caught.value.reason is Reason.MALFORMED


def test_a_server_that_does_not_answer_is_a_plain_message(settings):
    settings.GENIE_NOMINATIM_URL = "http://127.0.0.1:9/nominatim"
    with pytest.raises(geocoding.GeocodingError) as caught:
        geocoding.locate("Guildhall Square, Southampton", search_addresses=True)
    assert caught.value.reason is Reason.UNREACHABLE
