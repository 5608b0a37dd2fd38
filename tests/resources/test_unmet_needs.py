"""What is missing, counted without anyone being found in it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect

from facilitation.suppression import SMALLEST_SHOWN
from geography.memory import cache
from resources.models import UnmetNeed
from resources.needs.forms import quarters
from resources.needs.report import tabulate
from tests.browser import axe, sign_in
from tests.postcode_rows import create_postcodes
from tests.resources.directory import make_interests

INTERESTS = [("walking", "Walking"), ("chess", "Chess")]


def test_interests_by_districts_with_the_most_need_first():
    counts = {
        ("walking", "SO17"): 7,
        ("walking", "PO30"): 30,
        ("chess", "SO17"): 4,
    }

    report = tabulate(counts, INTERESTS)

    assert report.districts == ["PO30", "SO17"]
    assert report.rows == [("Walking", [30, 5])]


def test_fewer_than_five_is_not_told_from_none():
    report = tabulate(
        {("walking", "SO17"): 5, ("chess", "SO17"): 4, ("chess", "PO30"): 9}, INTERESTS
    )

    assert report.rows == [
        ("Walking", [None, 5]),
        ("Chess", [10, None]),
    ]


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["walking", "chess"]), st.sampled_from(["SO17", "PO30", "BT1"])),
        st.integers(1, 12),
    )
)
def test_numbers_are_to_the_nearest_five_and_none_is_below(counts):
    report = tabulate(counts, INTERESTS)

    shown = sorted(cell for _, cells in report.rows for cell in cells if cell)
    true = sorted(count for count in counts.values() if count >= SMALLEST_SHOWN)
    assert [number for number in shown if number % 5] == []
    assert len(shown) == len(true)
    assert [abs(number - count) <= 2 for number, count in zip(shown, true, strict=True)] == (
        [True] * len(true)
    )


@pytest.fixture
def needs(db):
    create_postcodes()
    cache.delete("postcode-districts")
    make_interests("walking", "chess")
    last, before = (one.first for one in quarters(timezone.localdate())[:2])
    log = [("walking", "SO17", last)] * 6 + [("chess", "SO17", last)] * 4
    log += [("walking", "SO17", before)] * 9
    log += [("walking", "SO17", timezone.localdate())] * 20
    UnmetNeed.objects.bulk_create(
        UnmetNeed(interest_id=interest, district=district, date=date)
        for interest, district, date in log
    )


@pytest.fixture
def url() -> str:
    return reverse("resources:unmet_needs")


@pytest.mark.parametrize(("number", "expected"), [(0, 5), (1, 10)])
def test_by_quarter(client, mo, needs, url, number, expected):
    client.force_login(mo)
    quarter = quarters(timezone.localdate())[number].first

    response = client.get(url, {"quarter": quarter.isoformat()} if number else {})

    assert response.context["report"].rows == [("Walking", [expected])]
    [circle] = response.context["circles"]
    assert (circle["name"], circle["missing"]) == (
        "SO17",
        [{"interest": "Walking", "count": expected}],
    )


def test_a_period_that_makes_no_sense(client, mo, needs, url):
    client.force_login(mo)

    page = client.get(url + "?quarter=ages").content.decode()

    assert "Choose one of the periods in the list." in page


def test_nothing_missing_says_so(client, mo, url):
    client.force_login(mo)

    assert "In this quarter, no need was unmet" in client.get(url).content.decode()


def test_for_managers_and_curators_only(client, alice, cora, rhea, mo, url):
    for user, status in [(alice, 404), (cora, 200), (rhea, 404), (mo, 200)]:
        client.force_login(user)
        assert client.get(url).status_code == status
    assert client.post(url).status_code == 405
    client.logout()
    assert client.get(url).status_code == 302


@pytest.mark.full
@pytest.mark.browser
def test_on_a_phone_the_table_scrolls_and_the_page_does_not(
    new_context, live_server, mo, needs, url
):
    day = quarters(timezone.localdate())[0].first
    districts = [f"SO{number}" for number in range(14, 24)]
    UnmetNeed.objects.bulk_create(
        UnmetNeed(interest_id="walking", district=district, date=day)
        for district in districts * SMALLEST_SHOWN
    )
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    sign_in(page, live_server, mo)
    page.goto(live_server.url + url)

    expect(page.get_by_role("columnheader", name="SO22")).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.full
@pytest.mark.browser
def test_the_table_and_the_map(page, live_server, mo, needs, url):
    sign_in(page, live_server, mo)
    page.goto(live_server.url + url)

    expect(page.get_by_role("row", name="Walking")).to_contain_text("5")
    expect(page.get_by_text("SO17 · 5")).to_be_visible()
    axe(page)
