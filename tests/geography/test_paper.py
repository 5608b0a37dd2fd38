"""The map for paper: everything that is pinned is in sight, and streets where there are some."""

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from geography.paper import EDGE, HEIGHT, WIDTH, Pin, frame_of, paper_map
from tests.geography.basemap_file import SCHEMES, write_basemap
from tests.postcode_rows import create_postcodes

HERE = (50.9341, -1.39571)
SPOTS = st.tuples(st.floats(49.9, 60.8), st.floats(-8, 1.7))


@given(st.lists(SPOTS, min_size=1, max_size=3))
def test_every_pin_is_in_sight(spots):
    frame = frame_of(spots)

    for x, y in map(frame.place, spots):
        assert EDGE - 1 <= x <= WIDTH - EDGE + 1
        assert EDGE - 1 <= y <= HEIGHT - EDGE + 1


@pytest.fixture
def basemap(tmp_path, settings, db):
    create_postcodes()

    def make(scheme):
        settings.GENIE_BASEMAP = str(write_basemap(tmp_path / "streets.pmtiles", scheme))
        settings.BASEMAP_RENDERER = "npm/renderer.js"

    return make


def drawn(pins) -> str:
    return render_to_string("geography/paper.svg", {"map": paper_map(pins), "title": "1: Club"})


@pytest.mark.parametrize("scheme", SCHEMES)
def test_streets_of_any_scheme_are_drawn_and_named(basemap, scheme):
    basemap(scheme)

    found = paper_map([Pin(HERE, "1")])

    assert (found["dots"], bool(found["streets"])) == ("", True)
    kinds = ("minor", "main", "rail", "water")
    assert [kind for kind in kinds if not found["streets"][kind]] == []
    assert {"Made-up Road", "The Avenue"} <= {one["name"] for one in found["streets"]["names"]}
    svg = drawn([Pin(HERE, "1")])
    assert ("© Nobody &amp; sons" in svg, "Made-up Road" in svg) == (True, True)


def test_where_the_file_has_nothing_the_dots_are_drawn(basemap):
    basemap("protomaps")

    assert paper_map([Pin((50.7006, -1.2908), "1")])["streets"] is None


def test_without_a_file_every_postcode_is_a_dot(db):
    create_postcodes()

    found = paper_map([Pin(HERE, "1")])

    assert (found["streets"], found["dots"][:1]) == (None, "M")
    assert "<title>1: Club</title>" in drawn([Pin(HERE, "1")])


@pytest.mark.parametrize("spot", [(50.9341, -1.39571), (60.15, -1.15), (49.95, -6.3)])
def test_a_map_of_one_spot_has_a_scale_that_fits(db, spot):
    scale = paper_map([Pin(spot, "1")])["scale"]

    assert 0 < scale["length"] <= WIDTH / 3
