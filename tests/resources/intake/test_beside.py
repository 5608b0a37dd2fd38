"""Python and PostgreSQL at work at the same time."""

from collections.abc import Iterator
from threading import Event

import pytest
from django.db import DataError, connection, transaction

from resources.intake.beside import Copying, TakenError, one_ahead
from resources.models import Provider, ProviderEvent


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


@pytest.mark.django_db
def test_what_is_copied_is_there_at_the_end_with_its_history() -> None:
    some, others = ([Provider(name=f"{part}{n}") for n in range(3)] for part in "ab")
    with Copying() as copying:
        copying.insert(some)
        copying.insert(others)
    ids = {one.pk for one in [*some, *others]}
    assert set(Provider.objects.values_list("pk", flat=True)) >= ids
    assert set(ProviderEvent.objects.values_list("pgh_obj_id", flat=True)) >= ids


@pytest.mark.django_db
def test_nobody_else_uses_the_connection_meanwhile() -> None:
    with Copying(), pytest.raises(TakenError):
        Provider.objects.count()
    assert connection.is_usable()


@pytest.mark.django_db
def test_what_the_database_refuses_is_raised_at_the_end() -> None:
    with pytest.raises(DataError), transaction.atomic(), Copying() as copying:
        copying.insert([Provider(name="x" * 201)])
        copying.insert([Provider(name="Right")])
    assert not Provider.objects.filter(name="Right").exists()
