"""Merging two changes, and what can be undone; the table is tests/js/changes.test.js's too."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from mapping.changes import merge, stacks

CASES = json.loads((Path(__file__).parent / "changes_cases.json").read_text())
ANN = CASES["ann"]


def state(part):
    return None if part is None else {**ANN, **part}


@pytest.mark.parametrize("case", CASES["merge"], ids=lambda case: case["why"])
def test_merging(case):
    merged = merge(state(case["current"]), state(case["before"]), state(case["after"]))

    assert merged == (state(case["state"]), case["overlaps"])


class Step(NamedTuple):
    pk: str
    kind: str
    of: str | None


def step(words):
    kind, _, of = words.rpartition(" ")
    return Step(words if kind else of, kind or "do", of if kind else None)


@pytest.mark.parametrize("case", CASES["stacks"], ids=lambda case: ", ".join(case["log"]))
def test_what_can_be_undone_and_redone(case):
    undoable, redoable = stacks([step(words) for words in case["log"]])

    assert [each.pk for each in undoable] == case["undoable"]
    assert [each.pk for each in redoable] == case["redoable"]
