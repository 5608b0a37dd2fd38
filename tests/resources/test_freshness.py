"""Owners are told what is due; the listed organisation can say that its entry is right or wrong."""

import datetime as dt
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from resources.actions import curation
from resources.freshness import check_again_on
from resources.models import Correction, Place, Provider, Resource
from resources.verification import links

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 5, 1)


@pytest.fixture
def entry(cora) -> Resource:
    provider = Provider.objects.create(name="Solent Friends")
    return Resource.objects.create(
        name="Float and Natter",
        provider=provider,
        delivery=["place"],
        owner=cora,
        verify_by=timezone.localdate() - dt.timedelta(days=3),
        email="float@solent.example",
    )


def digests(**options) -> str:
    output = StringIO()
    call_command("send_digests", stdout=output, **options)
    return output.getvalue()


@pytest.fixture
def link(entry, settings) -> str:
    return links.link(entry).removeprefix(settings.GENIE_ADDRESS)


def test_groups_are_checked_every_half_year_and_helplines_every_year():
    assert check_again_on(verified_on=TODAY, delivery=["place", "phone"]) == dt.date(2026, 10, 30)
    assert check_again_on(verified_on=TODAY, delivery=["phone"]) == dt.date(2027, 5, 1)


def test_an_owner_is_written_to_about_what_is_due(entry, cora, settings):
    settings.GENIE_ADDRESS = "https://genie.example"
    Resource.objects.create(name="Not due", provider=entry.provider, owner=cora)
    assert digests() == "1 letters sent.\n"
    [letter] = mail.outbox
    assert letter.to == [cora.email]
    assert letter.subject == "1 entry of the directory to check"
    assert "Float and Natter: OVERDUE since" in letter.body
    assert "Not due" not in letter.body
    change = reverse("admin:resources_resource_change", args=[entry.pk])
    assert f"https://genie.example{change}" in letter.body
    assert "https://genie.example/directory/check/" in letter.body


def test_a_dry_run_sends_nothing(entry):
    assert "Float and Natter" in digests(dry_run=True)
    assert mail.outbox == []


def test_nobody_is_written_to_about_what_is_closed_or_not_theirs(entry):
    Resource.objects.update(status="closed")
    Resource.objects.create(name="Orphan", provider=entry.provider, verify_by=TODAY)
    digests()
    assert mail.outbox == []


def test_the_organisation_sees_its_entry_without_an_account(client, entry, link):
    page = client.get(link)
    assert page.status_code == 200
    assert "Float and Natter" in page.content.decode()
    assert Correction.objects.count() == 0  # looking says nothing


def test_the_address_of_a_refuge_is_not_shown(client, entry, link):
    Place.objects.create(resource=entry, address="5 Hidden Lane")
    assert "5 Hidden Lane" in client.get(link).content.decode()
    Resource.objects.update(address_confidential=True)
    assert "5 Hidden Lane" not in client.get(link).content.decode()


def test_saying_that_it_is_right_waits_for_a_curator(client, entry, link, cora):
    assert "Thank you" in client.post(link, {"verdict": "right"}).content.decode()
    correction = Correction.objects.get()
    assert (correction.confirms, correction.source) == (True, "organisation")
    assert Resource.objects.filter(verified_on=None).count() == 1
    assert curation.accept(corrections=[correction], by=cora) == 1
    entry.refresh_from_db()
    assert (entry.verified_on, entry.verified_by) == (timezone.localdate(), cora)
    assert Correction.objects.open().count() == 0


def test_saying_what_is_wrong_verifies_nothing(client, entry, link, cora):
    client.post(link, {"verdict": "wrong", "text": "We moved to Thursdays"})
    correction = Correction.objects.get()
    assert (correction.confirms, correction.text) == (False, "We moved to Thursdays")
    assert curation.accept(corrections=[correction], by=cora) == 0
    assert Correction.objects.open().count() == 1


@pytest.mark.parametrize(
    ("posted", "message"),
    [
        ({}, "Choose whether it is right."),
        ({"verdict": "maybe"}, "Select a valid choice"),
        ({"verdict": "wrong"}, "Say what should be changed."),
        ({"verdict": "wrong", "text": "x" * 301}, "at most 300 characters"),
        ({"verdict": "wrong", "text": "a\x00b"}, "Null characters"),
    ],
)
def test_a_form_that_says_nothing_is_sent_back(client, link, posted, message):
    page = client.post(link, posted)
    assert page.status_code == 200
    assert message in page.content.decode()
    assert Correction.objects.count() == 0


def test_a_desk_is_not_flooded(client, entry, link):
    for number in range(6):
        page = client.post(link, {"verdict": "wrong", "text": f"Change {number}"})
    assert "several messages about this today" in page.content.decode()
    assert Correction.objects.count() == 5


def test_the_same_word_twice_is_kept_once(client, link):
    client.post(link, {"verdict": "right"})
    client.post(link, {"verdict": "right"})
    assert Correction.objects.count() == 1


def test_a_link_runs_out(client, entry, link, monkeypatch):
    later = timezone.now() + dt.timedelta(days=61)
    monkeypatch.setattr("time.time", later.timestamp)
    page = client.get(link)
    assert page.status_code == 410
    assert "This link has run out" in page.content.decode()
    assert client.post(link, {"verdict": "right"}).status_code == 410


@pytest.mark.parametrize("token", ["x", "a:b:c", "🙂", "x" * 2000])
def test_a_made_up_link_opens_nothing(client, entry, token):
    assert client.get(reverse("resources:check", args=[token])).status_code == 404


def test_a_changed_link_opens_nothing(client, entry, link):
    assert client.get(link[:-3] + "x/").status_code == 404


def test_a_deleted_entry_opens_nothing(client, entry, link):
    entry.delete()
    assert client.get(link).status_code == 404


def test_only_looking_and_sending_are_allowed(client, link):
    assert client.delete(link).status_code == 405
