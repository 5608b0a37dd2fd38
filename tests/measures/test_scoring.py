"""What a measure scores, by its own rule. Without a database."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.json_files import JSONFileError
from measures import bank, scoring
from measures.management.commands.load_measures import DATA

UCLA = bank.read_measure(DATA / "ucla-3.json")
ONS4 = bank.read_measure(DATA / "ons-4.json")
RULE = UCLA["scores"][0]
LENIENT = {**RULE, "missing": 1}


def test_the_sum_of_its_items():
    answers = {"companionship": 1, "left-out": 2, "isolated": 3, "lonely": 5}
    assert [scoring.score(rule, answers).value for rule in UCLA["scores"]] == [6, 5]


def test_with_an_item_left_out_there_is_no_score():
    assert scoring.score(RULE, {"companionship": 1, "left-out": 2}).value is None


def test_where_the_rule_allows_it_the_mean_stands_for_what_is_missing():
    assert scoring.score(LENIENT, {"companionship": 1, "left-out": 2}).value == 4.5


def test_with_nothing_answered_there_is_no_score():
    assert scoring.score(LENIENT, {}).value is None


@given(st.lists(st.sampled_from([1, 2, 3]), min_size=3, max_size=3))
def test_a_score_lies_in_its_range(values):
    answers = dict(zip(RULE["items"], values, strict=True))
    value = scoring.score(RULE, answers).value
    assert value is not None
    assert 3 <= value <= 9


def test_a_change_is_told_only_of_what_was_answered_both_times():
    before = [scoring.score(rule, {"satisfied": 4, "happy": 2}) for rule in ONS4["scores"]]
    now = [scoring.score(rule, {"satisfied": 7, "anxious": 1}) for rule in ONS4["scores"]]
    assert scoring.changes(before, now) == [("Life satisfaction", 4, 7, 0, 10)]


def changed(**parts):
    return {**json.loads(json.dumps(UCLA)), **parts}


@pytest.mark.parametrize(
    "content, says",
    [
        ([], "must hold one object"),
        (changed(title=""), "title"),
        (changed(extra=1), "extra: there is no such part"),
        (changed(items=[]), "items"),
        (changed(items=[*UCLA["items"], UCLA["items"][0]]), "Two items have the same key."),
        (changed(scores=[{**RULE, "items": ["nobody"]}]), "there is no item nobody"),
        (changed(scores=[{**RULE, "range": [0, 9]}]), "reach from 3 to 9"),
        (changed(scores=[{**RULE, "missing": 3}]), "at least one item"),
    ],
)
def test_a_file_with_a_slip_is_refused(content, says):
    with pytest.raises(JSONFileError) as error:
        bank.parse_measure(content)
    assert says in str(error.value)


def test_a_file_that_is_no_json_is_refused(tmp_path):
    path = tmp_path / "measure.json"
    path.write_text("key,version")
    with pytest.raises(JSONFileError, match="not JSON in UTF-8"):
        bank.read_measure(path)
