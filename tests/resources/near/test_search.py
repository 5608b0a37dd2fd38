"""Stage 3, sentence by sentence, against PostGIS."""

import datetime as dt

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon

from resources import listings
from resources.freshness import TOO_LONG
from resources.models import Resource, Schedule
from resources.near import page
from resources.near.page import Result
from resources.near.rules import SHOWN, Filters, Found
from tests.resources.directory import (
    HAMPSHIRE_NEIGHBOUR,
    SOUTHAMPTON,
    add_place,
    make_home,
    make_resource,
    say,
    spot,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def look(session):
    """Search as the page does; walking is wanted, unless the test has said what is."""

    def find(**filters) -> Found[Result]:
        home = getattr(session.participant, "home", None) or make_home(session)
        if not session.answers.exists():
            say(session, yes=["walking"])
        narrowed = Filters(**filters)
        return page.find(session=session, home=home, filters=narrowed, today=TODAY, shown=[6, 6, 6])

    return find


def names(results) -> list[str]:
    return [result.resource.name for result in results]


def near_names(found: Found[Result]) -> list[str]:
    return [name for section in found.sections for name in names(section.near)]


# 1. Active and not past its end date


@pytest.mark.parametrize("status", ["paused", "closed"])
def test_active_only(look, status):
    make_resource("Shut", miles=1, status=status)
    make_resource("Open", miles=1)

    assert near_names(look()) == ["Open"]


def test_not_past_its_end_date_which_is_looked_at_on_the_day(look):
    make_resource("Ended", miles=1, ends_on=TODAY - dt.timedelta(days=1))
    make_resource("Last day", miles=1, ends_on=TODAY)

    assert near_names(look()) == ["Last day"]


def test_what_closed_behind_the_index_s_back_is_not_shown(look):
    make_resource("Shut a moment ago", miles=1)
    Resource.objects.update(status="closed")

    assert near_names(look()) == []


# 2. It carries an interest answered Yes or Maybe


def test_an_interest_answered_yes_or_maybe(session, look):
    say(session, yes=["walking"], maybe=["swimming"], not_now=["chess"])
    for interest in ["walking", "swimming", "chess", "drama"]:
        make_resource(interest, miles=1, interests=[interest])

    assert near_names(look()) == ["walking", "swimming"]


def test_an_interest_that_was_narrowed_away_is_not_looked_for(session, look):
    say(session, yes=["walking", "swimming"])
    session.answers.update(kept=["swimming"])
    make_resource("Strollers", miles=1, interests=["walking"])
    make_resource("Baths", miles=1, interests=["swimming"])

    assert near_names(look()) == ["Baths"]


# 3. The person fits who it is for

FOR_SOME: dict[str, dict] = {
    "older": {"minimum_age": 60},
    "younger": {"maximum_age": 40},
    "women": {"genders": ["woman"]},
    "stroke": {"conditions": ["stroke"]},
}


@pytest.fixture
def for_some(db):
    for name, facts in FOR_SOME.items():
        make_resource(name, miles=1, **facts)


def set_person(session, **facts):
    for name, value in facts.items():
        setattr(session.participant, name, value)
    session.participant.save()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"year_of_birth": 1950}, {"older", "women", "stroke"}),
        ({"year_of_birth": 1995}, {"younger", "women", "stroke"}),
        ({"age_band": "50-59"}, {"women", "stroke"}),
        ({"gender": "woman"}, {"older", "younger", "women", "stroke"}),
        ({"gender": "man"}, {"older", "younger", "stroke"}),
        ({"conditions": ["stroke", "heart"]}, {"older", "younger", "women", "stroke"}),
        ({"conditions": ["heart"]}, {"older", "younger", "women"}),
    ],
)
def test_the_person_fits_who_it_is_for(session, look, for_some, facts, expected):
    set_person(session, **facts)

    assert set(near_names(look())) == expected


def test_an_age_band_that_overlaps_is_not_left_out(session, look):
    make_resource("55 and over", miles=1, minimum_age=55)
    set_person(session, age_band="50-59")

    [section] = look().sections

    assert [result.for_whom for result in section.near] == ["for people aged 55 or over"]


@pytest.mark.parametrize(
    "facts", [{}, {"gender": "not_said", "conditions_not_said": True, "conditions": ["heart"]}]
)
def test_what_was_not_said_never_excludes_but_it_says_who_it_is_for(session, look, for_some, facts):
    set_person(session, **facts)

    [section] = look().sections

    assert {result.resource.name: result.for_whom for result in section.near} == {
        "older": "for people aged 60 or over",
        "younger": "for people aged 40 or under",
        "women": "for women",
        "stroke": "for people with stroke",
    }


def test_who_it_is_for_is_not_said_to_those_who_fit(session, look, for_some):
    set_person(session, year_of_birth=1950, gender="woman", conditions=["stroke"])

    [section] = look().sections

    assert {result.for_whom for result in section.near} == {""}


# 4. Reachable: a place within the chosen distance ...


def test_within_five_miles_unless_another_distance_is_chosen(look):
    for miles in [0.5, 1.5, 4.99, 5.01]:
        make_resource(str(miles), miles=miles)

    assert near_names(look()) == ["0.5", "1.5", "4.99"]
    assert near_names(look(miles=1)) == ["0.5"]
    assert near_names(look(miles=10)) == ["0.5", "1.5", "4.99", "5.01"]


def test_of_several_places_the_nearest_counts_and_the_resource_appears_once(look):
    club = make_resource("Club", miles=3)
    hall = add_place(club, 1, name="Hall")
    add_place(club, 9)

    [section] = look().sections

    assert [(result.resource, result.place) for result in section.near] == [(club, hall)]
    assert section.near[0].facts[0] == "1 mile"


# ... and the home inside the area served if there is one

SQUARE = MultiPolygon(spot(0).buffer(0.02), srid=4326)
ELSEWHERE = MultiPolygon(spot(200).buffer(0.02), srid=4326)


@pytest.mark.parametrize("facts", [{"miles": 1}, {"delivery": ["home"]}])
@pytest.mark.parametrize(
    ("area", "serves"),
    [
        ({}, True),
        ({"authorities": [SOUTHAMPTON, HAMPSHIRE_NEIGHBOUR]}, True),
        ({"authorities": [HAMPSHIRE_NEIGHBOUR]}, False),
        ({"area": SQUARE}, True),
        ({"area": ELSEWHERE}, False),
        ({"area": ELSEWHERE, "authorities": [SOUTHAMPTON]}, True),
        ({"national": True, "authorities": [HAMPSHIRE_NEIGHBOUR]}, True),
    ],
)
def test_the_home_is_inside_the_area_served(look, facts, area, serves):
    make_resource("Service", **facts, **area)

    found = look()

    assert near_names(found) + names(found.remote) == (["Service"] if serves else [])


def test_a_home_on_the_edge_of_the_area_is_inside_it(look):
    home = spot(0)
    west, south, east, north = home.x, home.y - 0.02, home.x + 0.04, home.y + 0.02
    shifted = MultiPolygon(Polygon.from_bbox((west, south, east, north)), srid=4326)
    make_resource("Edge", miles=1, area=shifted)

    assert near_names(look()) == ["Edge"]


def test_an_unknown_authority_is_inside_no_authority(session, look):
    make_home(session, authority="")
    make_resource("Visits", delivery=["home"], authorities=[SOUTHAMPTON])
    make_resource("Anyone", delivery=["home"])

    assert names(look().remote) == ["Anyone"]


# ... or it comes to you, is online or by phone, and serves the home


@pytest.mark.parametrize("kind", ["online", "phone", "home"])
def test_what_needs_no_place_is_beside_the_map(look, kind):
    make_resource("Anywhere", delivery=[kind])

    found = look()

    [result] = found.remote
    assert near_names(found) == []
    assert (result.place, result.number) == (None, 0)


def test_national_without_a_place_is_beside_the_map(look):
    make_resource("National", delivery=["place"], national=True)

    [result] = look().remote

    assert "anywhere in the UK" in result.facts


def test_at_a_place_and_online_appears_once_at_the_place(look):
    make_resource("Both", miles=1, delivery=["place", "online"])
    make_resource("Both, far away", miles=50, delivery=["place", "online"])

    found = look()

    assert (near_names(found), names(found.remote)) == (["Both"], ["Both, far away"])
    assert names(found.listed) == ["Both", "Both, far away"]


# Filters


def test_filter_by_day(look):
    make_resource("Monday", miles=1, days=[0])
    make_resource("Tuesday and Friday", miles=1, days=[1, 4])
    make_resource("Any time", miles=1)
    make_resource("Helpline", delivery=["phone"])
    make_resource("Monday line", delivery=["phone"], days=[0])

    found = look(day=4)

    assert near_names(found) == ["Tuesday and Friday"]
    assert names(found.remote) == ["Helpline"]


WEDNESDAY = dt.date(2026, 11, 11)


def test_the_day_filter_finds_what_is_every_other_week_and_says_which(look):
    club = make_resource("Film club", miles=1)
    Schedule.objects.create(resource=club, weekday=2, interval=2, starts_on=WEDNESDAY)
    Schedule.objects.create(resource=club, weekday=4)
    unsure = make_resource("Book club", miles=2)
    Schedule.objects.create(resource=unsure, weekday=2, interval=2)
    listings.refresh()

    film, book = look(day=2).listed

    assert film.facts == [
        "1 mile",
        "Every other Wednesday",
        "next 25 November, 9 and 23 December",
    ]
    assert book.facts == ["2 miles", "Every other Wednesday", "ask which weeks"]
    assert names(look(day=1).listed) == []


def test_each_place_has_its_own_days(look):
    walk = make_resource("Walk", miles=1)
    far = add_place(walk, 3)
    near = walk.places.exclude(pk=far.pk).get()
    Schedule.objects.create(resource=walk, place=near, weekday=1)
    Schedule.objects.create(resource=walk, place=far, weekday=3)
    listings.refresh()

    def found(**filters) -> list[list[str]]:
        return [result.facts[:2] for result in look(**filters).listed]

    assert found() == found(day=1) == [["1 mile", "Tuesday"]]
    assert found(day=3) == [["3 miles", "Thursday"]]


def test_a_place_whose_times_have_ended_gives_way_to_the_next(look):
    walk = make_resource("Walk", miles=1)
    far = add_place(walk, 3)
    near = walk.places.exclude(pk=far.pk).get()
    Schedule.objects.create(resource=walk, place=near, weekday=1, ends_on=dt.date(2026, 11, 17))
    Schedule.objects.create(resource=walk, place=far, weekday=3)
    listings.refresh()
    assert [result.facts[:2] for result in look().listed] == [["3 miles", "Thursday"]]


def test_where_words_say_that_times_do_not_always_hold_no_date_is_promised(look):
    make_resource("Walk", miles=1, days=[1], when_text="Term time only")
    assert look().listed[0].facts == ["1 mile", "Tuesday", "term time only"]


def test_filter_free(look):
    make_resource("Free", miles=1, cost="free")
    make_resource("Not known", miles=1)
    make_resource("Three pounds", miles=1, cost="amount", amount=3)

    assert near_names(look(free=True)) == ["Free"]


def test_filter_step_free_looks_for_a_step_free_place(look):
    make_resource("Steps", miles=1, place={"step_free": "no"})
    make_resource("Not known", miles=1)
    club = make_resource("Steps near, none further on", miles=1, place={"step_free": "no"})
    ramp = add_place(club, 2, step_free="yes")

    [section] = look(step_free=True).sections

    assert [(result.resource, result.place) for result in section.near] == [(club, ramp)]


def test_filter_online(look):
    make_resource("Hall", miles=1)
    make_resource("Web", delivery=["online"])
    make_resource("Line", delivery=["phone"])

    found = look(online=True)

    assert names(found.listed) == ["Web"]


# Order


def test_yes_before_maybe_whatever_the_distance(session, look):
    say(session, maybe=["chess"], yes=["walking"])
    make_resource("Chess", miles=0.2, interests=["chess"])
    make_resource("Walk", miles=3)

    assert near_names(look()) == ["Walk", "Chess"]


def test_inside_an_interest_nearest_first_and_among_equals_the_more_recently_verified(look):
    make_resource("Far", miles=2, verified_on=TODAY)
    make_resource("Here, long ago", miles=1, verified_on=dt.date(2025, 1, 1))
    make_resource("Here, never", miles=1)
    make_resource("Here, lately", miles=1, verified_on=dt.date(2026, 11, 1))

    assert near_names(look()) == ["Here, lately", "Here, long ago", "Here, never", "Far"]


def test_a_building_with_many_equals_keeps_the_most_recently_verified(look):
    for day in range(1, 25):
        make_resource(f"Class {day}", miles=1, verified_on=dt.date(2026, 1, day))

    assert near_names(look()) == [f"Class {day}" for day in range(24, 18, -1)]


# What has not been checked for long


def test_overdue_for_its_check_it_sinks_and_says_so(look):
    make_resource("Near", miles=1, verified_on=dt.date(2026, 3, 1), verify_by=dt.date(2026, 9, 1))
    make_resource("Far", miles=4, verify_by=TODAY)
    make_resource("Old line", delivery=["phone"], verify_by=TODAY - dt.timedelta(days=1))
    make_resource("New line", delivery=["phone"])

    found = look()

    assert near_names(found) == ["Far", "Near"]
    assert names(found.remote) == ["New line", "Old line"]
    assert found.sections[0].near[1].checked == "checked 8 months ago, so ask if it still runs"


def test_long_overdue_it_leaves_the_results(look):
    make_resource("Just trusted", miles=1, verify_by=TODAY - TOO_LONG)
    make_resource("Forgotten", miles=1, verify_by=TODAY - TOO_LONG - dt.timedelta(days=1))

    assert names(look().listed) == ["Just trusted"]


# Every result says why it is there


def test_every_result_says_why_it_is_there(session, look):
    say(session, yes=["walking"], because="you'd like to get fitter")
    make_resource(
        miles=0.8,
        days=[1],
        cost="free",
        place={"step_free": "yes"},
        verified_on=TODAY - dt.timedelta(weeks=3),
    )
    Resource.objects.get().schedules.update(starts=dt.time(10))

    [result] = look().listed

    assert result.because == ["you'd like to get fitter"]
    assert result.facts == [
        "0.8 miles",
        "Tuesday 10:00",
        "next 24 November, 1 and 8 December",
        "free",
        "step-free",
    ]
    assert result.checked == "checked 3 weeks ago"


def test_a_resource_of_several_interests_appears_once_with_all_its_reasons(session, look):
    say(session, maybe=["social"], because="you'd like company")
    say(session, yes=["walking"], because="you'd like to get fitter")
    make_resource("Social walk", miles=1, interests=["social", "walking"])

    walking, social = look().sections

    assert [result.because for result in walking.near] == [
        ["you'd like to get fitter", "you'd like company"]
    ]
    assert (names(social.near), names(social.above)) == ([], ["Social walk"])
    assert social.in_range == 1


# Never an empty answer


def test_fewer_than_three_in_range_shows_the_nearest_beyond_with_their_true_distance(look):
    make_resource("Near", miles=2)
    for miles in [7.5, 150, 40]:
        make_resource(f"Beyond {miles}", miles=miles)

    [section] = look().sections

    assert names(section.near) == ["Near"]
    assert [(r.resource.name, r.facts[0]) for r in section.beyond] == [
        ("Beyond 7.5", "7.5 miles"),
        ("Beyond 40", "40 miles"),
    ]


def test_near_but_serving_another_area_is_ask_first_when_nothing_else_is_left(look):
    make_resource("Other side of the street", miles=0.3, authorities=[HAMPSHIRE_NEIGHBOUR])
    make_resource("Beyond, other area", miles=6, authorities=[HAMPSHIRE_NEIGHBOUR])
    make_resource("Beyond", miles=8)

    [section] = look().sections

    assert (names(section.near), names(section.ask_first)) == ([], ["Other side of the street"])
    assert names(section.beyond) == ["Beyond"]


def test_serving_another_area_stays_out_when_something_is_left(look):
    make_resource("Other area", miles=0.3, authorities=[HAMPSHIRE_NEIGHBOUR])
    make_resource("Own area", miles=3)

    [section] = look().sections

    assert (names(section.near), section.ask_first) == (["Own area"], [])


def test_ask_first_still_has_to_suit_the_person(session, look):
    set_person(session, gender="man")
    make_resource("Women", miles=0.3, authorities=[HAMPSHIRE_NEIGHBOUR], genders=["woman"])

    [section] = look().sections

    assert section.ask_first == []


# Confidential addresses


def test_a_confidential_address_has_no_pin_distance_or_place(look):
    make_resource(
        "Refuge",
        miles=0.4,
        address_confidential=True,
        place={"address": "1 Hidden Lane", "step_free": "yes", "transport": "bus 7"},
    )

    [result] = look().listed

    assert (result.place, result.number) == (None, 0)
    assert result.facts == ["address given when you contact them"]


@pytest.mark.parametrize("miles", [0.1, 100])
def test_no_distance_tells_how_far_a_confidential_address_is(look, miles):
    make_resource("Refuge", miles=miles, address_confidential=True)

    assert names(look(miles=1).remote) == ["Refuge"]


def test_a_confidential_address_serves_its_area_only(look):
    make_resource("Refuge", miles=1, address_confidential=True, authorities=[HAMPSHIRE_NEIGHBOUR])

    assert names(look().listed) == []


# What joins the list to the map


def test_places_are_numbered_in_the_order_of_the_page(look):
    make_resource("Second", miles=2)
    make_resource("First", miles=1)
    make_resource("Line", delivery=["phone"])

    found = look()

    assert [(r.number, r.resource.name) for r in found.listed] == [
        (1, "First"),
        (2, "Second"),
        (0, "Line"),
    ]


@pytest.mark.parametrize("count", [3, 30])
def test_the_number_of_queries_does_not_grow(session, count, django_assert_num_queries):
    home = make_home(session)
    say(session, yes=["walking"])
    for number in range(count):
        make_resource(f"Walk {number}", miles=number / 10, days=[1, 2])

    def find():
        page.find(session=session, home=home, filters=Filters(), today=TODAY)

    # interests, answers; how far the water is; the search; whether the entries are still as they
    # are kept; and what is folded away
    kept = 5 + (count > SHOWN)
    # resources, and their places, schedules and interests
    with django_assert_num_queries(kept + 4):
        find()
    with django_assert_num_queries(kept):
        find()


def test_without_a_yes_or_a_maybe_nothing_is_looked_for(session, look):
    say(session, not_now=["walking"])
    make_resource(miles=1)

    assert look().listed == []
