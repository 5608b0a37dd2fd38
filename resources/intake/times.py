"""When an entry from elsewhere happens."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from recurrence.vocabulary import Frequency
from resources.forms.times import RULE_FIELDS, ScheduleForm
from resources.intake import marks
from resources.intake.bulk import new_row
from resources.intake.comparing import Compared
from resources.intake.entries import Entry, EntryError
from resources.intake.validation import messages
from resources.intake.writes import Writes
from resources.models import Resource, Schedule

Facts = dict[str, Any]  # of a Schedule, but for its place and whose it is
Time = tuple[Facts, int | None]  # and the number of its place


def save_times(
    writes: Writes, entry: Entry, compared: Compared, *, places: Sequence[UUID | None]
) -> bool:
    """Replace the regular times, if the source changed them. `places` are those of the entry, in
    its order. What is to be saved is put into `writes`."""
    resource = writes.resource
    wanted = to_schedules(entry.times or [], resource, places)
    now = {marks.TIMES: marks.of_times(wanted)}
    if resource._state.adding:
        compared.said |= now
        writes.times = wanted
        return bool(wanted)
    ours = {marks.TIMES: marks.of_times(resource.schedules.all())}
    if marks.TIMES not in compared.fields(now, ours, {marks.TIMES: entry.times}):
        return False
    writes.times = wanted
    return True


def to_schedules(
    times: Sequence[Facts], resource: Resource, places: Sequence[UUID | None]
) -> list[Schedule]:
    """The regular times, each once, not saved. One of a place that was not kept is not kept
    either. Raises EntryError."""
    return schedules(checked(times), resource, places)


def checked(times: Sequence[Facts]) -> list[Time]:
    """What each of these comes to, and the number of its place. Raises EntryError."""
    return [
        (
            checked_time(hashable({k: value for k, value in data.items() if k != "place"})),
            data.get("place"),
        )
        for data in times
    ]


def schedules(
    times: Sequence[Time], resource: Resource, places: Sequence[UUID | None]
) -> list[Schedule]:
    found: dict[Any, Schedule] = {}
    for facts, number in times:
        place = None if number is None else places[number]
        if number is None or place:
            time = new_row(Schedule, resource_id=resource.pk, place_id=place, **facts)
            found.setdefault(marks.time_key(time), time)
    return list(found.values())


def hashable(data: Facts) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (name, tuple(value) if isinstance(value, list) else value)
        for name, value in sorted(data.items())
    )


# The same few hundred times come up again and again, and each check asks a form.
@lru_cache(maxsize=10_000)
def checked_time(data: tuple[tuple[str, Any], ...]) -> Facts:
    given = {name: list(value) if isinstance(value, tuple) else value for name, value in data}
    form = ScheduleForm({"frequency": Frequency.WEEKLY, **given})
    if not form.is_valid():
        raise EntryError(messages(form, "Time"))
    facts = {name: form.cleaned_data[name] for name in [*RULE_FIELDS, "as_written"]}
    return facts | {"last_date": Schedule(**facts).rule.last_date()}
