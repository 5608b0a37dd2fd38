"""The curators' list: what needs doing, found and done many at a time."""

import datetime as dt

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from resources import listings
from resources.models import Correction, Place, Resource
from resources.vocabulary import Status
from tests.tiers import only_in_full

pytestmark = pytest.mark.django_db
LIST = reverse("admin:resources_resource_changelist")


def listed(client, query: str) -> set[str]:
    page = client.get(f"{LIST}?{query}")
    assert page.status_code == 200
    return {entry.name for entry in page.context["cl"].result_list}


@pytest.fixture
def several(entry, provider):
    today = timezone.localdate()
    Place.objects.create(resource=entry, postcode="SO17 1BJ", point=Point(-1.4, 50.9, srid=4326))
    entry.verified_on, entry.verify_by = today, today + dt.timedelta(days=100)
    entry.phone = "01632 960123"
    entry.save()
    late = Resource.objects.create(
        name="Late", provider=provider, delivery=["place"], verified_on=today,
        verify_by=today - dt.timedelta(days=1),
    )  # fmt: skip
    Resource.objects.create(
        name="Refuge", provider=provider, delivery=["place"], address_confidential=True,
        verified_on=today, verify_by=today + dt.timedelta(days=5), web="https://refuge.example",
    )  # fmt: skip
    Resource.objects.create(
        name="Helpline", provider=provider, delivery=["phone"], status=Status.PAUSED
    )
    listings.refresh()
    return late


def test_the_long_overdue_that_nobody_is_shown_are_a_list_of_their_own(as_cora, several):
    assert listed(as_cora, "check=long_overdue") == set()
    long_ago = timezone.localdate() - dt.timedelta(days=183)
    Resource.objects.filter(name="Late").update(verify_by=long_ago)
    assert listed(as_cora, "check=long_overdue") == {"Late"}
    desk = strip_tags(as_cora.get(reverse("admin:index")).content.decode())
    assert "1 so long overdue that nobody is shown them" in " ".join(desk.split())


def test_what_nobody_keeps_true_is_taken_on(as_cora, cora, several):
    assert len(listed(as_cora, "missing=without_owner")) == 4
    chosen = {"action": "i_keep_them", "_selected_action": [str(several.pk)]}
    as_cora.post(LIST, chosen)
    assert listed(as_cora, "missing=without_owner") == {"Float and Natter", "Refuge", "Helpline"}
    assert Resource.objects.get(owner=cora).name == "Late"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("check=overdue", {"Late"}),
        ("check=due_soon", {"Refuge"}),
        ("check=never_checked", {"Helpline"}),
        ("missing=without_location", {"Late"}),
        ("missing=without_contact", {"Late", "Helpline"}),
        ("q=so17+1bj", {"Float and Natter"}),
        ("q=flaot+and+nater", {"Float and Natter"}),
        ("q=helplyne", {"Helpline"}),
        *only_in_full(
            ("missing=without_interest", {"Late", "Refuge", "Helpline"}),
            ("how=phone", {"Helpline"}),
            ("status__exact=paused", {"Helpline"}),
            ("interests__slug__exact=swimming", {"Float and Natter"}),
            ("q=SO171BJ", {"Float and Natter"}),
            ("q=01632960123", {"Float and Natter"}),
            ("q=float&status__exact=paused", set()),
            ("q=natter+float", {"Float and Natter"}),
            ("q=xylophone", set()),
        ),
    ],
)
def test_the_list_answers_a_curators_questions(as_cora, several, query, names):
    assert listed(as_cora, query) == names


@pytest.mark.parametrize("query", ["check=x", "missing=__class__", "how=%00", "q=%00", "p=999"])
def test_a_question_that_makes_no_sense_is_no_error(as_cora, several, query):
    assert as_cora.get(f"{LIST}?{query}").status_code in ({400} if "%00" in query else {200, 302})


def test_verified_today_records_when_by_whom_and_what_is_next(as_cora, several, cora):
    response = as_cora.post(
        LIST, {"action": "verified_today", "_selected_action": [str(several.pk)]}, follow=True
    )
    assert "1 entry marked as verified today." in response.content.decode()
    several.refresh_from_db()
    today = timezone.localdate()
    assert (several.verified_on, several.verified_by) == (today, cora)
    assert several.verify_by == today + dt.timedelta(days=182)


def test_more_rows_need_no_more_queries(as_cora, entry, provider, django_assert_max_num_queries):
    def add(name):
        resource = Resource.objects.create(name=name, provider=provider, delivery=["place"])
        Place.objects.create(resource=resource, town="Southampton")

    add("One")
    with django_assert_max_num_queries(30) as one:
        as_cora.get(LIST)
    add("Two")
    add("Three")
    with django_assert_max_num_queries(len(one)):
        as_cora.get(LIST)


def test_what_was_reported_wrong_is_read_and_ticked_off(as_cora, entry, cora):
    correction = Correction.objects.create(
        resource=entry, source=Correction.Source.SESSION, text="The number is wrong"
    )
    reports = reverse("admin:resources_correction_changelist")
    assert "The number is wrong" in as_cora.get(reports).content.decode()
    as_cora.post(reports, {"action": "looked_at", "_selected_action": [str(correction.pk)]})
    correction.refresh_from_db()
    assert correction.resolved_by == cora
    assert "The number is wrong" not in as_cora.get(reports).content.decode()
    assert "The number is wrong" in as_cora.get(f"{reports}?looked=yes").content.decode()


def test_the_desk_says_what_needs_doing_and_leads_there(as_cora, several):
    Correction.objects.create(resource=several, source="session", text="The number is wrong")
    page = as_cora.get(reverse("admin:index")).content.decode()
    words = " ".join(strip_tags(page).split())
    for task in [
        "1 reported wrong", "1 overdue for a check", "1 to check this month", "1 never checked",
        "0 ending within a month", "1 without a location", "3 without an interest",
        "2 with no way to reach them",
    ]:  # fmt: skip
        assert task in words
    assert f'href="{LIST}?check=overdue"' in page


def test_the_desk_is_the_curators_alone(client, mo, entry):
    client.force_login(mo)
    assert "What needs doing" not in client.get(reverse("admin:index")).content.decode()


def test_a_closed_entry_needs_nothing(as_cora, several):
    Resource.objects.update(status=Status.CLOSED)
    for query in ("check=overdue", "missing=without_location", "missing=without_interest"):
        assert listed(as_cora, query) == set()


def test_the_best_match_is_first_unless_another_order_is_asked_for(as_cora, provider):
    for name in ("Art", "Zumba for art", "Party", "Knitting"):
        Resource.objects.create(name=name, provider=provider, description="Art, too")
    listings.refresh()

    def order(query):
        return [one.name for one in as_cora.get(f"{LIST}?{query}").context["cl"].result_list]

    assert order("q=zumba+art") == ["Zumba for art"]
    assert order("q=art") == ["Art", "Zumba for art", "Party", "Knitting"]
    assert order("q=art&o=-1") == ["Zumba for art", "Party", "Knitting", "Art"]
