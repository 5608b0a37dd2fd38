"""The made-up directory: enough of everything, the awkward ones too, and nothing of anyone real."""

import datetime as dt
import re
import tomllib
from collections import Counter
from collections.abc import Iterator

import pytest
from django.contrib.gis.measure import D
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from geography.geocoding import locate_postcode
from plans.demo.directory import DIRECTORY, load_demo_directory
from preferences.models import Interest
from resources.models import Listing, Place, Resource
from resources.vocabulary import Delivery, Status
from tests import demo_postcodes
from tests.conftest import load_demo

pytestmark = pytest.mark.sweep

CONTENT = tomllib.loads(DIRECTORY.read_text(encoding="utf-8"))
ENTRIES = CONTENT["entries"]
# What Ofcom keeps for drama: no such number rings anywhere.
DRAMA = re.compile(r"01632 960\d{3}|0808 157 0\d{3}")


def test_there_are_at_least_two_hundred_of_every_kind():
    assert len(ENTRIES) >= 200
    assert len({entry["name"] for entry in ENTRIES}) == len(ENTRIES)
    assert {kind for entry in ENTRIES for kind in entry["delivery"]} == set(Delivery.values)


def test_nothing_can_ring_or_reach_anyone():
    assert all(DRAMA.fullmatch(entry["phone"]) for entry in ENTRIES)
    webs = [entry["web"] for entry in ENTRIES if "web" in entry]
    webs += [provider["web"] for provider in CONTENT["providers"].values()]
    assert all(re.match(r"https://[a-z-]+\.example(/|$)", web) for web in webs)
    assert all(entry["email"].endswith(".example") for entry in ENTRIES if "email" in entry)


def test_every_provider_says_that_it_is_made_up():
    for provider in CONTENT["providers"].values():
        assert provider["description"].endswith("Made up for the demonstration.")


@pytest.fixture(scope="module")
def demo_directory(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_item_bank", verbosity=0)
        load_demo()
        yield
        transaction.set_rollback(True)


@pytest.mark.sweep
def test_its_postcodes_are_as_packaged():
    assert demo_postcodes.read() == list(demo_postcodes.packaged())


@pytest.mark.django_db
def test_the_directory_is_useful_round_southampton(demo_directory):
    home = locate_postcode("SO17 1BJ").point
    near = Resource.objects.filter(places__point__dwithin=(home, D(mi=2))).distinct()
    assert near.count() >= 12
    carried = Counter(Resource.objects.values_list("interests__name", flat=True))
    assert all(carried[interest.name] >= 8 for interest in Interest.objects.all())
    located = Place.objects.exclude(postcode="")
    assert located.filter(point=None).count() == 0


@pytest.mark.django_db
def test_the_awkward_ones_are_there(demo_directory):
    today = timezone.localdate()
    find = Resource.objects.filter
    assert find(address_confidential=True, places__isnull=False).exists()  # a refuge
    assert find(status=Status.CLOSED).exists() and find(status=Status.PAUSED).exists()
    assert find(ends_on__lt=today).exists()  # expired
    assert find(starts_on__gt=today).exists()
    assert find(interests=None).exists()
    assert find(verified_on=None).exists() and find(verify_by__lt=today).exists()
    assert find(places__postcode="", places__name__gt="").exists()  # no postcode
    assert find(national=True, delivery=["phone"]).exists()  # a helpline
    assert find(places__town="Southampton", authorities="E06000046").exists()  # serves elsewhere
    assert find(places__isnull=True, delivery=["home"]).exists()
    shared = Counter(Place.objects.exclude(postcode="").values_list("postcode", "address"))
    assert max(shared.values()) >= 5
    assert Listing.objects.exclude(point=None).exists()


@pytest.mark.full
@pytest.mark.django_db
def test_a_second_load_changes_nothing_even_on_a_later_day(demo_directory, monkeypatch):
    before = list(Resource.objects.order_by("pk").values_list("pk", "updated_at", "verified_on"))
    later = timezone.localdate() + dt.timedelta(days=9)
    monkeypatch.setattr(timezone, "localdate", lambda *args: later)
    assert load_demo_directory() == {"unchanged": len(ENTRIES)}
    after = list(Resource.objects.order_by("pk").values_list("pk", "updated_at", "verified_on"))
    assert after == before
