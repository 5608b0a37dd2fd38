"""The item bank is a file. Loading it again changes nothing; what was answered never changes."""

import json

import pytest
from django.core.management import CommandError, call_command

from preferences.bank import BankError, parse_bank
from preferences.models import Answer, Interest, Item, Questionnaire

ITEM = {
    "text": "I like boats",
    "category": "Activities",
    "interests": ["Boats", "Social clubs"],
    "provenance": "L",
    "because": "you like boats",
}
BANK = {
    "version": "2",
    "language": "en-gb",
    "title": "Likes",
    "answers": {"yes": "Yes please", "not_now": "No thank you"},
    "items": [ITEM],
}


@pytest.fixture
def load(tmp_path):
    def load(bank) -> None:
        file = tmp_path / "bank.json"
        file.write_text(bank if isinstance(bank, str) else json.dumps(bank), encoding="utf-8")
        call_command("load_item_bank", file, verbosity=0)

    return load


def changed(**fields) -> dict:
    return {**BANK, "items": [{**ITEM, **fields}]}


def test_the_bank_of_genie_has_the_published_items(item_bank):
    items = list(item_bank.items.prefetch_related("interests"))

    assert [item.number for item in items] == list(range(1, 14))
    assert [item.number for item in items if item.provenance == "D"] == [12, 13]
    assert items[4].text == "I would like to get fitter"
    assert items[4].because == "you'd like to get fitter"
    assert [interest.pk for interest in items[4].interests.all()] == [
        "fitness-and-exercise",
        "swimming",
        "walking-and-outdoor-activities",
    ]
    assert Interest.objects.count() == 19
    assert list(item_bank.labels.values()) == ["Yes", "Maybe", "Not now"]


def test_loading_it_again_changes_nothing(item_bank):
    before = list(Item.objects.values_list("pk", flat=True))

    call_command("load_item_bank", verbosity=0)

    assert list(Item.objects.values_list("pk", flat=True)) == before
    assert Questionnaire.objects.get().published_at == item_bank.published_at


def test_a_licensed_bank_is_published_beside_the_old_one(item_bank, load):
    load(BANK)

    current = Questionnaire.objects.current()
    assert current is not None
    assert str(current) == "Likes 2"
    assert list(current.labels.values()) == ["Yes please", "No thank you"]
    assert Interest.objects.get(name="Boats").slug == "boats"
    assert Interest.objects.count() == 20
    assert item_bank.items.count() == 13


def test_a_version_nobody_has_answered_can_be_corrected(item_bank, load):
    load(BANK)

    load(changed(text="I like ships"))

    assert Questionnaire.objects.get(version="2").items.get().text == "I like ships"


def test_a_version_that_was_answered_never_changes(item_bank, load, session):
    load(BANK)
    item = Item.objects.get(text="I like boats")
    Answer.objects.create(session=session, item=item, choice="yes")

    load(BANK)
    with pytest.raises(CommandError, match="Version 2 has been answered, so it never changes"):
        load(changed(text="I like ships"))

    assert Item.objects.get(questionnaire__version="2") == item


def test_an_interest_keeps_its_name_for_the_versions_that_showed_it(item_bank, load):
    load(changed(interests=["SWIMMING"]))

    assert Interest.objects.get(slug="swimming").name == "Swimming"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "must hold one object"),
        ("{}", "items: give a list of 1 to 100 items"),
    ],
)
def test_a_file_of_the_wrong_shape_is_refused_whole(db, load, text, message):
    with pytest.raises(CommandError, match=message):
        load(text)

    assert Questionnaire.objects.count() == 0


def test_a_file_that_is_not_there(db):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("load_item_bank", "nowhere.json")


def test_latin_1_is_refused(db, tmp_path):
    file = tmp_path / "bank.json"
    file.write_bytes(json.dumps(changed(text="Café"), ensure_ascii=False).encode("latin-1"))

    with pytest.raises(CommandError, match="not JSON in UTF-8"):
        call_command("load_item_bank", file)


def test_every_problem_is_named_with_its_item():
    with pytest.raises(BankError) as caught:
        parse_bank(
            {
                **BANK,
                "version": 2,
                "answers": None,
                "items": [
                    ITEM,
                    "text",
                    {**ITEM, "text": "x" * 301, "because": "nul\0", "provenance": "X"},
                    {**ITEM, "interests": []},
                    {**ITEM, "interests": ["Boats", "boats"]},
                    {**ITEM, "interests": [3]},
                ],
            }
        )

    places = [problem.rpartition(": ")[0] for problem in caught.value.problems]
    assert places == [
        "version",
        "answers: yes",
        "answers: not_now",
        "item 2: text",
        "item 2: category",
        "item 2: interests",
        "item 2: provenance",
        "item 2: because",
        "item 3: text",
        "item 3: provenance",
        "item 3: because",
        "item 4: interests",
        "item 5: interests",
        "item 6: interests",
    ]


def test_an_item_may_have_words_of_its_own_for_the_answers(item_bank):
    caring, fitter = (item_bank.items.get(number=number) for number in (7, 5))

    assert list(caring.labels.values()) == ["Yes", "Sometimes", "No"]
    assert fitter.labels == item_bank.labels


def test_words_of_its_own_of_the_wrong_shape_are_named():
    bank = {
        "version": "1",
        "language": "en-gb",
        "title": "T",
        "answers": {"yes": "Yes", "not_now": "No"},
        "items": [
            {
                "text": "A",
                "category": "B",
                "interests": ["C"],
                "provenance": "D",
                "because": "e",
                "answers": ["Yes"],
            }
        ],
    }

    with pytest.raises(BankError) as raised:
        parse_bank(bank)

    assert raised.value.problems == ("item 1: answers: Give an object with yes, maybe or not_now.",)
