"""Python and PostgreSQL at work at the same time."""

import sys
from collections.abc import Iterator
from threading import Event, get_ident

import pytest

from resources.intake.beside import DatabaseAskedError, one_ahead, without_database, work_ahead
from resources.models import Provider


def test_the_next_is_made_while_one_is_worked_with() -> None:
    made = [Event(), Event(), Event()]

    def items() -> Iterator[int]:
        for number, event in enumerate(made):
            event.set()
            yield number

    found = one_ahead(items())
    assert next(found) == 0
    assert made[1].wait(10)
    assert list(found) == [1, 2]


def test_what_goes_wrong_is_raised_where_its_turn_is() -> None:
    def items() -> Iterator[str]:
        yield "first"
        raise ValueError("second")

    found = one_ahead(items())
    assert next(found) == "first"
    with pytest.raises(ValueError, match="second"):
        next(found)


def test_the_next_is_worked_on_while_a_result_is_used() -> None:
    used, here = Event(), get_ident()
    made_in: list[int] = []

    def items() -> Iterator[int]:
        for number in range(2):
            made_in.append(get_ident())
            yield number

    def work(number: int) -> tuple[int, bool]:
        return number, number == 0 or used.wait(10)

    results = work_ahead(work, items())
    assert next(results) == (0, True)
    used.set()  # the second waits for it, and the first result came all the same
    assert list(results) == [(1, True)]
    assert made_in == [here, here]


def test_what_goes_wrong_with_one_is_raised_where_its_turn_is() -> None:
    results = work_ahead(lambda number: 1 / number, [1, 0, 1])
    assert next(results) == 1
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_threads_take_their_turns_as_before_when_it_is_done() -> None:
    usual = sys.getswitchinterval()
    results = work_ahead(str, [1, 2])
    next(results)
    assert sys.getswitchinterval() < usual
    results.close()  # type: ignore[attr-defined]
    assert sys.getswitchinterval() == usual


@pytest.mark.django_db
def test_the_database_is_not_asked_where_it_may_not_be() -> None:
    with without_database(), pytest.raises(DatabaseAskedError):
        Provider.objects.count()
    assert Provider.objects.count() == 0
