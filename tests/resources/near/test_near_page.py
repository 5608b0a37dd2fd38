"""The page "Near you", and where home is."""

import datetime as dt
import json
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from facilitation import actions as facilitation_actions
from plans import actions as plan_actions
from resources.models import Home, Provider, UnmetNeed
from tests.resources.directory import make_home, make_resource, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session) -> str:
    return reverse("resources:near", args=[session.pk])


@pytest.fixture
def at_home(session) -> Home:
    return make_home(session)


@pytest.fixture(autouse=True)
def postcode(session):
    session.participant.postcode = "SO17 1BJ"
    session.participant.save()


def map_data(response):
    script = re.search(r'<script id="map-data"[^>]*>(.*?)</script>', response.content.decode())
    assert script
    return json.loads(script[1])


# What is shown


def test_results_with_their_reasons(as_alice, session, url, at_home):
    say(session, yes=["walking"], because="you'd like to get fitter")
    make_resource(miles=0.8, cost="free", days=[1], place={"step_free": "yes"})

    response = as_alice.get(url)

    page = re.sub(r"\s+", " ", response.content.decode())
    assert re.search(r"0\.8 miles · Tuesday · next [\w, ]+ · free · step-free", page)
    assert page.count("because you&#x27;d like to get fitter") == 1  # told once, for the section
    assert "not checked yet" in page
    assert "Distances are in a straight line from your postcode." in page


def test_nothing_answered_yet_says_so_and_leads_back(as_alice, session, url, at_home):
    response = as_alice.get(url)

    assert "There is nothing to look for yet." in response.content.decode()
    assert reverse("preferences:preferences", args=[session.pk]) in response.content.decode()


def test_nothing_of_its_kind_anywhere_says_so(as_alice, session, url, at_home):
    say(session, yes=["walking"])

    assert "We know of no place for this yet" in as_alice.get(url).content.decode()


def test_only_shown_for_another_interest_it_is_not_called_missing(as_alice, session, url, at_home):
    say(session, yes=["walking", "chess"])
    make_resource("Far club", miles=40, interests=["walking", "chess"])

    page = as_alice.get(url).content.decode()

    assert "Already in the list above: Far club." in page
    assert "We know of no place for this yet" not in page


def test_a_note_is_promised_only_where_one_is_made(as_alice, alice, session, url, at_home):
    say(session, yes=["walking"])
    promised = "We have made a note that it is missing here."

    assert promised in as_alice.get(url).content.decode()
    assert promised not in as_alice.get(url + "?free=on").content.decode()
    facilitation_actions.finish(session=session, by=alice)
    assert promised not in as_alice.get(url).content.decode()


def test_how_many_need_no_place_is_said_in_the_index(as_alice, session, url, at_home):
    say(session, yes=["walking"])
    make_resource("Walk", miles=1)
    assert "by phone, online or at your home" not in as_alice.get(url).content.decode().lower()
    make_resource("Line", delivery=["phone"])
    make_resource("Web", delivery=["online"])

    page = as_alice.get(url).content.decode()

    assert '<option value="2">By phone, online or at your home (2)</option>' in page


def test_first_and_last_days_are_said(as_alice, session, url, at_home):
    say(session, yes=["walking"])
    today = timezone.localdate()
    soon, later = today + dt.timedelta(days=20), today + dt.timedelta(days=90)
    make_resource("Begun", miles=1, starts_on=today)
    make_resource("Course", miles=2, starts_on=soon, ends_on=later, days=[1])

    begun, course = as_alice.get(url).context["found"].listed

    assert begun.facts == ["1 mile"]
    assert course.facts[:2] == ["2 miles", "Tuesday"]
    assert course.facts[2].startswith("next ")
    assert course.facts[3:] == [
        f"from {date_format(soon, 'j F Y')}",
        f"until {date_format(later, 'j F Y')}",
    ]


def test_a_contact_that_only_the_provider_has_is_shown(as_alice, session, url, at_home):
    say(session, yes=["walking"])
    make_resource("Walk", miles=1)
    Provider.objects.update(phone="01632 960999")

    assert "<dd>01632 960999</dd>" in as_alice.get(url).content.decode()


def test_a_confidential_address_is_nowhere_in_the_page(as_alice, session, url, at_home):
    say(session, yes=["walking"])
    facts = {"address": "1 Hidden Lane", "postcode": "SO17 9XX", "town": "Secretham"}
    make_resource("Refuge", miles=0.4, address_confidential=True, place=facts)

    response = as_alice.get(url)

    page = response.content.decode()
    assert "Refuge" in page
    assert [fact for fact in (*facts.values(), "0.4 mile") if fact in page] == []
    assert map_data(response)["pins"] == []


def test_what_curators_write_is_shown_as_text(as_alice, session, url, at_home):
    say(session, yes=["walking"])
    make_resource("<b>Walk</b> 🚶</script>", miles=1, description="<script>alert(1)</script>")

    response = as_alice.get(url)

    assert "<b>Walk</b>" not in response.content.decode()
    assert "<script>alert" not in response.content.decode()
    [pin] = map_data(response)["pins"]
    assert pin["results"][0]["name"] == "<b>Walk</b> 🚶</script>"


def test_places_of_one_address_share_one_pin_that_lists_them_all(as_alice, session, url, at_home):
    say(session, yes=["walking"])
    hall = {"address": "1 The Avenue", "postcode": "SO17 1XN"}
    make_resource("Morning", miles=1, place=hall)
    make_resource("Evening", miles=1.01, place={**hall, "address": "1, the avenue"})
    make_resource("Next door", miles=1.02, place={"address": "2 The Avenue"})
    make_resource("Same spot", miles=1.02)

    pins = map_data(as_alice.get(url + "?more=1"))["pins"]

    assert [{result["name"] for result in pin["results"]} for pin in pins] == [
        {"Morning", "Evening"},
        {"Next door", "Same spot"},
    ]


def test_numbers_join_the_list_to_the_map(as_alice, session, url, at_home):
    say(session, yes=["walking"])
    make_resource("Near", miles=1)
    make_resource("Far", miles=40)
    make_resource("Line", delivery=["phone"])

    response = as_alice.get(url)

    numbers = re.findall(r'data-number="(\d+)"', response.content.decode())
    pins = map_data(response)["pins"]
    assert numbers == ["1", "2"]
    assert [pin["results"][0]["number"] for pin in pins] == [1, 2]


def test_the_number_of_queries_does_not_grow(as_alice, session, url, at_home):
    say(session, yes=["walking"])
    facilitation_actions.pause(session=session)  # the clock writes now and then
    as_alice.get(url)  # opened: that is written down
    counts = []
    for number in range(30):
        make_resource(f"Walk {number}", miles=number / 10, days=[1, 2])
        if number in {2, 29}:
            with CaptureQueriesContext(connection) as queries:
                as_alice.get(url + "?more=1&more=1&more=1&more=1")
            counts.append(len(queries))

    assert counts[0] == counts[1]


# Filters, by the address


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Free", "Step-free Monday"]),
        ("?free=on", ["Free"]),
        ("?step_free=on", ["Step-free Monday"]),
        ("?day=0", ["Step-free Monday"]),
        ("?miles=1", ["Free"]),
        ("?miles=10&more=1", ["Free", "Step-free Monday", "Seven miles", "Nine miles"]),
    ],
)
def test_filters(as_alice, session, url, at_home, query, expected):
    say(session, yes=["walking"])
    make_resource("Free", miles=0.5, cost="free")
    make_resource("Step-free Monday", miles=3, days=[0], place={"step_free": "yes"})
    make_resource("Seven miles", miles=7)
    make_resource("Nine miles", miles=9)

    [section] = as_alice.get(url + query).context["found"].sections

    assert [result.resource.name for result in section.near] == expected


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?miles=3000", "Choose one of the distances in the list."),
        ("?miles=%00", "Choose one of the distances in the list."),
        ("?day=Friday", "Choose one of the days in the list."),
        ("?more=999", "There are no more of these."),
        ("?more=x", "There are no more of these."),
    ],
)
def test_a_filter_that_makes_no_sense_is_said_and_left_out(
    as_alice, session, url, at_home, query, message
):
    say(session, yes=["walking"])
    make_resource("Walk", miles=1)

    response = as_alice.get(url + query)

    assert message in response.content.decode()
    assert [r.resource.name for r in response.context["found"].listed] == ["Walk"]


def test_more_like_these(as_alice, session, url, at_home):
    say(session, yes=["chess", "walking"])
    for number in range(15):
        make_resource(f"Walk {number:02}", miles=number / 10)

    def shown(query: str) -> int:
        return len(as_alice.get(url + query).context["found"].sections[1].near)

    page = as_alice.get(url + "?free=&miles=2").content.decode()
    assert "?free=&amp;miles=2&amp;more=2&amp;section=2#group-2" in page
    assert [shown(""), shown("?more=2"), shown("?more=2&more=2"), shown("?more=1")] == [
        3,
        12,
        15,
        3,
    ]


# Choosing


def test_what_is_chosen_shows_in_the_list_and_in_the_tray(as_alice, session, url, at_home):
    say(session, yes=["walking"])
    walk = make_resource("Walk", miles=1)
    make_resource("Stroll", miles=2)
    plan_actions.choose(session=session, resource=walk, place=walk.places.get())

    page = as_alice.get(url).content.decode()

    assert page.count("✓ Chosen") == 1
    assert "</span> Walk</span>" in page
    assert "Room for two more" in page


@pytest.mark.urls("tests.resources.near.urls_without_plans")
def test_the_page_goes_without_a_stage_that_takes_choices(as_alice, session, url, at_home):
    say(session, yes=["walking"])
    make_resource("Walk", miles=1)

    page = as_alice.get(url).content.decode()

    assert ">Walk</span></h3>" in page
    assert ["Choose" in page, "Room for" in page, "plans/" in page] == [False, False, False]
    assert f"/sessions/{session.pk}/another-plan/" in page


def test_a_finished_session_is_looked_at_and_not_changed(as_alice, alice, session, url, at_home):
    say(session, yes=["walking"])
    make_resource("Walk", miles=1)
    facilitation_actions.finish(session=session, by=alice)

    page = as_alice.get(url).content.decode()

    assert "Walk" in page
    assert "data-choose=" not in page
    assert UnmetNeed.objects.count() == 0


# What is missing is written down


def test_the_unmet_need_is_recorded_once_for_a_session(as_alice, session, url, at_home):
    say(session, yes=["walking", "swimming"])
    for miles in [1, 2, 3]:
        make_resource(miles=miles, interests=["swimming"])

    as_alice.get(url)
    as_alice.get(url)

    [need] = UnmetNeed.objects.all()
    assert (need.interest_id, need.district) == ("walking", "SO17")


def test_a_narrower_look_is_no_unmet_need(as_alice, session, url, at_home):
    say(session, yes=["walking"])

    as_alice.get(url + "?free=on")
    as_alice.get(url + "?miles=1")

    assert UnmetNeed.objects.count() == 0


def test_the_unmet_need_outlives_the_person_and_names_nobody(
    as_alice, alice, session, url, at_home
):
    say(session, yes=["walking"])
    as_alice.get(url)

    facilitation_actions.erase(participant=session.participant, by=alice)

    [need] = UnmetNeed.objects.values()
    assert set(need) == {"id", "interest_id", "district", "date"}


# What was shown is kept


def test_what_was_listed_is_kept_once_and_where_it_stood(as_alice, alice, session, url, at_home):
    say(session, yes=["walking"])
    make_resource("Far", miles=2)
    make_resource("Near", miles=1)
    as_alice.get(url)
    make_resource("Nearest", miles=0.5)
    as_alice.get(url)
    facilitation_actions.finish(session=session, by=alice)
    make_resource("Later", miles=0.1)
    as_alice.get(url)

    shown = session.shown_resources.values_list("resource__name", "position")
    assert sorted(shown) == [("Far", 2), ("Near", 1), ("Nearest", 1)]


# Nobody else, and no other verb


@pytest.mark.parametrize("name", ["near", "where", "choose_home", "check_postcode", "report_wrong"])
def test_somebody_else_s_session_is_not_found(client, eve, cora, session, name):
    address = reverse(f"resources:{name}", args=[session.pk])
    for user in [eve, cora]:
        client.force_login(user)
        assert {client.get(address).status_code, client.post(address).status_code} <= {404, 405}
    client.logout()
    assert client.get(address).status_code == 302


def test_an_unknown_session_is_not_found(as_alice):
    assert as_alice.get(reverse("resources:near", args=[uuid.uuid4()])).status_code == 404


@pytest.mark.parametrize(
    ("name", "verb"),
    [("near", "post"), ("where", "post"), ("choose_home", "get"), ("check_postcode", "get")],
)
def test_wrong_verbs(as_alice, session, name, verb):
    address = reverse(f"resources:{name}", args=[session.pk])

    assert getattr(as_alice, verb)(address).status_code == 405
