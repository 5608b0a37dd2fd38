"""The score of a measure, as a pure rule.

A score is the sum of its items' values. With more items missing than its rule allows there is no
score; with fewer, the missing ones count as the mean of those that were answered (person-mean
substitution, the usual rule where a measure's manual allows any).
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

Answers = Mapping[str, int]  # item's key: value


class Score(NamedTuple):
    key: str
    title: str
    value: float | None  # None: too much was left out
    lowest: int
    highest: int
    higher: str  # what a higher value means, in a few words


def score(rule: Mapping[str, Any], answers: Answers) -> Score:
    """One score of a measure. `rule` is one of the `scores` of its file (see `measures.bank`)."""
    given = [answers[item] for item in rule["items"] if item in answers]
    lowest, highest = rule["range"]
    value = total(given, len(rule["items"]), rule["missing"])
    return Score(rule["key"], rule["title"], value, lowest, highest, rule["higher"])


def total(given: Sequence[int], asked: int, may_miss: int) -> float | None:
    if not given or asked - len(given) > may_miss:
        return None
    return round(sum(given) * asked / len(given), 2)


class Change(NamedTuple):
    """The same score twice. No word on whether it is better: that is not for us to say."""

    title: str
    before: float
    now: float
    lowest: int
    highest: int


def changes(before: Sequence[Score], now: Sequence[Score]) -> list[Change]:
    """Of every score that there is both times."""
    earlier = {one.key: one.value for one in before}
    found = []
    for one in now:
        then = earlier.get(one.key)
        if one.value is not None and then is not None:
            found.append(Change(one.title, then, one.value, one.lowest, one.highest))
    return found
