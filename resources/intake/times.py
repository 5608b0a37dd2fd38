"""When an entry from elsewhere happens."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from resources.forms.times import RULE_FIELDS, ScheduleForm
from resources.intake.entries import EntryError
from resources.intake.validation import messages
from resources.models import Resource, Schedule
from resources.vocabulary import Frequency

Facts = dict[str, Any]  # of a Schedule, but for its place and whose it is


def save_times(
    resource: Resource, times: Sequence[Facts], *, places: Sequence[UUID], is_new: bool
) -> bool:
    """Replace the regular times, if they differ. `places` are those of the entry, in its order."""
    wanted = {time_key(time): time for time in (to_schedule(data, places) for data in times)}
    existing = set() if is_new else set(map(time_key, resource.schedules.all()))
    if wanted.keys() == existing:
        return False
    if existing:
        resource.schedules.all().delete()
    for time in wanted.values():
        time.resource = resource
    Schedule.objects.bulk_create(wanted.values())
    return True


def to_schedule(data: Facts, places: Sequence[UUID]) -> Schedule:
    """The time, checked. One of a place that could not be kept is not kept either."""
    facts = checked_time(hashable({k: value for k, value in data.items() if k != "place"}))
    place = data.get("place")
    return Schedule(**facts, place_id=None if place is None else places[place])


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
    return {name: form.cleaned_data[name] for name in [*RULE_FIELDS, "as_written"]}


def time_key(time: Schedule) -> tuple[Any, ...]:
    return (time.rule, time.place_id, time.as_written)
