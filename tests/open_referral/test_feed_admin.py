"""What curators see of feeds, and how they say what other people's terms mean."""

import pytest
from django.urls import reverse
from django.utils import timezone

from open_referral.harvest.run import due
from open_referral.models import Feed, FeedRun
from resources.models import TermMapping
from tests.open_referral.samples import service
from tests.resources.directory import make_interests, make_resource
from tests.workers import let_a_worker_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_cora(client, cora):
    client.force_login(cora)
    return client


@pytest.fixture
def run() -> FeedRun:
    feed = Feed.objects.create(name="Council", url="https://example.org")
    return FeedRun.objects.create(
        feed=feed,
        started_at=timezone.now(),
        finished_at=timezone.now(),
        outcome=FeedRun.Outcome.FAILED,
        counts={"new": 3, "remarks": 1},
        remarks=[["7", "<b>Tea</b>", "Its id is no UUID."]],
    )


def test_lists(as_cora, run, django_assert_max_num_queries):
    TermMapping.objects.create(taxonomy="LGA", term="Tarot")
    for model, shown in (
        ("open_referral_feed", "Council"),
        ("resources_termmapping", "Tarot"),
        ("open_referral_feedrun", "3 new"),
    ):
        with django_assert_max_num_queries(20):
            page = as_cora.get(reverse(f"admin:{model}_changelist"))
        assert shown in page.content.decode()


def test_the_report_of_a_run(as_cora, run):
    page = as_cora.get(
        reverse("admin:open_referral_feedrun_change", args=[run.pk])
    ).content.decode()
    assert "Its id is no UUID." in page
    assert "&lt;b&gt;Tea&lt;/b&gt;" in page


def test_the_report_names_a_problem_once_and_leads_to_the_entries(as_cora, run):
    resource = make_resource("Tea")
    run.feed.external_ids.create(source=run.feed.source, value="7", resource=resource)
    run.remarks = [
        ["7", "Tea", "No place."],
        ["8", "", "Left out: no name"],
        ["9", "X", "No place."],
    ]
    run.save()
    page = as_cora.get(
        reverse("admin:open_referral_feedrun_change", args=[run.pk])
    ).content.decode()
    assert page.count("No place.") == 1
    assert page.index("Left out: no name") < page.index("No place.")
    address = reverse("admin:resources_resource_change", args=[resource.pk])
    assert f'<a href="{address}">Tea</a>' in page


def test_the_report_as_a_spreadsheet_for_the_publisher(as_cora, run, client, alice):
    run.remarks += [["=1+1", "Café", "No place."]]
    run.save()
    address = reverse("admin:open_referral_feedrun_report", args=[run.pk])
    assert (
        address
        in as_cora.get(
            reverse("admin:open_referral_feedrun_change", args=[run.pk])
        ).content.decode()
    )
    answer = as_cora.get(address)
    assert answer.content.decode("utf-8") == (
        "\ufeffid in the feed,name,what to look at\r\n"
        "7,<b>Tea</b>,Its id is no UUID.\r\n"
        "'=1+1,Café,No place.\r\n"
    )
    assert as_cora.get(reverse("admin:open_referral_feedrun_report", args=[0])).status_code == 404
    client.force_login(alice)
    assert client.get(address).status_code == 302


def test_a_run_is_a_record(as_cora, run):
    address = reverse("admin:open_referral_feedrun_change", args=[run.pk])
    assert as_cora.post(address, {"outcome": "done"}).status_code == 403


def test_a_feed_is_added_by_name_and_address(as_cora):
    facts = {"name": "Council", "url": "https://example.org/v3", "interval_hours": 24}
    assert as_cora.post(reverse("admin:open_referral_feed_add"), facts).status_code == 302
    assert Feed.objects.get().url == "https://example.org/v3"
    again = as_cora.post(
        reverse("admin:open_referral_feed_add"),
        facts | {"name": "The council", "url": "https://example.org/v3/services"},
    )
    assert "This feed is there already, as “Council”." in again.content.decode()
    secret = facts | {"name": "Mine", "url": "https://me:secret@example.org/"}
    refused = as_cora.post(reverse("admin:open_referral_feed_add"), secret)
    assert "must not hold a user name or a password" in refused.content.decode()
    assert Feed.objects.count() == 1


def test_a_mistyped_address_is_told_and_put_right(as_cora, run):
    FeedRun.objects.update(message="No such host: please check the feed's address.")
    feed = run.feed
    Feed.objects.update(last_run_at=timezone.now(), last_full_at=timezone.now())
    address = reverse("admin:open_referral_feed_change", args=[feed.pk])
    assert "No such host: please check" in as_cora.get(address).content.decode()
    facts = {"name": "Council", "url": "https://right.example.org", "interval_hours": 24}
    assert as_cora.post(address, facts | {"enabled": "on"}).status_code == 302
    assert [found.url for found in due(timezone.now())] == ["https://right.example.org"]
    feed.refresh_from_db()
    assert feed.last_full_at is None


def test_a_feed_that_nothing_came_from_can_be_deleted(as_cora, run):
    address = reverse("admin:open_referral_feed_delete", args=[run.feed.pk])
    assert "Are you sure" in as_cora.get(address).content.decode()
    assert as_cora.post(address, {"post": "yes"}).status_code == 302
    assert not Feed.objects.exists() and not FeedRun.objects.exists()


def test_a_feed_that_entries_came_from_is_switched_off_instead(as_cora, run):
    source = run.feed.source
    run.feed.external_ids.create(source=source, value="7", resource=make_resource("Tea"))
    assert (
        as_cora.post(
            reverse("admin:open_referral_feed_delete", args=[run.feed.pk]), {"post": "yes"}
        ).status_code
        == 403
    )
    page = as_cora.get(reverse("admin:open_referral_feed_change", args=[run.feed.pk]))
    assert "any other is switched off" in page.content.decode()


def test_a_meaning_is_put_right(as_cora):
    make_interests("walking")
    mapping = TermMapping.objects.create(taxonomy="LGA", term="Tarot")
    address = reverse("admin:resources_termmapping_change", args=[mapping.pk])
    # whoever chose has looked, whether or not the box is ticked
    assert as_cora.post(address, {"interests": ["walking"]}).status_code == 302
    mapping.refresh_from_db()
    assert mapping.checked and [i.slug for i in mapping.interests.all()] == ["walking"]


def test_the_desk_says_what_to_look_at(as_cora, run):
    TermMapping.objects.create(taxonomy="LGA", term="Tarot")
    page = " ".join(as_cora.get(reverse("admin:index")).content.decode().split())
    assert "<strong>1</strong> words of other directories to match with ours" in page
    assert "<strong>1</strong> feeds that could not be fetched" in page
    Feed.objects.update(enabled=False)
    page = " ".join(as_cora.get(reverse("admin:index")).content.decode().split())
    assert "<strong>0</strong> feeds that could not be fetched" in page


def test_only_curators(as_alice, run):
    for model in ("open_referral_feed", "resources_termmapping", "open_referral_feedrun"):
        page = as_alice.get(reverse(f"admin:{model}_changelist"))
        assert page.status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_feed_is_fetched_by_the_worker_when_told(client, cora, feed_server, item_bank):
    feed_server.lists(service(1))
    feed = Feed.objects.create(name="Council", url=feed_server.url)
    client.force_login(cora)
    address = reverse("admin:open_referral_feed_changelist")
    client.post(address, {"action": "fetch_now", "_selected_action": [str(feed.pk)]})
    assert not feed.runs.exists()
    let_a_worker_work()
    assert feed.runs.get().outcome == FeedRun.Outcome.DONE
