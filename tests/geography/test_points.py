"""Points from elsewhere: what is taken, and what is refused with which words. No database."""

import pytest

from geography import points


def rounded(point) -> tuple[float, float]:
    return (round(point.y, 3), round(point.x, 3))


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (50.92, -1.39),  # Southampton
        (60.80, -0.80),  # Unst
        (57.81, -8.57),  # St Kilda
        (54.60, -5.92),  # Belfast
        (55.00, -7.32),  # Derry, west of the river
        (54.48, -8.10),  # Belleek
        (54.07, -6.61),  # Crossmaglen
        (49.19, -2.11),  # Jersey
        (49.72, -2.20),  # Alderney
        (54.15, -4.48),  # Douglas
        (49.91, -6.31),  # St Mary's
    ],
)
def test_what_lies_in_the_kingdom_or_its_islands_is_taken(latitude, longitude):
    assert rounded(points.at(latitude, longitude)) == (latitude, longitude)


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [
        (-1.39, 50.92, "look swapped"),
        (0, 0, "in the sea off Africa"),
        (442000, 113000, "look like an easting and a northing"),
        (40.7, -74.0, "is not in the United Kingdom"),
        (53.35, -6.26, "is not in the United Kingdom"),  # Dublin
        (54.00, -6.40, "is not in the United Kingdom"),  # Dundalk
        (54.95, -7.73, "is not in the United Kingdom"),  # Letterkenny
        (50.95, 1.85, "is not in the United Kingdom"),  # Calais
        (49.64, -1.62, "is not in the United Kingdom"),  # Cherbourg
        (float("inf"), 0, "is not in the United Kingdom"),
        (float("nan"), float("nan"), "is not in the United Kingdom"),
    ],
)
def test_what_lies_elsewhere_is_refused_in_words(latitude, longitude, words):
    with pytest.raises(points.PointError, match=words):
        points.at(latitude, longitude)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("N50.92", "W1.39"), ("50,92", "-1,39"), ("50°55'12\"N", "1°23'24\"W"), ("50.92", ""),
     ("", "1")],
)  # fmt: skip
def test_degrees_that_are_no_numbers_are_refused(latitude, longitude):
    with pytest.raises(points.PointError, match="degrees are written like"):
        points.read_degrees(latitude, longitude)


def test_two_empty_texts_are_no_point():
    assert (points.read_degrees(" ", ""), points.read_grid("", ""), points.read_pair(" ")) == (
        None,
    ) * 3


def test_eastings_and_northings_are_metres_of_the_british_grid():
    # the check point of Ordnance Survey's guide, Caister Water Tower: within its datum's few metres
    assert rounded(points.read_grid("651409.903", "313177.270")) == (52.658, 1.716)
    assert rounded(points.read_grid("442500", "112500")) == (50.910, -1.397)


def test_beside_a_postcode_of_northern_ireland_they_are_of_the_irish_grid():
    grid = points.grid_of(" bt1 5gs")
    assert rounded(points.read_grid("333800", "374100", grid)) == (54.597, -5.931)
    assert rounded(points.read_pair("333800, 374100", grid)) == (54.597, -5.931)
    assert points.grid_of("SO17 1BJ") == points.BRITISH_GRID


@pytest.mark.parametrize(
    ("easting", "northing", "words"),
    [
        ("50.92", "-1.39", "look like degrees"),
        ("112500", "442500000", "is not in the United Kingdom"),
        ("600000", "20000", "is not in the United Kingdom"),
        ("x", "112500", "metres are written like"),
    ],
)
def test_a_grid_point_that_is_none_is_refused(easting, northing, words):
    with pytest.raises(points.PointError, match=words):
        points.read_grid(easting, northing)


@pytest.mark.parametrize(
    "written",
    [
        "50.910, -1.397", "50.910 -1.397", "(50.910,-1.397)", "[-1.397, 50.910]", "50.910;-1.397",
        "POINT (-1.397 50.910)", "SRID=4326;POINT(-1.397 50.910)", "442500, 112500", "SU 424 124",
        "su4212", "50°54'36\"N 1°23'49\"W", "50° 54.6' N, 1° 23.82' W",
    ],
)  # fmt: skip
def test_a_pair_in_one_text_is_read_in_whichever_order_it_is(written):
    latitude, longitude = rounded(points.read_pair(written))
    assert (abs(latitude - 50.910) < 0.002, abs(longitude + 1.397) < 0.002) == (True, True)


@pytest.mark.parametrize("written", ["50,92", "somewhere", "SU 4", "SU 42 1", "1 2 3", "40.7,-74"])
def test_a_pair_that_is_none_is_refused(written):
    with pytest.raises(points.PointError, match="was left out"):
        points.read_pair(written)


def test_a_point_far_from_its_postcodes_own_is_another_places():
    southampton, edinburgh = points.at(50.9341, -1.3957), points.at(55.95, -3.19)
    assert points.is_far(edinburgh, southampton)
    assert not points.is_far(points.at(50.95, -1.40), southampton)
    words = points.far_words(edinburgh, southampton, "SO17 1BJ")
    assert words.startswith("Its point is 355 miles from SO17 1BJ: the postcode was taken.")
