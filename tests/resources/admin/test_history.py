"""Who changed what and when, and putting it back."""

import datetime as dt

import pghistory
import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse

from preferences.models import Interest
from resources.actions.merging import merge
from resources.models import (
    ExternalId,
    Listing,
    Place,
    Provider,
    Resource,
    ResourceEvent,
    Schedule,
)
from tests.resources.admin.conftest import form_data

pytestmark = pytest.mark.django_db


def change(client, entry: Resource, **changes):
    address = reverse("admin:resources_resource_change", args=[entry.pk])
    place = {
        "id": str(entry.places.get().pk),
        "point": "",
        "address": "1 Testing Road",
        "postcode": "",
    }
    response = client.post(address, form_data(entry, place, **changes))
    assert response.status_code == 302, response.context["adminform"].errors
    entry.refresh_from_db()


@pytest.fixture
def place(entry) -> Place:
    return Place.objects.create(resource=entry, address="1 Testing Road")


def versions(client, entry_id):
    return client.get(history(entry_id)).context["versions"]


def history(entry_id) -> str:
    return reverse("admin:resources_resource_history", args=[entry_id])


def put_back(client, entry_id, version):
    address = reverse("admin:resources_resource_restore", args=[entry_id])
    return client.post(address, {"version": version.key}, follow=True)


def put_back_where(client, entry_id, label: str, change: tuple[str, str]):
    """The version in which this was changed from one to the other."""
    return put_back(
        client,
        entry_id,
        next(one for one in versions(client, entry_id) if told(one).get(label) == change),
    )


def told(version) -> dict[str, tuple[str, str]]:
    return {
        one.label: ("".join(p.text for p in one.before), "".join(p.text for p in one.after))
        for one in version.differences
    }


def test_a_change_is_told_with_who_what_and_before_and_after(as_cora, entry, place):
    change(as_cora, entry, description="Warm water and quiet talk.")
    change(as_cora, entry, description="Warm water and loud talk.", phone="01632 960123")
    newest = versions(as_cora, entry.pk)[0]
    assert (newest.who, newest.how) == ("Cora", "changed")
    assert told(newest) == {
        "Description": ("Warm water and quiet talk.", "Warm water and loud talk."),
        "Phone": ("", "01632 960123"),
    }
    [description, _] = newest.differences
    assert [piece.text for piece in description.before if piece.changed] == ["quiet"]
    page = as_cora.get(history(entry.pk)).content.decode()
    assert "<del>quiet</del>" in page and "<ins>loud</ins>" in page


def test_places_times_and_interests_are_told_too(as_cora, entry, place, provider):
    social = Interest.objects.create(slug="social-clubs", name="Social clubs")
    with pghistory.context():
        entry.interests.add(social)
        Schedule.objects.create(resource=entry, weekday=1)
        place.address = "2 Testing Road"
        place.save()
    seen = told(versions(as_cora, entry.pk)[0])
    assert seen["Interests"][1] == "Social clubs, Swimming"
    assert seen["Regular times"][1] == "Tuesday"
    assert seen["Street"][1] == "2 Testing Road"


def test_the_next_check_follows_from_the_last_by_kind(as_cora, entry, place):
    change(as_cora, entry, verified_on="2026-05-01")
    assert entry.verify_by == dt.date(2026, 10, 30)
    change(as_cora, entry, verified_on="2026-05-01", verify_by="2026-12-24")
    assert entry.verify_by == dt.date(2026, 12, 24)


def test_saving_without_a_change_is_no_version(as_cora, entry, place):
    change(as_cora, entry)
    before = len(versions(as_cora, entry.pk))
    change(as_cora, entry)
    assert len(versions(as_cora, entry.pk)) == before


def test_an_entry_is_put_back_whole_and_that_can_be_taken_back(as_cora, entry, place):
    change(as_cora, entry, description="As it was.")
    with pghistory.context():
        Schedule.objects.create(resource=entry, weekday=1)
    change(as_cora, entry, description="Spoilt.", interests=[], phone="01632 960123")
    with pghistory.context():
        Schedule.objects.all().delete()
    assert put_back_where(as_cora, entry.pk, "Regular times", ("", "Tuesday"))
    entry.refresh_from_db()
    assert (entry.description, entry.phone) == ("As it was.", "")
    assert [str(one) for one in entry.interests.all()] == ["Swimming"]
    assert [one.get_weekday_display() for one in entry.schedules.all()] == ["Tuesday"]
    assert put_back_where(as_cora, entry.pk, "Phone", ("", "01632 960123"))
    entry.refresh_from_db()
    assert (entry.description, entry.interests.count()) == ("Spoilt.", 0)
    assert versions(as_cora, entry.pk)[0].how == "restored"


def test_a_deleted_entry_comes_back_with_all_that_was_its_own(as_cora, entry, place):
    ExternalId.objects.create(resource=entry, source="Clubs", value="one")
    Place.objects.update(point=Point(-1.39571, 50.9341, srid=4326), point_source="pin")
    change(as_cora, entry, description="Warm water.")
    Place.objects.update(point=Point(-1.39571, 50.9341, srid=4326), point_source="pin")
    key, who = entry.pk, entry.provider_id
    as_cora.post(reverse("admin:resources_resource_delete", args=[key]), {"post": "yes"})
    Provider.objects.filter(pk=who).delete()
    page = as_cora.get(reverse("admin:resources_resource_deleted")).content.decode()
    assert "Float and Natter" in page and "Cora" in page
    last = next(one for one in versions(as_cora, key) if one.exists)
    assert "is as it was" in put_back(as_cora, key, last).content.decode()
    again = Resource.objects.get(pk=key)
    assert (again.provider.name, again.description) == ("Solent Friends", "Warm water.")
    assert again.external_ids.get().value == "one"
    assert Listing.objects.filter(resource=again).count() == 1
    assert "Float" not in as_cora.get(reverse("admin:resources_resource_deleted")).content.decode()


def test_merged_entries_keep_both_histories_and_the_second_can_be_put_back(
    as_cora, entry, place, provider
):
    twin = Resource.objects.create(name="Float & Natter", provider=provider, delivery=["place"])
    Place.objects.create(resource=twin, address="9 Side Street")
    ExternalId.objects.create(resource=twin, source="Clubs", value="two")
    key = twin.pk
    merge(keep=entry, drop=twin, taken=[])
    page = as_cora.get(history(entry.pk))
    assert page.context["merged"] == [(key, "Float & Natter")]
    assert page.context["versions"][0].how == "merged with “Float & Natter”"
    last = next(one for one in versions(as_cora, key) if one.exists)
    put_back(as_cora, key, last)
    again = Resource.objects.get(pk=key)
    assert [one.address for one in again.places.all()] == ["9 Side Street"]
    assert again.external_ids.get().value == "two"
    # what the other one has by now stays its own
    assert entry.places.count() == 2


def test_a_provider_has_a_history_too_and_is_put_back(as_cora, provider):
    change = reverse("admin:resources_provider_change", args=[provider.pk])
    as_cora.post(change, {"name": "Solent Foes"})
    history = reverse("admin:resources_provider_history", args=[provider.pk])
    newest, first = as_cora.get(history).context["versions"]
    assert (newest.who, told(newest)) == ("Cora", {"Name": ("Solent Friends", "Solent Foes")})
    restore = reverse("admin:resources_provider_restore", args=[provider.pk])
    as_cora.post(restore, {"version": first.key})
    provider.refresh_from_db()
    assert provider.name == "Solent Friends"
    page = as_cora.post(restore, {"version": "yesterday"}, follow=True)
    assert "not there any more" in page.content.decode()


def test_only_curators_see_histories_and_put_back(as_cora, client, mo, entry):
    assert as_cora.get(history(entry.pk)).status_code == 200
    client.force_login(mo)
    assert client.get(history(entry.pk)).status_code == 403
    assert client.get(reverse("admin:resources_resource_deleted")).status_code == 403
    restore = reverse("admin:resources_resource_restore", args=[entry.pk])
    assert client.post(restore, {"version": ""}).status_code == 403
    for name, method in (("history", client.get), ("restore", client.post)):
        address = reverse(f"admin:resources_provider_{name}", args=[entry.provider_id])
        assert method(address).status_code == 403


@pytest.mark.parametrize("version", ["", "yesterday", "2020-01-01T00:00:00+00:00"])
def test_a_version_that_is_not_there_changes_nothing(as_cora, entry, version):
    before = ResourceEvent.objects.count()
    address = reverse("admin:resources_resource_restore", args=[entry.pk])
    page = as_cora.post(address, {"version": version}, follow=True)
    assert "not there any more" in page.content.decode()
    assert ResourceEvent.objects.count() == before
    assert as_cora.get(address).status_code == 405


def test_an_entry_that_never_was_has_no_history(as_cora, db):
    assert as_cora.get(history("00000000-0000-4000-8000-000000000000")).status_code == 404


def test_what_is_done_in_a_session_is_nobodys_history(as_alice, alice, session, entry):
    """The history says who changed the directory; it must never say who met with whom."""
    page = reverse("resources:report_wrong", args=[session.pk])
    as_alice.post(page, {"resource": str(entry.pk), "text": "Moved"})
    entry.phone = "01632 960123"
    entry.save()
    contexts = list(ResourceEvent.objects.values_list("pgh_context", flat=True))
    assert str(alice.pk) not in str(contexts)
