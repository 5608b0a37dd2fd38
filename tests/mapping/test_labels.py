"""Names in a picture that the server draws keep clear of each other and of the shapes."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping import rings
from mapping.labels import SHAPE, Box, Labelled, lay_out, shorter, whole, width

NAMES = st.text("abcdeilmnorst AW🐶", min_size=1, max_size=40)
CENTRE = Box(400, 400, 600, 600)
REAL_NAMES = [
    "Jean next door",
    "Bartholomew",
    "Dr Okafor",
    "Susan",
    "Hairdresser Tina",
    "The choir",
    "Singing for Breathing",
    "Mr Fitzgerald-Montgomery",
]


def boxes_of(members, labels):
    return [label.box.at(member.x, member.y) for member, label in zip(members, labels, strict=True)]


def shapes_of(members):
    return [Box(-SHAPE, -SHAPE, SHAPE, SHAPE).at(member.x, member.y) for member in members]


def spread(*counts, scale=1.0):
    """So many in each ring, with names of people as they are given."""
    points: list[rings.Point] = []
    for ring, count in enumerate(counts, start=1):
        for _ in range(count):
            points.append(rings.spread(ring, points))
    return [
        Labelled(x / scale, y / scale, REAL_NAMES[number % len(REAL_NAMES)])
        for number, (x, y) in enumerate(points)
    ]


@given(st.lists(NAMES, max_size=12))
def test_labels_of_members_far_apart_cover_nothing(names):
    points = [(140 + 180 * (n % 4), 100 + 300 * (n // 4)) for n in range(len(names))]
    members = [Labelled(x, y, name) for (x, y), name in zip(points, names, strict=True)]

    boxes = boxes_of(members, lay_out(members, 1000, []))

    assert not any(a.covers(b) for a, b in itertools.combinations(boxes, 2))
    assert not any(box.covers(shape) for box in boxes for shape in shapes_of(members))


def test_a_name_goes_below_unless_something_is_there():
    (alone,) = lay_out([Labelled(500, 200, "Ann")], 1000, [])
    (crowded,) = lay_out([Labelled(500, 200, "Ann")], 1000, [Box(400, 220, 600, 250)])

    assert (alone.lines, alone.x) == (("Ann",), 0)
    assert alone.y > SHAPE
    assert (crowded.lines, crowded.x) == (("Ann",), 0)
    assert crowded.y < -SHAPE


def test_a_note_stands_under_the_name():
    (label,) = lay_out([Labelled(500, 200, "Ann", "health")], 1000, [])

    assert label.lines == ("Ann", "health")
    assert label.box.bottom - label.box.top == 40


def test_without_room_beside_the_shape_a_line_leads_to_the_whole_name():
    sides = [(25, 0), (-25, 0), (0, 25), (0, -25)]
    corners = [(x, y) for x in (30, -30) for y in (26, -26)]
    posts = [Box(-4, -4, 4, 4).at(500 + x, 500 + y) for x, y in (*sides, *corners)]
    (label,) = lay_out([Labelled(500, 500, "Bartholomew")], 1000, posts)

    assert label.lines == ("Bartholomew",)
    assert label.whole
    assert label.lead is not None


def test_a_long_name_is_shortened_where_it_does_not_fit():
    walls = [Box(0, 0, 450, 1000), Box(550, 0, 1000, 1000)]

    (label,) = lay_out([Labelled(500, 500, "Bartholomew-Cubbins")], 1000, walls)

    assert label.lines == ("Bartho…",)
    assert not label.whole


@pytest.mark.parametrize(
    ("counts", "scale"), [((12, 0, 0), 1.3), ((9, 8, 8), 1.15), ((13, 13, 14), 0.9)]
)
def test_every_name_of_a_full_map_is_written_in_full(counts, scale):
    members = spread(*counts, scale=scale)

    labels = lay_out(members, 1000 / scale, [CENTRE_OF[scale]], margin=120 / scale)

    assert [" ".join(label.lines) for label in labels] == [member.name for member in members]
    boxes = boxes_of(members, labels)
    assert not any(a.covers(b) for a, b in itertools.combinations(boxes, 2))
    assert not any(box.covers(shape) for box in boxes for shape in shapes_of(members))


CENTRE_OF = {
    scale: Box(440 / scale, 440 / scale, 560 / scale, 560 / scale) for scale in (0.9, 1.15, 1.3)
}


def test_ways_to_write_a_name():
    assert whole("Ann") == [("Ann",)]
    assert whole("Jean next door") == [("Jean next door",), ("Jean", "next door")]
    assert shorter("Ann") == []
    assert [line for (line,) in shorter("Ann-Marie Smith")] == [
        "Ann-Marie Smi…",
        "Ann-Marie…",
        "Ann-Ma…",
        "Ann-…",
    ]


def test_no_name_is_cut_down_to_its_first_word():
    """ "Dr" or "Priya" alone would be somebody else."""
    ways = [line for name in REAL_NAMES for (line,) in shorter(name)]

    assert all(line.endswith("…") for line in ways)


def test_wide_letters_are_wider():
    assert width("WWW") > width("iii") > 0
    assert width("👩‍👩‍👧") == 3 * width("👩")
