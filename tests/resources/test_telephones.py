"""Telephone numbers as people type them. No database."""

import pytest

from resources import telephones


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("(01632) 960123", "01632 960123"),
        ("01632-960-123", "01632 960123"),
        ("1632960123", "01632 960123"),
        ("1632960123.0", "01632 960123"),
        ("1.632960123E+09", "01632 960123"),
        ("02380595000", "023 8059 5000"),
        ("+44 (0)23 8059 5000", "023 8059 5000"),
        ("0044 2380595000", "023 8059 5000"),
        ("442380595000", "023 8059 5000"),
        ("Tel: 023 8059 5000", "023 8059 5000"),
        ("Tel/Fax 023 8059 5000", "023 8059 5000"),
        ("023 8059 5000 x123", "023 8059 5000 ext 123"),
        ("023 8059 5000 extension 12", "023 8059 5000 ext 12"),
        ("07700900123", "07700 900123"),
        ("0800 1111", "0800 1111"),
        ("111", "111"),
        ("116 123", "116 123"),
        ("'01632 960123", "01632 960123"),
        ("Freephone 0808 157 0123", "0808 157 0123"),
        ("+353 1 234 5678", "+353 1 234 5678"),
    ],
)
def test_a_number_has_one_form_however_it_is_typed(written, kept):
    assert telephones.read(written) == ((kept,), "")
    assert telephones.tidy(written) == kept


@pytest.mark.parametrize("between", [" / ", " or ", "; ", ", ", " ", " and ", "\n"])
def test_two_in_a_cell_are_two(between):
    found = telephones.read(f"01632 960123{between}(01632) 960 124")
    assert found == (("01632 960123", "01632 960124"), "")


@pytest.mark.parametrize(
    ("written", "numbers", "more"),
    [
        ("023 8059 5000 (Mon-Fri only)", ("023 8059 5000",), "Mon-Fri only"),
        ("023 8059 5000 Fax 023 8059 5001", ("023 8059 5000",), "Fax 023 8059 5001"),
        ("T: 023 8059 5000 F: 023 8059 5001", ("023 8059 5000",), "F: 023 8059 5001"),
        ("01632 960O96", (), "01632 960O96"),
        ("Fax: 023 8059 5001", (), "Fax: 023 8059 5001"),
        ("Minicom 023 8059 5001", (), "Minicom 023 8059 5001"),
        ("0300 123 4567, option 2", ("0300 123 4567",), "option 2"),
    ],
)
def test_what_stands_beside_a_number_is_kept_and_a_fax_is_none(written, numbers, more):
    assert telephones.read(written) == (numbers, more)


@pytest.mark.parametrize(
    "written",
    [
        "ring us",
        "Tel 0",
        "(650) 780-7500",
        "01256 1234567890",
        "12",
        "02380",
        "2.38056E+09",
        "",
        "x\x00",
        "🙂",
        "9" * 500,
    ],
)
def test_what_is_no_number_here_stays_as_it_was(written):
    assert telephones.read(written).numbers == ()
    assert telephones.tidy(written) == written
