"""Where members stand. The table is shared with tests/js/geometry.test.js."""

import itertools
import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping import rings
from mapping.models import Member
from mapping.svg import possible_groups

CASES = json.loads((Path(__file__).parent / "geometry_cases.json").read_text())
points = st.tuples(st.integers(0, 1000), st.integers(0, 1000))
members = st.lists(
    st.sampled_from([p for ring in (1, 2, 3) for p in rings.lattice(ring)]), max_size=80
)


@pytest.mark.parametrize("ring", [1, 2, 3])
def test_the_lattice_is_the_table_the_browser_is_tested_with(ring):
    assert [list(place) for place in rings.lattice(ring)] == CASES["lattice"][str(ring)]


def tuples(places):
    return [tuple(place) for place in places]


def test_ring_at_is_as_in_the_table():
    assert [rings.ring_at(tuple(point)) for point, _ in CASES["ring_at"]] == [
        ring for _, ring in CASES["ring_at"]
    ]


def test_members_settle_as_in_the_table():
    for ring, near, others, place in CASES["settle"]:
        assert rings.settle(ring, tuple(near), tuples(others)) == tuple(place)


def test_someone_new_stands_as_in_the_table():
    for ring, others, place in CASES["spread"]:
        assert rings.spread(ring, tuples(others)) == tuple(place)


def test_someone_moved_stands_as_in_the_table():
    for ring, start, others, place in CASES["move"]:
        assert rings.move(ring, tuple(start), tuples(others)) == tuple(place)


@given(ring=st.sampled_from([1, 2, 3]), near=points, others=members)
def test_the_place_is_always_in_the_ring_asked_for(ring, near, others):
    for place in (
        rings.settle(ring, near, others),
        rings.spread(ring, others),
        rings.move(ring, near, others),
    ):
        assert rings.ring_at(place) == ring
        assert math.dist(place, (500, 500)) <= rings.RADII[3]


def test_someone_moved_to_another_ring_keeps_their_direction():
    x, y = rings.move(1, (500, 900), [])

    assert abs(x - 500) <= 25
    assert y > 600


@pytest.mark.parametrize("people", [[], [(0.5, 0.42)], [(0.62, 0.42), (0.4, 0.56), (0.8, 0.3)]])
def test_what_was_chosen_does_not_crowd_at_one_side(people):
    """The three a plan may have, on the map of somebody who has few or none."""
    members = [Member(ring=1, x=x, y=y) for x, y in people]

    chosen = [group.point for group in possible_groups("ABC", members)]

    assert min(math.dist(*two) for two in itertools.combinations(chosen, 2)) > 300
