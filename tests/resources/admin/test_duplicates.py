"""Entries that may be one: found, compared, merged, and nothing that pointed to either is lost."""

import datetime as dt

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse
from django.utils import timezone

from plans.models import PlanItem
from preferences.models import Interest
from resources.actions import duplicates
from resources.actions.merging import merge
from resources.models import (
    Correction,
    DuplicatePair,
    ExternalId,
    Listing,
    Place,
    Provider,
    Resource,
    Schedule,
)
from tests.tiers import tried
from tests.workers import let_a_worker_work

pytestmark = pytest.mark.django_db
LIST = reverse("admin:resources_duplicatepair_changelist")


@pytest.fixture
def twin(entry) -> Resource:
    """The same club, as somebody else spells it, a few doors away."""
    other = Provider.objects.create(name="Solent Friends Ltd")
    resource = Resource.objects.create(
        name="Float & Nater", provider=other, delivery=["place"], phone="01632 960123",
        description="Warm water and talk.",
    )  # fmt: skip
    resource.interests.add(Interest.objects.create(slug="social-clubs", name="Social clubs"))
    Place.objects.create(resource=resource, postcode="SO17 1BJ", point=point(0.001))
    Place.objects.create(resource=entry, postcode="SO17 1BJ", point=point(0))
    return resource


def point(east: float) -> Point:
    return Point(-1.39571 + east, 50.9341, srid=4326)


def compare(one: Resource, other: Resource) -> str:
    return reverse("admin:resources_duplicate_compare", args=[one.pk, other.pk])


def found() -> set[frozenset[str]]:
    duplicates.find()
    return {frozenset([pair.first.name, pair.second.name]) for pair in DuplicatePair.objects.all()}


def test_a_misspelt_twin_next_door_is_found(entry, twin):
    assert found() == {frozenset(["Float and Natter", "Float & Nater"])}
    pair = DuplicatePair.objects.get()
    assert pair.reasons == ["a name much alike", "the same postcode"]


def test_the_same_name_elsewhere_is_another_club(entry, provider):
    other = Provider.objects.create(name="Island Friends")
    far = Resource.objects.create(name="Float and Natter", provider=other, delivery=["place"])
    Place.objects.create(resource=far, point=Point(-1.2, 50.7, srid=4326))
    Place.objects.create(resource=entry, point=point(0))
    assert found() == set()


def test_neighbours_with_other_names_are_other_clubs(entry, twin):
    Resource.objects.filter(pk=twin.pk).update(name="Quilting by the Sea")
    assert found() == set()


def test_one_phone_and_nearly_one_name_is_enough_without_a_place(entry, provider):
    Resource.objects.filter(pk=entry.pk).update(phone="+44 1632 960123")
    Resource.objects.create(name="Float & Natter", provider=provider, phone="01632-960123")
    assert len(found()) == 1


def test_a_closed_entry_is_nobodys_twin(entry, twin):
    Resource.objects.filter(pk=twin.pk).update(status="closed")
    assert found() == set()


def test_what_was_said_to_be_different_is_not_asked_again(as_cora, entry, twin):
    duplicates.find()
    pair = DuplicatePair.objects.get()
    as_cora.post(LIST, {"action": "they_differ", "_selected_action": [str(pair.pk)]})
    duplicates.find()
    assert DuplicatePair.objects.filter(different=False).count() == 0
    assert "Float" not in as_cora.get(LIST).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_worker_looks_again_and_the_page_says_how_far_it_is(as_cora, entry, twin):
    look = reverse("admin:resources_duplicate_look")
    assert as_cora.get(look).status_code == 405
    asked = as_cora.post(look, follow=True).text
    assert "Float &amp; Nater" not in asked
    assert "The search waits for the worker" in asked
    assert "Search again" not in asked
    as_cora.post(look)
    assert duplicates.searches().count() == 1
    let_a_worker_work()
    done = as_cora.get(LIST).text
    assert "Float &amp; Nater" in done
    assert "Last searched at" in done
    assert "Search again" in done


def test_a_search_that_was_stopped_in_the_middle_is_asked_for_again(as_cora, entry, twin):
    duplicates.begin()
    now = timezone.now()
    duplicates.searches().update(status="RUNNING", started_at=now)
    assert "The directory is being searched, since" in as_cora.get(LIST).text
    duplicates.searches().update(started_at=now - duplicates.LONGEST)
    assert "Search again" in as_cora.get(LIST).text
    duplicates.searches().update(status="FAILED", finished_at=now)
    assert "went wrong on our side" in as_cora.get(LIST).text


def test_merging_keeps_what_pointed_to_either(entry, twin, session, cora):
    for resource, name in ((entry, "one"), (twin, "two")):
        ExternalId.objects.create(resource=resource, source="Clubs", value=name)
    Correction.objects.create(resource=twin, source="session", text="Moved")
    Schedule.objects.create(resource=twin, weekday=1)
    old_place = twin.places.get()
    item = PlanItem.objects.create(session=session, position=1, resource=twin, place=old_place)
    merge(keep=entry, drop=twin, taken=["phone", "description"])
    entry.refresh_from_db()
    item.refresh_from_db()
    assert not Resource.objects.filter(pk=twin.pk).exists()
    assert (entry.phone, entry.description) == ("01632 960123", "Warm water and talk.")
    assert entry.provider.name == "Solent Friends"
    assert set(entry.external_ids.values_list("value", flat=True)) == {"one", "two"}
    assert set(entry.interests.values_list("slug", flat=True)) == {"swimming", "social-clubs"}
    assert entry.corrections.count() == 1
    assert entry.schedules.count() == 1
    assert (item.resource, item.place) == (entry, entry.places.get())
    assert set(Listing.objects.values_list("resource", flat=True)) == {entry.pk}


def test_a_place_elsewhere_moves_along(entry, twin):
    Place.objects.create(resource=twin, postcode="SO14 7LP")
    merge(keep=entry, drop=twin, taken=[])
    assert set(entry.places.values_list("postcode", flat=True)) == {"SO17 1BJ", "SO14 7LP"}


def test_a_plan_that_chose_both_keeps_the_one(entry, twin, session):
    PlanItem.objects.create(session=session, position=1, resource=entry)
    second = PlanItem.objects.create(session=session, position=2, resource=twin)
    merge(keep=entry, drop=twin, taken=[])
    second.refresh_from_db()
    assert second.resource is None  # what it said that day is still there
    assert PlanItem.objects.filter(resource=entry).count() == 1


def test_the_two_are_shown_side_by_side_and_made_one(as_cora, entry, twin):
    page = as_cora.get(compare(entry, twin))
    assert set(page.context["form"].fields) == {"name", "provider", "description", "phone"}
    assert page.context["form"].fields["phone"].initial == "second"
    answers = {"name": "first", "provider": "first", "description": "second", "phone": "second"}
    as_cora.post(compare(entry, twin), answers)
    entry.refresh_from_db()
    assert (entry.name, entry.phone) == ("Float and Natter", "01632 960123")
    assert Resource.objects.count() == 1


def test_an_answer_that_is_missing_merges_nothing(as_cora, entry, twin):
    page = as_cora.post(compare(entry, twin), {"name": "third"})
    assert page.status_code == 200
    assert Resource.objects.count() == 2


def test_an_entry_is_not_merged_with_itself(as_cora, entry):
    as_cora.post(compare(entry, entry), {})
    assert Resource.objects.filter(pk=entry.pk).exists()


def test_only_curators_compare(client, mo, entry, twin):
    client.force_login(mo)
    assert client.get(compare(entry, twin)).status_code == 403
    assert client.post(compare(entry, twin), {}).status_code == 403
    assert client.post(reverse("admin:resources_duplicate_look")).status_code == 403


def test_one_of_a_pair_is_deleted(as_cora, entry, twin):
    Correction.objects.create(resource=twin, source="session", text="The number is wrong")
    found()
    address = reverse("admin:resources_resource_delete", args=[twin.pk])
    assert "Delete it" in as_cora.get(address).text
    assert as_cora.post(address, {"post": "yes"}).status_code == 302
    assert list(Resource.objects.all()) == [entry]
    assert not DuplicatePair.objects.exists()


def test_several_of_the_list_are_deleted_though_they_are_of_pairs(as_cora, entry, twin):
    found()
    entries = reverse("admin:resources_resource_changelist")
    chosen = {"action": "delete_selected", "_selected_action": [str(twin.pk)], "post": "yes"}
    as_cora.post(entries, chosen)
    assert list(Resource.objects.all()) == [entry]


@pytest.mark.parametrize(
    ("changes", "stays"),
    [
        ({}, "the fuller"),
        ({"status": "paused"}, "the other"),
        ({"status": "closed", "verified_on": "2026-11-01"}, "the other"),
        ({"ends_on": "2020-01-01"}, "the other"),
        ({"verified_on": "2026-01-01"}, "the fuller"),
    ],
)
@pytest.mark.parametrize("other_checked_on", tried(dt.date(2025, 6, 1), in_full=[None]))
def test_of_a_pair_the_open_one_stays_then_the_one_checked_last(
    as_cora, entry, twin, changes, stays, other_checked_on
):
    found()
    Resource.objects.filter(pk=twin.pk).update(**changes)
    Resource.objects.filter(pk=entry.pk).update(verified_on=other_checked_on)
    if other_checked_on and "verified_on" not in changes:
        stays = "the other"
    pair = DuplicatePair.objects.get()

    chosen = {"action": "they_are_the_same", "_selected_action": [str(pair.pk)], "index": "0"}
    assert "where both are, the one that was checked last" in as_cora.post(LIST, chosen).text
    as_cora.post(LIST, {**chosen, "sure": "on"})

    left = Resource.objects.get()
    assert left.pk == {"the fuller": twin.pk, "the other": entry.pk}[stays]
    assert (left.status, left.phone) == ("active", "01632 960123")


def test_pairs_are_merged_many_at_a_time(as_cora, entry, twin):
    """The fuller stays, and takes what it does not say itself."""
    third = Resource.objects.create(
        name="Float and Natter", provider=entry.provider, delivery=["place"], email="hi@example.org"
    )
    Place.objects.create(resource=third, postcode="SO17 1BJ", point=point(0))
    found()
    assert DuplicatePair.objects.count() == 3
    keys = [str(pair.pk) for pair in DuplicatePair.objects.all()]
    chosen = {"action": "they_are_the_same", "_selected_action": keys, "index": "0"}
    page = as_cora.post(LIST, chosen)
    assert "3 possible duplicates" in page.text
    assert Resource.objects.count() == 3

    page = as_cora.post(LIST, {**chosen, "sure": "on"}, follow=True)
    assert "2 merged." in page.text
    left = Resource.objects.get()
    assert (left.phone, left.email) == ("01632 960123", "hi@example.org")
    assert left.description == "Warm water and talk."
    assert not DuplicatePair.objects.exists()
