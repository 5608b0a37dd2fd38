"""What is done to many entries of the list at once, and what asks first."""

import pytest
from django.urls import reverse
from django.utils import timezone

from preferences.models import Interest
from resources import listings
from resources.admin import bulk
from resources.models import Listing, Resource
from resources.vocabulary import Status

pytestmark = pytest.mark.django_db
LIST = reverse("admin:resources_resource_changelist")
MANY = 51  # more than a page


@pytest.fixture
def many(provider, swimming) -> list[Resource]:
    made = Resource.objects.bulk_create(
        Resource(name=f"Club {n:02}", provider=provider, delivery=["phone"]) for n in range(MANY)
    )
    made[0].interests.add(swimming)
    listings.refresh()
    return made


def send(client, action, chosen=(), query="", **answer):
    """What the list sends, or with `sure` the page that asks."""
    keys = [str(one.pk) for one in chosen]
    sent = {"action": action, "_selected_action": keys, "index": "0", "select_across": "0"}
    return client.post(f"{LIST}?{query}", {**sent, **answer}, follow=True)


def every(client, action, chosen, query="", **answer):
    return send(client, action, chosen[:1], query, select_across="1", **answer)


def test_a_whole_list_is_asked_about_before_it_is_verified(as_cora, many, cora):
    page = every(as_cora, "verified_today", many)
    assert "51 entries" in page.text
    assert "Club 00, Club 01, Club 02, Club 03, Club 04, and 46 more" in page.text
    assert not Resource.objects.exclude(verified_on=None).exists()

    hidden = dict(page.context["sent"])
    assert hidden["action"] == "verified_today"
    page = every(as_cora, "verified_today", many, sure="on")
    assert "51 entries marked as verified today." in page.text
    today = timezone.localdate()
    assert Resource.objects.filter(verified_on=today, verified_by=cora).count() == MANY
    assert set(Listing.objects.values_list("verified_on", flat=True)) == {today}


def test_only_what_the_list_was_filtered_to_is_verified(as_cora, many):
    Resource.objects.filter(name__lt="Club 02").update(status=Status.PAUSED)
    every(as_cora, "verified_today", many, query="status__exact=paused", sure="on")
    assert Resource.objects.exclude(verified_on=None).count() == 2


def test_a_few_in_sight_are_verified_at_once(as_cora, many):
    send(as_cora, "verified_today", many[:3])
    assert Resource.objects.exclude(verified_on=None).count() == 3


@pytest.mark.parametrize("action", ["i_keep_them", "confidential", "not_confidential"])
def test_more_than_are_in_sight_are_always_asked_about(as_cora, many, action):
    before = list(Resource.objects.order_by("pk").values())
    assert "51 entries" in every(as_cora, action, many).text
    assert list(Resource.objects.order_by("pk").values()) == before
    every(as_cora, action, many, sure="on")
    assert list(Resource.objects.order_by("pk").values()) != before


def test_interests_are_added_and_taken_away(as_cora, many, swimming):
    chess = Interest.objects.create(slug="chess", name="Chess")
    page = send(as_cora, "add_interests", many[:2])
    assert "Add these interests" in page.text and not chess.resources.exists()
    page = send(as_cora, "add_interests", many[:2], sure="on", interests=["chess", "swimming"])
    assert "2 entries changed." in page.text
    assert set(chess.resources.all()) == set(swimming.resources.all()) == set(many[:2])
    assert Listing.objects.filter(interest=chess).count() == 2

    page = send(as_cora, "take_interests", many[1:3], sure="on", interests=["chess"])
    assert "1 entry changed." in page.text
    assert set(chess.resources.all()) == {many[0]}
    assert Listing.objects.filter(interest=chess).count() == 1


@pytest.mark.parametrize("interests", [[], ["nonsense"], ["\x00"]])
def test_interests_that_make_no_sense_are_asked_about_again(as_cora, many, interests):
    page = send(as_cora, "add_interests", many[:2], sure="on", interests=interests)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert Resource.interests.through.objects.count() == 1


def test_the_status_of_many_is_changed(as_cora, many):
    page = send(as_cora, "change_status", many[:2], sure="on", status="nonsense")
    assert page.context["form"].errors
    page = send(as_cora, "change_status", many[:2], sure="on", status="paused")
    assert "2 entries changed." in page.text
    assert set(Resource.objects.filter(status="paused")) == set(many[:2])
    assert not Listing.objects.filter(resource__in=many[:2]).exists()
    assert "changed: they were so already" in send(
        as_cora, "change_status", many[:2], sure="on", status="paused"
    ).text  # fmt: skip


@pytest.mark.full
@pytest.mark.sweep
def test_a_thousand_more_are_verified_by_as_many_queries(
    as_cora, many, provider, django_assert_max_num_queries
):
    with django_assert_max_num_queries(60) as few:
        every(as_cora, "verified_today", many, sure="on")
    Resource.objects.bulk_create(
        Resource(name=f"More {n}", provider=provider, delivery=["phone"]) for n in range(1000)
    )
    with django_assert_max_num_queries(len(few)):
        every(as_cora, "verified_today", many, sure="on")


def test_whoever_may_not_change_entries_changes_none(client, mo, many):
    client.force_login(mo)
    send(client, "change_status", many[:2], sure="on", status="paused")
    assert not Resource.objects.filter(status="paused").exists()


def test_numbers_are_said_so_that_they_can_be_read():
    assert bulk.counted(30_000, Resource._meta) == "30,000 entries"
    assert bulk.counted(1, Resource._meta) == "1 entry"


def test_deleting_some_asks_in_the_words_of_a_curator(as_cora, many):
    page = send(as_cora, "delete_selected", many[:2])
    assert "Delete 2 entries, with their places and times?" in page.text
    assert "relationship" not in page.text
    send(as_cora, "delete_selected", many[:2], post="yes")
    assert Resource.objects.count() == MANY - 2
