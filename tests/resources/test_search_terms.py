"""What is typed into a search, in the form in which it is looked for. No database."""

import pytest

from resources.search_terms import MOST_TERMS, plain, terms


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Men’s Café", "mens cafe"),
        ("MEN'S CAFE", "mens cafe"),
        ("Men`s Cafe\u0301", "mens cafe"),
        ("drop-in", "drop in"),
        ("Drop–in / drop—in", "drop in drop in"),
        ("T'ai Chi (50+)", "tai chi 50"),
        ("Łódź and Ørsted", "lodz and orsted"),
        ("ﬁtness ½ hour", "fitness 1 2 hour"),
        ("Ελλάδα", "ελλαδα"),
        ("50% off_lunch", "50 off lunch"),
        ("\x00\n🫖", ""),
    ],
)
def test_accents_apostrophes_and_dashes_make_no_difference(written, kept):
    assert plain(written) == kept


@pytest.mark.parametrize(
    ("typed", "looked_for"),
    [
        ("SO171BJ", ["so171bj"]),
        ("so17 1bj", ["so171bj"]),
        ("Tea, SO17  1BJ", ["tea", "so171bj"]),
        ("SO17", ["so17"]),
        ("01632960123", ["01632960123"]),
        ("(01632) 960-123", ["01632960123"]),
        ("+44 (0)1632 960123", ["01632960123"]),
        ("Choir 01632 960 123 ext 4", ["choir", "01632960123"]),
        ("960123", ["960123"]),
        ("tea tea", ["tea"]),
        ("'); DROP TABLE", ["drop", "table"]),
        ("a:* & !b | <-> \\", ["a", "b"]),
        ("%", []),
    ],
)
def test_words_postcodes_and_telephone_numbers_are_one_term_each(typed, looked_for):
    assert terms(typed) == looked_for


def test_nobody_looks_for_a_whole_page():
    assert len(terms(" ".join(f"word{n}" for n in range(100)))) == MOST_TERMS
