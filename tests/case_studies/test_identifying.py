"""No name, place or number of the person gets into a case study: the rule, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_studies.identifying import Name, capitalised, find

STORED = [
    Name("Zebedee", "map"),
    Name("Anne-Marie O’Brien", "map"),
    Name("Søren Łukasz", "map"),
    Name("Zoë", "map"),
    Name("Will", "map"),
    Name("James", "map"),
    Name("Mum", "map"),
    Name("Sister Agnes", "map"),
    Name("Annmarie", "map"),
    Name("Carol from singing", "map"),
    Name("grace next door", "map"),
    Name("Singing group", "map", strict=False),
    Name("SO17 1BJ", "home"),
    Name("1948", "home"),
    Name("Solent Strollers", "plan", strict=False),
    Name("Tea and Talk at the Hub", "plan", strict=False),
]


def typed(text: str) -> list[str]:
    return [one.typed for one in find(text, STORED)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She sees Zebedee again.", ["Zebedee"]),
        ("at zebedee’s house", ["zebedee’s"]),
        ("at ZEBEDEE'S", ["ZEBEDEE'S"]),
        ("the Zebedees’ house", ["Zebedees"]),
        ("with James’s dog", ["James’s"]),
        ("with James' dog", ["James"]),
        ("her friend Zoe", ["Zoe"]),
        ("her friend Zoë’s", ["Zoë’s"]),  # with a combining mark
        ("her friend ZOE", ["ZOE"]),
        ("anne rang", ["anne"]),
        ("Marie rang", ["Marie"]),
        ("Mrs OBrien rang", ["OBrien"]),
        ("Mrs O'Brien rang", ["O'Brien"]),
        ("Soren and lukasz", ["Soren", "lukasz"]),
        ("Zeb\u200bedee", ["Zebedee"]),
        ("Ann Marie came", ["Ann Marie", "Marie"]),
        ("since the move to SO17", ["SO17"]),
        ("since the move to so 17", ["so 17"]),
        ("born in 1948", ["1948"]),
        ("Agnes visits", ["Agnes"]),
        ("the strollers", ["strollers"]),
        ("Her life by the solent", ["solent"]),
        ("They met at the Hub", ["Hub"]),
        ("Then Will came", ["Will"]),
        ("Will came", ["Will"]),
        ("with Grace", ["Grace"]),
        ("Carol rang", ["Carol"]),
        ("to her Singing", ["Singing"]),
        ("ring 01632 960 111", ["01632 960 111"]),
        ("write to peg@home.example", ["peg@home.example"]),
        ("near EH1 1YZ", ["EH1 1YZ"]),
        ("on www.strollers.example/now", ["www.strollers.example/now", "strollers"]),
    ],
)
def test_what_tells_who_or_where_is_found(text, found):
    assert typed(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "She will come, and her mum and a sister of hers too.",
        "They talk over tea at the hub of it all.",
        "Talk helped.",
        "Singing helped. She sings with a singing group next door.",
        "After 3 months she walks for 45 minutes, 2 times a week.",
        "A man of 76 with two or 3 friends",
    ],
)
def test_ordinary_words_are_no_names(text):
    assert typed(text) == []


LETTERS = st.text(st.characters(categories=("Lu", "Ll")), min_size=4, max_size=12)


@given(name=LETTERS, before=st.sampled_from(["", "with ", "“", "(", "x-"]))
@pytest.mark.parametrize("after", ["", "'s", "’s", ".", ", too", "-x", "\u200b"])
def test_any_name_is_found_however_it_stands(name, before, after):
    assert find(f"{before}{name}{after}", [Name(name, "map")], frozenset()) != [] or (
        not name[0].isupper()  # an ordinary word, written as one
    )


def test_of_free_text_the_names_in_sentences_are_taken():
    assert capitalised("She has a daughter, Susan. On Monday Harold Bean rings.") == (
        "Susan Harold Bean"
    )
