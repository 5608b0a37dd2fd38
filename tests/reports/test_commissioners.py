"""Two pages for commissioners: what is on them, that there are two, and that they can be heard."""

from decimal import Decimal

import pikepdf
import pytest
from django.urls import reverse

from reports import actions
from reports.access import periods_of
from reports.commissioners import columns
from reports.models import ClosedPeriod
from reports.report import Row, Section, Table
from tests.pdf import faults_of, headings_in, metadata_of, words_of
from tests.referrals.build import make_partner
from tests.reports.build import reach
from tests.reports.crowd import make_crowd

pytestmark = pytest.mark.sweep

URL = reverse("reports:commissioners")
RATE = (Decimal("21.5"), Decimal("0.5"))


@pytest.fixture
def by_quarter(mo, alice, item_bank, client):
    """A manager whose organisation had a crowd, and who signs in."""
    make_crowd(alice, 80)
    actions.choose_length(manager=mo, months=3)
    actions.save_rates(manager=mo, rates={"facilitator": RATE})
    client.force_login(mo)
    return mo


def pages_of(pdf: bytes, tmp_path) -> int:
    (tmp_path / "two.pdf").write_bytes(pdf)
    with pikepdf.open(tmp_path / "two.pdf") as file:
        return len(file.pages)


def test_two_pages_that_can_be_heard(client, by_quarter, tmp_path):
    pdf = client.get(URL).content

    words = words_of(pdf)
    assert pages_of(pdf, tmp_path) == 2
    assert faults_of(pdf) == []
    assert headings_in(pdf)[:2] == ["H1", "H2"]
    for told in ("Solent Link Workers", "People reached", "Portswood Surgery", "and no more"):
        assert told in words, told
    assert [name for name in ("Somebody", "Mo", "Alice") if name in metadata_of(pdf)] == []
    assert "Somebody" not in words


def test_nothing_of_an_earlier_period_is_in_that_of_another(client, by_quarter):
    last, before = periods_of(by_quarter)[:2]

    words = words_of(client.get(URL, {"period": before.first.isoformat()}).content)

    assert str(before) in words
    assert str(last) not in words


@pytest.mark.full
def test_it_is_two_pages_whatever_there_is_to_tell(client, by_quarter, tmp_path):
    periods_of(by_quarter)
    closed = ClosedPeriod.objects.all()[0]
    partners = [
        make_partner(closed.organisation, f"A Practice With a Long Name {n} " + "Hill " * 9)
        for n in range(12)
    ]
    figures = closed.figures
    for counts in figures["counts"].values():
        counts |= {key: count or 5 for key, count in counts.items()}
    for key in ("received", "people_by_partner", "taken_up_by_partner"):
        figures["counts"][key] = {str(partner.pk): 1000 for partner in partners}
    figures["counts"]["district"] = {f"SO{n}": 10 for n in range(40)}
    figures["means"] |= {f"days_to_contact {partner.pk}": 3 for partner in partners}
    figures["means"] |= {"on_map_before": 8, "on_map_after": 9, "hours manager": 10}
    score = {"lowest": 1, "highest": 9, "higher": "more", "people": 20, "before": 3, "after": 4}
    figures["measures"] = [{"title": "A measure with a long name", **score}] * 6
    closed.save()

    assert pages_of(client.get(URL).content, tmp_path) == 2


def section(rows: int) -> Section:
    row = Row("", "Something", 5)
    return Section("A section", [Table("", "A table", "People", "", [row] * rows)])


def test_two_columns_are_as_even_as_sections_go():
    small, large = section(3), section(9)

    assert columns([small, small, large]) == [[small, small], [large]]
    assert columns([large, small, small], below=40) == [[large, small, small], []]
    assert columns([section(60), small]) == [[section(60), small]]
    assert columns([]) == [[], []]


def test_nothing_before_there_is_something(client, mo):
    client.force_login(mo)
    assert client.get(URL).status_code == 404


def test_managers_only(client, alice, mo):
    reach(1, alice)
    actions.choose_length(manager=mo, months=3)
    client.force_login(alice)
    assert client.get(URL).status_code == 404
    assert periods_of(mo) != []
