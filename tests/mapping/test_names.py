"""How members are called in what is exported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.spreadsheets import one_line
from mapping.forms import plain
from mapping.names import Naming, initials, shown


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Ann", "A"),
        ("ann smith", "AS"),
        ("Mary-Jane O'Neill", "MO"),
        ("The Tuesday lunch club", "TTL"),
        ("🐶", "🐶"),
        ("🐶 Rex", "R"),
        ("👩‍👩‍👧 family", "F"),
        ("👩‍👩‍👧👍🏽", "👩‍👩‍👧"),
        ("👍🏽", "👍🏽"),
        ("🇬🇧🇫🇷", "🇬🇧"),
        ("=1+2", "1"),
        ("ßen", "ß"),
        ("Zoë", "Z"),
        ("李雷", "李"),
    ],
)
def test_initials(name, short):
    assert initials(name) == short


def test_what_no_file_can_hold_is_left_out():
    assert one_line("A\x00n\x07n\ufffe \ud800 x\t\ny") == "Ann x y"


@given(st.text())
def test_a_name_is_shown_in_one_line(name):
    for naming in Naming:
        assert len(shown(name, naming).splitlines()) <= 1


@given(st.text(min_size=1).filter(one_line))
def test_whoever_has_a_name_has_initials(name):
    assert initials(name) != ""


def test_a_name_turns_no_words_round_and_keeps_its_own_direction():
    assert plain("\u202eAnn\u2066 \x00Lee") == "Ann Lee"
    assert plain("مريم") == "مريم"
    assert plain("👩‍👩‍👧 Nan") == "👩‍👩‍👧 Nan"
