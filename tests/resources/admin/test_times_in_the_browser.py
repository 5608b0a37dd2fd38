"""Times typed in words become rows of the form, to be looked at and saved."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from resources.models import Place, Resource
from tests.browser import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def entry_page(page, live_server, cora, entry):
    Place.objects.create(resource=entry, name="The Weighbridge")
    sign_in(page, live_server, cora)
    page.goto(live_server.url + reverse("admin:resources_resource_change", args=[entry.pk]))
    return page


def read(page, words: str) -> None:
    page.get_by_label("When, in words").fill(words)
    page.get_by_role("button", name="Read the times from these words").click()


def save(page) -> Resource:
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_text("was changed successfully").wait_for()
    return Resource.objects.get()


@pytest.mark.full
def test_words_become_times_that_are_confirmed_by_saving(entry_page, troubles):
    read(entry_page, "1st & 3rd Weds 2pm-3.30pm (term time only)")
    entry_page.get_by_text(
        "Read: First and third Wednesday of the month 14:00 to 15:30. In words stays: term time "
        "only. Check the regular times below, then save."
    ).wait_for()
    assert Resource.objects.get().schedules.count() == 0
    assert Axe().run(entry_page, context=".when").response["violations"] == []
    # axe copies what Django's forms.css imports into a style element of its own, which is blocked
    assert all("Applying inline style" in trouble for trouble in troubles)
    troubles.clear()
    resource = save(entry_page)
    assert resource.when_text == "term time only"
    times = {(one.weekday, one.week, one.starts, one.ends) for one in resource.schedules.all()}
    assert times == {(2, week, dt.time(14), dt.time(15, 30)) for week in (1, 3)}
    written = set(resource.schedules.values_list("as_written", flat=True))
    assert written == {"1st & 3rd Weds 2pm-3.30pm (term time only)"}


@pytest.mark.full
def test_a_whole_rule_a_place_and_what_stays_words(entry_page):
    row = entry_page.get_by_role("group", name="When: regular times")
    entry_page.get_by_text("Add another Regular time").click()
    row.get_by_label("Day").first.select_option("Tuesday")
    row.get_by_label("From").first.fill("10.30am")
    row.get_by_label("Where").first.select_option("The Weighbridge")
    read(entry_page, "every other Thursday 7pm from 3 December 2026, April to October")
    entry_page.get_by_text("Read: Every other Thursday").wait_for()
    read(entry_page, "every 2nd Tuesday")
    entry_page.get_by_text("No regular times can be read from these words.").wait_for()

    resource = save(entry_page)

    assert resource.when_text == "every 2nd Tuesday"
    tuesday, thursday = resource.schedules.order_by("weekday")
    assert (tuesday.weekday, tuesday.starts) == (1, dt.time(10, 30))
    assert tuesday.place == Place.objects.get()
    assert (thursday.weekday, thursday.interval) == (3, 2)
    assert thursday.months == [4, 5, 6, 7, 8, 9, 10]
    assert thursday.starts_on == dt.date(2027, 4, 8)  # the first of its days
