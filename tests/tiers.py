"""Which of several values every run tries, and which `script/test --full` only (docs/adr/0065)."""

from typing import Any

import pytest
from hypothesis import settings


def tried(*values: Any, in_full: list[Any]) -> list[Any]:
    """For `pytest.mark.parametrize`, of one name: `values`, and those only tried `in_full`.

    Every run tries one of a kind, the one most likely to go wrong: a phone rather than a tablet,
    forced colours rather than dark ones, somebody of another organisation rather than a colleague.
    """
    return [*values, *(pytest.param(value, marks=pytest.mark.full) for value in in_full)]


def only_in_full(*rows: tuple[Any, ...]) -> list[Any]:
    """The same of several names: rows that `script/test --full` only tries."""
    return [pytest.param(*row, marks=pytest.mark.full) for row in rows]


def examples(*, in_full: int) -> int:
    """How many examples hypothesis makes up, where its own number of them takes too long: a quarter
    of `in_full` in other runs, as of its own number (see tests/conftest.py)."""
    return max(1, in_full * settings().max_examples // 100)
