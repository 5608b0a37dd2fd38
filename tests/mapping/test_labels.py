"""Names in a picture that the server draws keep clear of each other and of the shapes."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from mapping import rings
from mapping.labels import SHAPE, Box, lay_out, place, shorter, width

NAMES = st.text("abcdeilmnorst AW🐶", min_size=1, max_size=40)
CENTRE = Box(400, 400, 600, 600)


def box_of(x, y, label):
    wide = width(label.text)
    left, top = x + label.x - wide / 2, y + label.y - 16
    return Box(left, top, left + wide, top + 21)


@given(st.lists(NAMES, max_size=12))
def test_labels_of_members_far_apart_cover_nothing(names):
    points = [(140 + 180 * (n % 4), 100 + 300 * (n // 4)) for n in range(len(names))]
    members = [(x, y, name) for (x, y), name in zip(points, names, strict=True)]

    labels = lay_out(members, 1000, [])

    boxes = [box_of(x, y, label) for (x, y, _), label in zip(members, labels, strict=True)]
    shapes = [Box(-SHAPE, -SHAPE, SHAPE, SHAPE).at(x, y) for x, y, _ in members]
    assert not any(a.covers(b) for a, b in itertools.combinations(boxes, 2))
    assert not any(box.covers(shape) for box in boxes for shape in shapes)


def test_a_name_goes_below_unless_something_is_there():
    (alone,) = lay_out([(500, 200, "Ann")], 1000, [])
    (crowded,) = lay_out([(500, 200, "Ann")], 1000, [Box(400, 220, 600, 250)])

    assert (alone.text, alone.x, alone.y) == ("Ann", 0, 35)
    assert (crowded.text, crowded.x, crowded.y) == ("Ann", 0, -24)


def test_a_long_name_is_shortened_where_it_does_not_fit():
    walls = [Box(0, 0, 450, 1000), Box(550, 0, 1000, 1000)]

    label, _ = place(500, 500, "Bartholomew Cubbins", walls, Box(0, 0, 1000, 1000))

    assert label.text == "Bartho…"


def test_sixty_members_all_have_a_label():
    points: list[rings.Point] = []
    for ring, count in ((1, 10), (2, 20), (3, 30)):
        for _ in range(count):
            points.append(rings.spread(ring, points))

    labels = lay_out([(x, y, "Margaret") for x, y in points], 1000, [CENTRE])

    assert len(labels) == 60
    assert all(label.text for label in labels)


def test_shorter_ways_to_write_a_name():
    assert list(shorter("Ann")) == ["Ann"]
    assert list(shorter("Ann-Marie Smith")) == [
        "Ann-Marie Smith",
        "Ann-Marie",
        "Ann-Marie Smi…",
        "Ann-Marie…",
        "Ann-Ma…",
        "Ann-…",
        "An…",
    ]


def test_the_is_no_way_to_write_a_name():
    assert "The" not in shorter("The wardens of the church")


def test_wide_letters_are_wider():
    assert width("WWW") > width("iii") > 0
    assert width("👩‍👩‍👧") == 3 * width("👩")
