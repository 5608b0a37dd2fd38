import pytest

from facilitation.phrases import in_sentence


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Sibling", "sibling"),
        ("A donation", "a donation"),
        ("GP", "GP"),
        ("NHS funded", "NHS funded"),
        ("Parkinson's, MS or other nerve problems", "Parkinson's, MS or other nerve problems"),
        ("£2, first visit free", "£2, first visit free"),
        ("", ""),
    ],
)
def test_words_inside_a_sentence(words, expected):
    assert in_sentence(words) == expected
