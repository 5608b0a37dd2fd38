"""A feed that is huge, or small and made to take up the memory or the night: it ends."""

import gzip
import tracemalloc

import pytest

from open_referral.harvest import harvester
from open_referral.harvest.fetching import Limits
from resources.intake import terms as intake_terms
from resources.intake.text import plain
from resources.models import Resource, TermMapping
from tests.open_referral.feed_runs import failure_of, harvest, remarks, second_page
from tests.open_referral.samples import GOOD

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]


def test_a_huge_page(feed_server):
    def answer(request) -> None:
        request.send_response(200)
        request.end_headers()
        try:
            while not feed_server.closing.is_set():
                request.wfile.write(b" " * 65536)
        except OSError:
            request.close_connection = True

    second_page(feed_server, answer)
    assert failure_of(feed_server, Limits(page_bytes=1 << 20)) == (
        "A page of the feed is larger than 1 MB."
    )


def test_pages_without_end(feed_server):
    def page(query) -> dict:
        number = int(query["page"])
        padding = {"description": "x" * 100_000}
        return {"last_page": False, "contents": [GOOD | padding | {"id": f"number {number}"}]}

    feed_server.says("/services", page)
    assert failure_of(feed_server, Limits(all_bytes=1 << 20)) == (
        "The feed is larger than 1 MB altogether."
    )


def test_a_small_page_that_would_fill_the_memory(feed_server):
    feed_server.sends("/services", b"[" + b"{}," * 1_600_000 + b"{}]")
    assert failure_of(feed_server) == "A page of the feed holds more than 3,000,000 values."


@pytest.mark.parametrize("headers", [{"Content_Encoding": "gzip"}, {}])
def test_a_bomb_is_unpacked_no_further_than_a_page_may_be(feed_server, headers):
    feed_server.sends("/services", gzip.compress(bytes(50_000_000)), **headers)
    tracemalloc.start()
    try:
        said = failure_of(feed_server, Limits(page_bytes=1 << 20))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert said == "A page of the feed is larger than 1 MB."
    assert most < 8 << 20


def test_what_is_unpacked_counts_for_the_whole(feed_server):
    feed_server.sends("/services", gzip.compress(b"[]" + b" " * 1_200_000))
    assert failure_of(feed_server, Limits(all_bytes=1 << 20)) == (
        "The feed is larger than 1 MB altogether."
    )


@pytest.mark.parametrize("unit", ["<br", "<p><b a={}>", "<table><b a={}>", "&amp;lt;br", "<  "])
def test_text_made_to_be_slow_is_read_all_the_same(unit):
    """Read as browsers do, each of these would take longer than the machine lasts."""
    assert "<" not in plain("Tea " + "".join(unit.format(n) for n in range(200_000)))


@pytest.mark.full
def test_a_service_with_too_much_of_everything(feed_server, item_bank):
    feed_server.says("/services", [GOOD | {
        "schedules": [
            {"byday": "MO", "opens_at": f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}"}
            for n in range(5000)
        ],
        "service_at_locations": [{"id": n, "location": {"name": str(n)}} for n in range(300)],
        "attributes": [{"taxonomy_term": {"name": f"Term {n}"}} for n in range(5000)],
    }])  # fmt: skip
    run = harvest(feed_server)
    resource = Resource.objects.get()
    assert (resource.schedules.count(), resource.places.count()) == (200, 200)
    assert TermMapping.objects.count() == 200
    assert "Of its 5,000 “schedules” the first 200 count." in remarks(run)


def test_a_flood_of_terms_does_not_reach_the_curators(feed_server, monkeypatch):
    monkeypatch.setattr(intake_terms, "MOST_NEW", 3)
    terms = [{"taxonomy_term": {"name": f"Walking {n}"}} for n in range(5)]
    feed_server.says("/services", [GOOD | {"attributes": terms}])
    assert harvest(feed_server).counts["new"] == 1
    assert TermMapping.objects.count() == 3


def test_more_services_than_there_are(feed_server, monkeypatch):
    monkeypatch.setattr(harvester, "MOST_SERVICES", 2)
    feed_server.lists(*(GOOD | {"id": str(n)} for n in range(3)))
    assert failure_of(feed_server) == "The feed has more than 2 services."
