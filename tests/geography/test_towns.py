"""A home without a locatable postcode is found by its town."""

import pytest

from geography.towns import find_town


def names(text):
    return [town.name for town in find_town(text)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("St Helier", "St Helier, Jersey"),
        ("saint helier", "St Helier, Jersey"),
        ("st. peter port", "St Peter Port, Guernsey"),
        ("Douglas", "Douglas, Isle of Man"),
        ("SOUTHAMPTON", "Southampton"),
        ("Newport, Isle of Wight", "Newport, Isle of Wight"),
        ("Southamton", "Southampton"),
        ("ryd", "Ryde, Isle of Wight"),
    ],
)
def test_the_town_meant_comes_first(typed, first):
    assert names(typed)[0] == first


def test_towns_of_one_name_are_told_apart_by_their_area():
    assert names("newport")[:2] == ["Newport", "Newport, Isle of Wight"]


def test_the_point_is_the_towns_centre():
    point = find_town("St Helier")[0].point
    assert (point.y, point.x, point.srid) == (49.188, -2.1049, 4326)


@pytest.mark.parametrize("typed", ["", "  ", "!!", "\x00", "🙂", "qqqqqq", "x" * 5000])
def test_nothing_is_found_for_nonsense(typed):
    assert names(typed) == []


def test_at_most_eight_are_offered():
    assert len(names("s")) == 8


def test_of_towns_of_one_name_the_one_that_is_asked_for_comes_first():
    def southerly(point):
        return -point.y

    assert names("Shirley")[0] == "Shirley, Solihull"
    nearest = find_town("Shirley", near=southerly)
    assert [town.name for town in nearest][:2] == ["Shirley, Southampton", "Shirley, Croydon"]
