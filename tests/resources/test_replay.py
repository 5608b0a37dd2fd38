"""Which changes of an entry were made in one go."""

import datetime as dt
from uuid import UUID

from resources.history.replay import Happening, in_one_go

SAVE, ANOTHER = UUID(int=1), UUID(int=2)


def happening(second: float, go: UUID | None = None) -> Happening:
    at = dt.datetime(2026, 11, 29, 9, tzinfo=dt.UTC) + dt.timedelta(seconds=second)
    return Happening(at=at, go=go, context={}, part="entry", key=None, row={})


def test_what_nobody_signed_is_told_apart_by_a_pause_and_not_by_the_clock():
    begun, ended, later = happening(0.95), happening(1.05), happening(2.5)

    assert list(in_one_go([begun, ended, later])) == [[begun, ended], [later]]


def test_two_saves_at_the_same_moment_are_two_and_a_long_one_is_one():
    first, second, long_after = happening(0, SAVE), happening(0, ANOTHER), happening(9, ANOTHER)

    assert list(in_one_go([first, second, long_after])) == [[first], [second, long_after]]


def test_what_nobody_signed_is_no_part_of_a_save():
    assert len(list(in_one_go([happening(0), happening(0, SAVE), happening(0)]))) == 3
    assert list(in_one_go([])) == []
