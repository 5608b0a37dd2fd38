"""What is kept in memory of the directory is never older than the directory, and nobody's."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from geography.memory import cache
from preferences.models import Answer, Item
from resources.models import Place, Provider, Resource, Schedule
from resources.near import entries
from tests.resources.directory import make_home, make_resource, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def look(as_alice, session):
    """Near you, as it is sent now."""
    session.participant.postcode = make_home(session).postcode
    session.participant.save()
    say(session, yes=["walking"])
    address = reverse("resources:near", args=[session.pk])
    return lambda **more: as_alice.get(address, **more).content


@pytest.fixture
def club(look) -> Resource:
    return make_resource("Strollers", miles=0.8, days=[1], place={"address": "1 The Avenue"})


CHANGES = {
    "its name": lambda: Resource.objects.update(name="Amblers"),
    "its description": lambda: Resource.objects.update(description="A gentle walk."),
    "a place's address": lambda: Place.objects.update(address="2 The Mews"),
    "one more time": lambda: Schedule.objects.create(resource=Resource.objects.get(), weekday=4),
    "a time no more": lambda: Schedule.objects.all().delete(),
    "its provider's telephone": lambda: Provider.objects.update(phone="01632 960123"),
    "its last day": lambda: Resource.objects.update(ends_on=timezone.localdate()),
    "its address is confidential": lambda: Resource.objects.update(address_confidential=True),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_changed_shows_on_the_next_page(look, club, change):
    look()
    assert club.pk in entries.kept

    CHANGES[change]()
    after = look()

    entries.kept.clear()
    cache.clear()
    assert without_tokens(after) == without_tokens(look())


def without_tokens(page: bytes) -> list[str]:
    lines = page.decode().splitlines()
    return [line for line in lines if "csrfmiddlewaretoken" not in line and "nonce" not in line]


def test_changed_twice_in_one_transaction_it_is_not_shown_as_it_was_between(look, club):
    for name in ("Amblers", "Ramblers"):
        Resource.objects.update(name=name)
        assert name in look().decode()


def test_what_is_kept_is_not_read_again(look, club):
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            look()
        counts.append(sum('FROM "resources_place"' in query["sql"] for query in captured))

    assert counts == [1, 0]


def test_nothing_of_a_person_is_kept(look, club, session, alice):
    look()
    resource = entries.kept[club.pk]
    html = entries.details(resource, resource.places.get())

    assert "1 The Avenue" in html
    for own in (session.pk, session.participant_id, alice.pk, "csrfmiddlewaretoken"):
        assert str(own) not in html


def test_a_few_thousand_are_kept_and_no_more(look, club, monkeypatch):
    monkeypatch.setattr(entries, "MOST_KEPT", 2)
    for number in range(4):
        make_resource(f"Club {number}", miles=1)
        look()

    assert len(entries.kept) == 2


@pytest.mark.full
@pytest.mark.sweep
def test_with_many_interests_the_page_is_light(as_alice, session, demo_directory, look):
    """What it weighs on a village line, with nothing of it known to the browser."""
    for item in Item.objects.prefetch_related("interests"):
        kept = [interest.slug for interest in item.interests.all()]
        Answer.objects.update_or_create(
            session=session, item=item, defaults={"choice": "yes", "kept": kept}
        )

    sent = look(headers={"accept-encoding": "gzip"})

    assert len(gzip.decompress(sent)) > 100_000
    assert len(sent) < 60_000
