"""Feeds as other programs write them: other pages, other flags, other ways to say when."""

import gzip
import json
from copy import deepcopy

import pytest

from open_referral.harvest.fetching import FeedError, Limits, StatusError
from open_referral.harvest.harvester import harvest_from_network
from open_referral.harvest.reading import read
from recurrence.feeds import in_words, read_rule
from recurrence.words import times_words
from resources import confidential
from resources.models import Resource
from tests.open_referral.feed_runs import harvest, remarks
from tests.open_referral.server import FeedServer, send
from tests.open_referral.test_other_peoples_feeds import TODAY


def service(number: int = 1, **more) -> dict:
    return {
        "id": f"s{number}", "name": f"S{number}", "status": "active", "description": "Tea.",
        "organization": {"id": "o", "name": "Org"}, "schedules": [],
    } | more  # fmt: skip


def names_in(feed_server: FeedServer) -> list[str]:
    found = harvest_from_network(feed_server.url)
    with found.spool:
        assert found.complete
        return [one["name"] for one in found.services()]


class TestPages:
    @pytest.mark.parametrize(
        "about",
        [
            {"next": "?page=2", "results": [service(1)]},
            {"links": {"next": {"href": "/services?page=2"}}, "data": [service(1)]},
        ],
    )
    def test_by_their_own_links(self, feed_server, about):
        last = {"next": None, "items": [service(2)]}
        feed_server.says("/services", lambda query: last if query["page"] == "2" else about)
        assert names_in(feed_server) == ["S1", "S2"]

    def test_by_a_header(self, feed_server):
        def answer(request):
            second = "page=2" in request.path
            link = "" if second else '</services?page=2>; rel="next"'
            send(request, json.dumps([service(2 if second else 1)]).encode(), Link=link)

        feed_server.answers["/services"] = answer
        assert names_in(feed_server) == ["S1", "S2"]

    @pytest.mark.parametrize(
        "ways",
        [
            lambda part, link: {"value": part, "@odata.nextLink": link},
            lambda part, link: {"records": part, "paging": {"next": link}},
            lambda part, link: {"results": part, "meta": {"next_url": link}},
            lambda part, link: {"data": part, "meta": {"pagination": {"links": {"next": link}}}},
            lambda part, link: {"items": part, "links": [{"rel": "next", "href": link}]},
            lambda part, link: {"items": part, "next_cursor": link and 2},
        ],
    )
    def test_by_links_under_other_names(self, feed_server, ways):
        def answer(query):
            second = query.get("cursor") == "2"
            return ways([service(2 if second else 1)], None if second else "/services?cursor=2")

        feed_server.says("/services", answer)
        assert names_in(feed_server) == ["S1", "S2"]
        assert len(feed_server.asked) <= 3

    @pytest.mark.parametrize(
        ("name", "page"),
        [
            ("offset", lambda part: {"total": 22, "data": part}),
            ("skip", lambda part: part),
            ("start", lambda part: {"results": part, "meta": {"start": 0}}),
        ],
    )
    def test_by_how_many_there_were(self, feed_server, name, page):
        every = [service(n) for n in range(22)]
        feed_server.says("/services", lambda query: page(every[int(query.get(name, 0)) :][:10]))
        assert len(names_in(feed_server)) == 22

    def test_a_list_as_long_as_a_page_is_asked_for_more(self, feed_server):
        """Otherwise all that follows would be taken for gone."""
        every = [service(n) for n in range(22)]
        feed_server.says("/services", lambda q: every[int(q["page"]) * 10 - 10 :][:10])
        assert len(names_in(feed_server)) == 22

    def test_and_may_be_all_there_is(self, feed_server):
        every = [service(n) for n in range(10)]
        feed_server.says("/services", lambda query: every if query.get("page") == "1" else None)
        assert len(names_in(feed_server)) == 10
        feed_server.says("/services", every)
        assert len(names_in(feed_server)) == 10

    @pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
    @pytest.mark.parametrize("end", [b"\n", b"\r\n"])
    def test_one_service_a_line(self, feed_server, mark, end):
        lines = [json.dumps(service(n)).encode() for n in range(3)]
        feed_server.sends("/services", mark + end.join(lines) + end)
        assert names_in(feed_server) == ["S0", "S1", "S2"]
        feed_server.sends("/services", end.join(lines)[:-9])
        with pytest.raises(FeedError, match="not JSON"):
            harvest_from_network(feed_server.url)

    @pytest.mark.parametrize("headers", [{}, {"Content_Encoding": "gzip"}])
    def test_packed_though_nobody_asked(self, feed_server, headers):
        packed = gzip.compress(json.dumps([service(1)]).encode())
        feed_server.sends("/services", packed, **headers)
        assert names_in(feed_server) == ["S1"]
        feed_server.sends("/services", packed[:-9], **headers)
        with pytest.raises(FeedError, match="cut short"):
            harvest_from_network(feed_server.url)

    @pytest.mark.parametrize(
        "whole",
        [
            {"services": [service(1)]},
            {"data": [service(1)], "meta": {"total": "1"}},
            {"features": [{"properties": service(1), "geometry": None}]},
            {"success": True, "result": {"records": [service(1)], "total": 1}},
            {"data": [{"type": "services", "id": "s1", "attributes": service(1)}]},
        ],
    )
    def test_all_at_once_under_another_name(self, feed_server, whole):
        feed_server.says("/services", whole)
        assert names_in(feed_server) == ["S1"]

    @pytest.mark.parametrize("status", [429, 503])
    def test_a_busy_server_is_asked_again_when_it_says(self, feed_server, status):
        def answer(request):
            if len(feed_server.asked) == 1:
                send(request, b"busy", status, Retry_After="0")
            else:
                send(request, json.dumps([service(1)]).encode())

        feed_server.answers["/services"] = answer
        assert names_in(feed_server) == ["S1"]

    def test_but_not_for_ever_nor_after_a_long_time(self, feed_server):
        for wait, asked in (("0", 3), ("3600", 1)):
            feed_server.asked.clear()
            feed_server.sends("/services", b"", 503, Retry_After=wait)
            with pytest.raises(StatusError):
                harvest_from_network(feed_server.url, limits=Limits(patience=2))
            assert len(feed_server.asked) == asked

    def test_where_no_service_has_a_page_of_its_own_the_list_says_all(self, feed_server):
        listed = [service(n) for n in range(5)]
        for one in listed:
            del one["schedules"]
        feed_server.lists(*listed, per_page=10)
        assert names_in(feed_server) == ["S0", "S1", "S2", "S3", "S4"]
        assert len(feed_server.asked) == 1 + 3


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "dtstart": "2026-11-03"},
         "Every other Tuesday"),
        ({"freq": "MONTHLY", "byday": "TU", "bysetpos": "2"}, "Second Tuesday of the month"),
        ({"freq": "WEEKLY", "byday": "MO", "exdate": "2026-12-28,2027-01-04"},
         "Monday, not on 28 December 2026 and 4 January 2027"),
        ({"freq": "WEEKLY", "byday": "MO", "opens_at": "18:00", "closes_at": "24:00"},
         "Monday 18:00 to 23:59"),
    ],
)  # fmt: skip
def test_when(row, words):
    assert times_words(read_rule(row).rules, TODAY) == [words]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"freq": "YEARLY", "bymonth": "12", "bymonthday": "25"},
         "Every year on day 25 of the month in December"),
        ({"freq": "MONTHLY", "byday": "MO,TU", "bysetpos": "1"},
         "Every month Monday, Tuesday (not all of these: ask which)"),
        ({"dtstart": "2026-12-24", "opens_at": "10:00"}, "10:00 on 24 December 2026"),
    ],
)  # fmt: skip
def test_what_is_no_rule_is_not_said_wider_than_it_is(row, words):
    assert in_words(row) == words


def fields(**more) -> dict:
    return read(service(**more), TODAY).entry.fields


def test_what_is_once_is_over_after_it():
    found = fields(schedules=[{"dtstart": "2026-01-24", "description": "Lunch"}])
    assert str(found["ends_on"]) == "2026-01-24"


def test_a_day_on_which_it_is_closed_is_no_time():
    entry = read(
        service(schedules=[{"freq": "WEEKLY", "byday": "SU", "description": "Closed"}]), TODAY
    ).entry
    assert (entry.times, entry.fields["when_text"]) == ([], "")


AT: dict = {"id": "a", "location": {"id": "l", "addresses": [{"address_1": "1 Road"}]}}


@pytest.mark.parametrize(
    "more",
    [
        {"confidential": 1},
        {"confidential": "address only"},
        {"address_visible": False},
        {"show_address": "no"},
        {"show_address": "on request"},
        {"do_not_publish_address": True},
        {"dontShowLocation": "yes"},
        {"public_address": "no"},
        {"address_not_public": 1},
        {"withhold_address": "Y"},
        {"hiddenLocation": "true"},
        {
            "service_at_locations": [
                AT
                | {"location": {"id": "l", "addresses": [{"address_1": "1 Road"}], "public": False}}
            ]
        },
    ],
)
def test_flags_that_keep_an_address_confidential(more):
    there = {"service_at_locations": [deepcopy(AT)], **more}
    assert fields(**there)["address_confidential"]


@pytest.mark.parametrize("line", ["Secret", "*****", "Contact us for the address", "Confidential"])
def test_what_stands_instead_of_an_address_keeps_it_confidential(line):
    there = {"id": "l", "addresses": [{"address_1": line, "postal_code": "SO17 1BJ"}]}
    found = fields(service_at_locations=[{"id": "a", "location": there}])
    assert found["address_confidential"]


def test_what_was_not_kept_may_tell_a_refuge():
    found = read(service(client_group="Women's refuge"), TODAY).entry
    assert confidential.reasons(name="S1", more=found.categories)
    assert not read(service(client_group="Women who knit"), TODAY).entry.categories


@pytest.mark.parametrize(
    "more",
    [
        {"confidential": "false"}, {"address_visible": True}, {"do_not_publish_address": False},
        {"public_address": "1 Road"}, {"publish_address": "yes"},
        {"display_address": "1 Road"}, {"address_published_at": "2024-01-01"},
    ],
)  # fmt: skip
def test_flags_that_do_not(more):
    assert not fields(**more)["address_confidential"]


@pytest.mark.parametrize(
    "more",
    [
        {"published": False}, {"is_public": "no"}, {"active": 0}, {"archived": True},
        {"deleted_at": "2026-01-01"}, {"draft": "yes"}, {"status": False},
    ],
)  # fmt: skip
def test_what_its_source_does_not_show_is_not_shown(more):
    assert fields(**more)["status"] == "paused"


def test_free_with_a_word_beside_it_and_pence():
    free = fields(cost_options=[{"amount": 0, "amount_description": "Donations welcome"}])
    assert (free["cost"], free["cost_text"]) == ("free", "Donations welcome")
    pence = fields(cost_options=[{"amount": 250, "amount_description": "pence"}])
    assert (pence["cost"], pence["amount"]) == ("other", None)


@pytest.mark.django_db
@pytest.mark.usefixtures("item_bank", "postcode_directory")
def test_an_address_in_one_line_or_in_the_service_itself(feed_server):
    line = {"address_1": "1 Road, Southampton SO17 1BJ"}
    feed_server.lists(
        service(
            1, service_at_locations=[{"id": "a", "location": {"id": "l", "addresses": [line]}}]
        ),
        service(2, address_1="1 Road", postal_code="SO17 1BJ", latitude=50.93, longitude=-1.39),
    )
    run = harvest(feed_server)
    places = [one.places.get() for one in Resource.objects.order_by("name")]
    assert [one.postcode for one in places] == ["SO17 1BJ", "SO17 1BJ"]
    assert [one.address for one in places] == ["1 Road, Southampton", "1 Road"]
    assert not any("Not kept" in one for one in remarks(run))
