"""Two maps of one person compared, as a pure rule."""

import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.compare.rule import (
    Difference,
    DifferenceKind,
    MappedMember,
    Pair,
    compare,
    differences,
    first_of_each,
)
from mapping.compare.sentences import sentence, sentences_by_kind, still_there
from mapping.vocabulary import ContactFrequency, Relationship

pytestmark = pytest.mark.sweep

OPPOSITE = {
    DifferenceKind.NEW: DifferenceKind.GONE,
    DifferenceKind.GONE: DifferenceKind.NEW,
    DifferenceKind.NEARER: DifferenceKind.FURTHER,
    DifferenceKind.FURTHER: DifferenceKind.NEARER,
    DifferenceKind.MORE: DifferenceKind.LESS,
    DifferenceKind.LESS: DifferenceKind.MORE,
}
STANDINGS = st.builds(
    MappedMember,
    key=st.integers(0, 9),
    name=st.sampled_from(["Ann", "ann", "Raj", "Tom", "Sue"]),
    relationship=st.sampled_from(["", *Relationship.values[:3]]),
    ring=st.sampled_from([1, 2, 3]),
    frequency=st.sampled_from(["", *ContactFrequency.values]),
    point=st.tuples(st.integers(0, 1000), st.integers(0, 1000)),
)
MAPS = st.lists(STANDINGS, max_size=8)

ANN = MappedMember("ann", "Ann", "sibling", 2, "weekly", (300, 300))


def found(before, after):
    return [
        (difference.kind, difference.member.name)
        for difference in differences(compare(before, after))
    ]


@given(MAPS)
def test_a_map_compared_with_itself_shows_no_change(members):
    assert differences(compare(members, members)) == []


@given(MAPS, MAPS)
def test_compared_the_other_way_round_every_change_is_its_opposite(before, after):
    def turned(difference: Difference) -> tuple:
        return OPPOSITE[difference.kind], difference.pair.after, difference.pair.before

    there = [turned(difference) for difference in differences(compare(before, after))]
    back = [
        (difference.kind, *difference.pair) for difference in differences(compare(after, before))
    ]

    assert sorted(there, key=repr) == sorted(back, key=repr)


@given(MAPS, MAPS)
def test_everyone_of_both_maps_is_in_one_pair(before, after):
    pairs = compare(before, after)

    assert sorted((p.before for p in pairs if p.before), key=repr) == sorted(before, key=repr)
    assert sorted((p.after for p in pairs if p.after), key=repr) == sorted(after, key=repr)
    assert Pair(None, None) not in pairs


@given(MAPS, MAPS)
def test_the_order_in_which_members_come_makes_no_difference_to_what_is_told(before, after):
    unique = {member.key: member for member in before}.values()
    others = {member.key: member for member in after}.values()

    told = sentences_by_kind(differences(compare(unique, others)))

    assert told == sentences_by_kind(differences(compare([*unique][::-1], [*others][::-1])))


@pytest.mark.parametrize(
    ("now", "kinds"),
    [
        ({"ring": 1}, [DifferenceKind.NEARER]),
        ({"ring": 3}, [DifferenceKind.FURTHER]),
        ({"frequency": "daily"}, [DifferenceKind.MORE]),
        ({"frequency": "rarely"}, [DifferenceKind.LESS]),
        ({"frequency": ""}, []),
        ({"ring": 1, "frequency": "monthly"}, [DifferenceKind.NEARER, DifferenceKind.LESS]),
        ({"name": "Annie", "relationship": "friend"}, []),
        ({"point": (280, 310)}, []),
    ],
)
def test_what_counts_as_a_change(now, kinds):
    assert found([ANN], [replace(ANN, **now)]) == [(kind, now.get("name", "Ann")) for kind in kinds]


def test_new_and_gone():
    raj = replace(ANN, key="raj", name="Raj")

    assert found([ANN], [raj]) == [(DifferenceKind.NEW, "Raj"), (DifferenceKind.GONE, "Ann")]


def test_taken_off_and_put_back_under_the_same_name_is_the_same():
    again = replace(ANN, key="again", name="ANN", ring=1)

    assert found([ANN], [again]) == [(DifferenceKind.NEARER, "ANN")]


def test_of_two_with_the_same_name_nobody_is_guessed():
    others = [replace(ANN, key="b"), replace(ANN, key="c")]

    assert found([ANN], others) == [
        (DifferenceKind.NEW, "Ann"),
        (DifferenceKind.NEW, "Ann"),
        (DifferenceKind.GONE, "Ann"),
    ]


def test_the_same_through_any_number_of_maps():
    first, second, third, lone, lost = (uuid.UUID(int=n) for n in range(5))

    previous = {first: None, second: first, third: second, lone: None, lost: uuid.UUID(int=9)}

    assert first_of_each(previous) == {
        first: first,
        second: first,
        third: first,
        lone: lone,
        lost: lost,
    }


def test_a_circle_of_copies_ends():
    one, other = uuid.UUID(int=1), uuid.UUID(int=2)

    assert first_of_each({one: other, other: one}) == {one: other, other: one}


def say(kind, before=ANN, after=ANN):
    pair = Pair(
        None if kind == DifferenceKind.NEW else before,
        None if kind == DifferenceKind.GONE else after,
    )
    return sentence(Difference(kind, pair))


def test_the_sentences():
    daily = replace(ANN, frequency="daily")

    assert say(DifferenceKind.NEW) == "Ann is new on your map."
    assert say(DifferenceKind.NEARER) == "Ann has moved nearer."
    assert (
        say(DifferenceKind.MORE, ANN, daily)
        == "You see Ann more often: every day now, every week before."
    )
    assert say(DifferenceKind.FURTHER) == "Ann has moved further out."
    assert (
        say(DifferenceKind.LESS, daily, ANN)
        == "You see Ann less often: every week now, every day before."
    )
    assert say(DifferenceKind.GONE) == "Ann is no longer on your map."


@pytest.mark.parametrize(
    ("relationship", "begins"),
    [
        ("activity", "You do Ann more"),
        ("lunch_club", "You go to Ann more"),
        ("", "You see Ann more"),
    ],
)
def test_one_goes_to_a_club_and_does_an_activity(relationship, begins):
    before = replace(ANN, relationship=relationship)

    assert say(DifferenceKind.MORE, before, replace(before, frequency="daily")).startswith(begins)


def test_strengths_are_told_first():
    names = ["A", "B", "C", "D", "E"]
    a, b, c, d, e = (replace(ANN, key=name, name=name) for name in names)
    after = [
        replace(b, ring=1),
        replace(c, frequency="daily"),
        replace(d, ring=3),
        replace(e, frequency="rarely"),
        replace(ANN, key="f", name="F"),
    ]
    pairs = compare([a, b, c, d, e], after)

    told = sentences_by_kind(differences(pairs))

    assert [part.heading for part in told] == [
        "New on your map",
        "Nearer to you",
        "More often",
        "Further out",
        "Less often",
        "No longer on your map",
    ]
    assert told[0].sentences == ["F is new on your map."]
    assert still_there(pairs) == "4 names are on both maps."


def test_who_is_still_there():
    assert still_there(compare([ANN], [ANN])) == "1 name is on both maps."
    assert still_there(compare([], [ANN])) == ""
