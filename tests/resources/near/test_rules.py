"""Order, reasons and the "never an empty answer" rule, without a database."""

import datetime as dt
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from resources.near.rules import (
    ENOUGH,
    SHOWN,
    Answered,
    Candidate,
    Wanted,
    arrange,
    reasons,
    situations,
    wanted_interests,
)

WALKING = Wanted("walking", "Walking", True, ("you'd like to get fitter",))
CHESS = Wanted("chess", "Chess", False, ("you'd like company",))
TODAY = dt.date(2026, 11, 23)


def place(number: int, miles: float | None, want: Wanted = WALKING, verified_on=None) -> Candidate:
    return Candidate(want.slug, UUID(int=number), None, miles, verified_on)


def numbers(candidates) -> list[int]:
    return [candidate.resource.int for candidate in candidates]


def arranged(*candidates, wanted=(WALKING, CHESS), miles=5, **options):
    found = arrange(candidates, wanted=wanted, miles=miles, nearest=12, **options)
    return found.sections, found.remote


def test_yes_comes_before_maybe_and_otherwise_the_items_keep_their_order():
    answers = [
        Answered(False, 1, "you enjoy creative things", [("drama", "Drama")]),
        Answered(True, 8, "you'd like company", [("befriending", "Befriending")]),
        Answered(True, 5, "you'd like to get fitter", [("swim", "Swimming"), ("walk", "Walking")]),
    ]

    wanted = wanted_interests(answers)

    assert [want.slug for want in wanted] == ["swim", "walk", "befriending", "drama"]
    assert [want.yes for want in wanted] == [True, True, True, False]


def test_an_interest_of_two_items_keeps_both_reasons_and_the_better_answer():
    answers = [
        Answered(False, 1, "you enjoy music", [("choir", "Choir")]),
        Answered(True, 2, "you'd like company", [("choir", "Choir")]),
    ]

    [choir] = wanted_interests(answers)

    assert (choir.yes, choir.because) == (True, ("you'd like company", "you enjoy music"))


def test_a_resource_says_all_its_reasons_each_once():
    gym = Wanted("gym", "Gym", True, ("you'd like to get fitter",))

    because = reasons([WALKING, gym, CHESS], {"chess", "gym", "walking"})

    assert because == ["you'd like to get fitter", "you'd like company"]


def test_nearest_first_and_among_equals_the_more_recently_verified():
    older, newer = TODAY - dt.timedelta(days=90), TODAY
    [walking, _], _ = arranged(
        place(1, 0.82, verified_on=older),
        place(2, 0.78, verified_on=None),
        place(3, 0.84, verified_on=newer),
        place(4, 0.5, verified_on=None),
        shown=[4],
    )

    assert numbers(walking.near) == [4, 3, 1, 2]


def test_overdue_for_a_check_comes_last_on_its_side_of_the_distance():
    late = place(1, 1)._replace(overdue=True)
    [walking, _], _ = arranged(late, place(2, 4), place(3, 6))

    assert (numbers(walking.near), numbers(walking.beyond)) == ([2, 1], [3])


def test_a_resource_appears_once_where_it_is_most_wanted():
    sections, _ = arranged(place(1, 1), place(1, 1, CHESS), place(2, 2, CHESS))

    assert [numbers(section.near) for section in sections] == [[1], [2]]
    assert [one.resource for one in sections[1].above] == [UUID(int=1)]
    assert sections[1].in_range == 2


def test_with_three_in_range_nothing_beyond_is_shown():
    [walking, _], _ = arranged(*(place(n, n) for n in range(1, 4)), place(9, 6))

    assert (numbers(walking.near), walking.beyond, walking.unmet) == ([1, 2, 3], [], False)


def test_what_lies_beyond_and_is_shown_further_up_is_said_so_and_not_replaced():
    sections, _ = arranged(place(1, 7), place(1, 7, CHESS), place(2, 8, CHESS), place(3, 9, CHESS))

    assert [numbers(section.beyond) for section in sections] == [[1], [2, 3]]
    assert [one.resource for one in sections[1].above] == [UUID(int=1)]


def test_with_fewer_than_three_the_nearest_beyond_make_up_three():
    [walking, _], _ = arranged(place(1, 5), place(8, 7), place(9, 6), place(7, 8))

    assert (numbers(walking.near), numbers(walking.beyond)) == ([1], [9, 8])
    assert walking.unmet


def test_ask_first_only_when_nothing_serves_the_home_in_range():
    outside = [place(5, 1), place(6, 2, CHESS)]
    [walking, chess], _ = arranged(place(1, 2), place(9, 7, CHESS), outside_area=outside)

    assert numbers(walking.ask_first) == []
    assert (numbers(chess.ask_first), numbers(chess.beyond)) == ([6], [9])


def test_what_has_a_place_in_range_is_not_repeated_beside_the_map():
    sections, beside = arranged(place(1, 1), place(1, None), place(2, None))

    assert (numbers(sections[0].near), numbers(beside)) == ([1], [2])


def test_what_can_come_to_you_is_beside_the_map_rather_than_far_away():
    sections, beside = arranged(place(1, 30), place(1, None))

    assert (sections[0].beyond, numbers(beside)) == ([], [1])


def test_beside_the_map_yes_before_maybe_then_the_more_recently_verified():
    yesterday = TODAY - dt.timedelta(days=1)
    _, beside = arranged(
        place(1, None, CHESS, TODAY),
        place(2, None, WALKING, yesterday),
        place(3, None, WALKING, TODAY),
        place(2, None, CHESS, yesterday),
        place(4, None, WALKING, None),
    )

    assert numbers(beside) == [3, 2, 4, 1]


def test_more_like_these_while_there_are_more():
    found = [place(n, n / 10) for n in range(1, SHOWN + 3)]

    [first, _], _ = arranged(*found)
    [second, _], _ = arranged(*found, shown=[2 * SHOWN])

    assert (len(first.near), first.more) == (SHOWN, True)
    assert (len(second.near), second.more) == (SHOWN + 2, False)


candidate_lists = st.lists(
    st.builds(
        Candidate,
        st.sampled_from([WALKING.slug, CHESS.slug]),
        st.integers(1, 30).map(lambda number: UUID(int=number)),
        st.none(),
        st.none() | st.floats(0, 20),
        st.none() | st.dates(dt.date(2020, 1, 1), TODAY),
        st.booleans(),
    ),
    max_size=40,
    unique_by=lambda one: (one.interest, one.resource, one.miles is None),
)


@given(candidate_lists, st.sampled_from([1, 3, 5, 10]))
def test_every_resource_appears_once_and_never_an_empty_answer(candidates, miles):
    sections, beside = arranged(*candidates, miles=miles)

    shown = [one for section in sections for one in section.listed] + beside
    assert len({one.resource for one in shown}) == len(shown)
    elsewhere = {one.resource for one in shown}
    for section in sections:
        found = [c for c in candidates if c.interest == section.wanted.slug and c.miles is not None]
        visible = [one for one in found if one.resource in elsewhere]
        assert len(visible) >= min(ENOUGH, len(found))


def test_what_was_made_for_people_like_this_one_comes_first_in_range():
    mine = place(3, 4)._replace(made_for=True)
    late = place(4, 1)._replace(made_for=True, overdue=True)
    beyond = place(5, 6)._replace(made_for=True)
    [walking, _], _ = arranged(place(1, 1), place(2, 2), mine, late, beyond, shown=[9])

    assert (numbers(walking.near), numbers(walking.beyond)) == ([3, 1, 2, 4], [])


def test_what_carries_a_situation_was_made_for_it_in_every_other_section():
    carers = Wanted("support-for-carers", "Support for carers", True, ("you look after someone",))
    found = [place(1, 1), place(2, 3), place(2, 3, carers), place(4, 1, carers)]

    [walking, caring], _ = arranged(*found, wanted=(WALKING, carers))

    assert numbers(walking.near) == [2, 1]
    assert [one.made_for for one in caring.near] == [False]
    assert situations([WALKING, carers], {"walking", "support-for-carers"}) == ["carers"]
    assert situations([WALKING], {"support-for-carers"}) == []


def test_the_rest_is_known_and_folded_away():
    [walking, _], _ = arranged(*(place(n, n / 10) for n in range(1, 6)))

    assert (numbers(walking.near), numbers(walking.rest)) == ([1, 2, 3], [4, 5])
