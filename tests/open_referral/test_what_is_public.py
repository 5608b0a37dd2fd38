"""What may be public is; a confidential address, the owner and the curators' own notes are not."""

import datetime as dt
import json

import pytest
from django.contrib.gis.geos import Point
from django.utils import timezone

from resources.models import Provider, Resource, Schedule
from tests.open_referral.api_client import every, get, names
from tests.resources.directory import add_place, make_resource

pytestmark = pytest.mark.django_db


@pytest.fixture
def refuge(cora, postcode_directory) -> Resource:
    return make_resource(
        "Harbour House",
        miles=0.1,
        address_confidential=True,
        owner=cora,
        phone="0808 000 0000",
        place={
            "name": "Rosewood Villa",
            "address": "7 Hidden Lane",
            "town": "Netley",
            "postcode": "SO17 1BJ",
            "transport": "Bus 9 stops outside",
            "step_free": "yes",
        },
    )


def everything() -> str:
    """All that the feed says, as one text."""
    said: list = [get("")]
    for endpoint in ("services", "service_at_locations", "taxonomies", "taxonomy_terms"):
        for found in every(endpoint):
            said += [found, get(f"{endpoint}/{found['id']}")]
    said += every("services", full="true")
    return json.dumps(said)


def test_a_confidential_address_is_nowhere(refuge):
    place = refuge.places.get()
    said = everything()
    assert "Harbour House" in said
    secrets = [place.name, place.address, place.town, place.postcode, place.transport]
    secrets += [str(place.point.x), str(place.point.y), str(place.pk)]
    assert [secret for secret in secrets if secret in said] == []


def test_the_same_place_is_there_when_it_is_not_confidential(refuge):
    Resource.objects.update(address_confidential=False)
    place = refuge.places.get()
    said = everything()
    facts = [place.address, place.town, place.postcode, str(place.point.y), str(place.pk)]
    assert [fact for fact in facts if fact not in said] == []


def test_a_confidential_place_is_not_found_by_asking_for_it(client, refuge):
    place = refuge.places.get()
    assert client.get(f"/open-referral/v3/service_at_locations/{place.pk}").status_code == 404
    for asked in (
        {"postcode": "SO17 1BJ", "proximity": "1000"},
        {"search": "Hidden Lane"},
        {"search": "Rosewood"},
        {},
    ):
        assert every("service_at_locations", **asked) == []
    step_free = next(t for t in every("taxonomy_terms") if t["name"] == "Step-free access: yes")
    assert names(taxonomy_term_id=step_free["id"]) == []
    assert names(taxonomy_id=step_free["taxonomy_id"]) == []


def test_whoever_takes_it_is_told_to_keep_it_confidential(refuge):
    carried = [a["taxonomy_term"]["name"] for a in get(f"services/{refuge.pk}")["attributes"]]
    assert "The address is confidential: do not publish or pin it" in carried


def test_no_owner_and_nothing_internal(refuge, cora):
    said = everything()
    assert cora.email not in said and str(cora.pk) not in said
    detail = get(f"services/{refuge.pk}")
    assert {key for key in detail if key in ("owner", "verify_by", "created_at")} == set()


def test_closed_paused_and_ended_say_so():
    today = timezone.localdate()
    make_resource("Open")
    make_resource("Last day", ends_on=today)
    make_resource("Ended", ends_on=today - dt.timedelta(days=1))
    over = make_resource("Times are over")
    over.schedules.create(weekday=0, ends_on=today - dt.timedelta(days=30))
    Resource.objects.filter(pk=over.pk).update(updated_at=timezone.now() - dt.timedelta(days=60))
    make_resource("Paused", status="paused")
    make_resource("Closed", status="closed")
    since = (timezone.now() - dt.timedelta(days=40)).isoformat()
    assert "Times are over" in {found["name"] for found in every("services", modified_after=since)}
    assert {found["name"]: found["status"] for found in every("services")} == {
        "Open": "active",
        "Last day": "active",
        "Ended": "inactive",
        "Times are over": "inactive",
        "Paused": "temporarily closed",
        "Closed": "defunct",
    }


def test_every_service_names_its_organisation():
    make_resource()
    provider = Provider.objects.get()
    expected = {"id": str(provider.pk), "name": provider.name, "description": "Not known"}
    assert every("services")[0]["organization"] == expected
    assert every("services")[0]["organization_id"] == str(provider.pk)


def test_assured_date_is_when_it_was_verified():
    make_resource(verified_on=dt.date(2026, 11, 1))
    assert every("services")[0]["assured_date"] == "2026-11-01"


def test_regular_times_are_icalendar():
    resource = make_resource(when_text="Not in August")
    Schedule.objects.create(resource=resource, weekday=1, starts=dt.time(10), ends=dt.time(12, 30))
    Schedule.objects.create(resource=resource, weekday=4, frequency="MONTHLY", week=-1)
    weekly, monthly = get(f"services/{resource.pk}")["schedules"]
    assert (weekly["freq"], weekly["byday"]) == ("WEEKLY", "TU")
    assert (weekly["opens_at"], weekly["closes_at"]) == ("10:00", "12:30")
    assert (monthly["freq"], monthly["byday"]) == ("MONTHLY", "-1FR")
    assert weekly["description"] == monthly["description"] == "Not in August"


def test_a_web_address_that_is_none_is_left_out():
    make_resource("Good", web="https://example.org/tea?day=tuesday")
    make_resource("Foreign", web="https://example.org/thé")
    make_resource("Bad", web="https://exa mple.org/[x]")
    assert {found["name"]: found.get("url") for found in every("services")} == {
        "Good": "https://example.org/tea?day=tuesday",
        "Foreign": "https://example.org/th%C3%A9",
        "Bad": None,
    }


def test_every_place_of_a_service_is_listed():
    resource = make_resource(miles=1)
    other = add_place(resource, 2)
    detail = get(f"services/{resource.pk}")
    listed = [found["id"] for found in every("service_at_locations")]
    assert sorted(found["id"] for found in detail["service_at_locations"]) == sorted(listed)
    assert str(other.pk) in listed
    point = other.point
    assert isinstance(point, Point)
    location = get(f"service_at_locations/{other.pk}")["location"]
    assert (location["latitude"], location["longitude"]) == (point.y, point.x)


def test_derived_ids_stay_the_same():
    resource = make_resource(miles=1, phone="023 8000 0000", place={"postcode": "SO17 1BJ"})
    assert get(f"services/{resource.pk}") == get(f"services/{resource.pk}")
    terms = {term["name"]: term["id"] for term in every("taxonomy_terms")}
    assert terms["Just turn up"] == "919a1192-2291-56fd-82b8-e699b8e29e96"
