"""Reading what people type for a postcode."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geography import postcodes


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("SO17 1BJ", "SO171BJ"),
        ("so171bj", "SO171BJ"),
        ("  S O 1 7 1 b j ", "SO171BJ"),
        ("SO17-1BJ.", "SO171BJ"),
        ("SO17\u00a01BJ", "SO171BJ"),
        ("M1 1AA", "M11AA"),
        ("SW1A 1AA", "SW1A1AA"),
        ("W1A 1HQ", "W1A1HQ"),
        ("W1V 4AA", "W1V4AA"),
        ("NPT 0AD", "NPT0AD"),
        ("GIR 0AA", "GIR0AA"),
        ("JE2 3AB", "JE23AB"),
    ],
)
def test_any_case_and_spacing_is_read(typed, read):
    assert postcodes.parse(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [("S017 1BJ", "SO171BJ"), ("SO17 IBJ", "SO171BJ"), ("SWIA OAA", "SW1A0AA")],
)
def test_letters_typed_for_digits_are_put_right(typed, read):
    assert postcodes.parse(typed) == read


@pytest.mark.parametrize(
    "typed",
    ["", " ", "SO17", "SO17 1B", "SO17 1BJX", "1BJ SO17", "hello", "QQ1 1AA", "SO17 1CI", "\x00",
     "🙂", "<b>SO17</b>", "SO17 1BJ" * 40, "0" * 300],
)  # fmt: skip
def test_anything_else_is_malformed(typed):
    with pytest.raises(postcodes.MalformedPostcodeError):
        postcodes.parse(typed)


@given(st.from_regex(postcodes.POSTCODE, fullmatch=True))
def test_a_postcode_is_never_read_as_another(code):
    assert postcodes.parse(postcodes.spaced(code)) == code


@given(st.text())
def test_no_text_does_worse_than_malformed(text):
    try:
        code = postcodes.parse(text)
    except postcodes.MalformedPostcodeError:
        return
    assert postcodes.POSTCODE.fullmatch(code)


def test_taken_apart():
    assert postcodes.spaced("SO171BJ") == "SO17 1BJ"
    assert postcodes.district("SO171BJ") == "SO17"


@pytest.mark.parametrize(("typed", "meant"), [("Y01 7FR", "YO1 7FR"), ("p01 2ab", "PO1 2AB")])
def test_a_zero_for_the_second_letter_is_asked_about_and_not_changed(typed, meant):
    with pytest.raises(postcodes.MalformedPostcodeError) as raised:
        postcodes.parse(typed)

    assert raised.value.meant == meant
