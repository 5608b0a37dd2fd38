"""How the directory's facts read, in a few plain words each."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format

from resources.models import Place, Resource, Schedule
from resources.vocabulary import Cost, Frequency, Known, WeekOfMonth

ACCESS_FACTS = {
    "step_free": "Step-free",
    "hearing_loop": "Hearing loop",
    "toilet": "Accessible toilet",
    "parking": "Parking",
}


def cost_words(resource: Resource) -> str:
    """Such as "Free" or "£2.50, first visit free"; "" where it is not known."""
    words = resource.withheld(resource.cost_text)
    if resource.cost == Cost.AMOUNT and resource.amount is not None:
        pounds = f"£{resource.amount:,.2f}".removesuffix(".00")
        return ", ".join(part for part in (pounds, words) if part)
    if resource.cost == Cost.FREE:
        return ", ".join(part for part in ("Free", words) if part)
    return words


def schedule_words(schedule: Schedule, *, with_end: bool = True) -> str:
    """Such as "Tuesday 10:00 to 11:30" or "First Monday of the month 14:00"."""
    day = schedule.day
    if schedule.frequency == Frequency.MONTHLY and schedule.week is not None:
        day = f"{WeekOfMonth(schedule.week).label} {day} of the month"
    if not schedule.starts:
        return day
    until = f" to {schedule.ends:%H:%M}" if with_end and schedule.ends else ""
    return f"{day} {schedule.starts:%H:%M}{until}"


def when_words(resource: Resource) -> list[str]:
    """Its regular times, then what else is said about when. Empty where nothing is known."""
    regular = [schedule_words(schedule) for schedule in resource.schedules.all()]
    dates = date_words(resource, timezone.localdate())
    words = resource.withheld(resource.when_text)
    return [*regular, *([words] if words else []), *dates]


def date_words(resource: Resource, today: dt.date) -> list[str]:
    """ "From 5 January 2027", unless it has begun, and "Until 18 December 2026"."""
    first, last = resource.starts_on, resource.ends_on
    words = [f"From {date_format(first, 'j F Y')}"] if first and first > today else []
    return [*words, f"Until {date_format(last, 'j F Y')}"] if last else words


def access_words(place: Place) -> list[str]:
    """What the place is known to have. What it lacks or is not known is left out."""
    return [words for fact, words in ACCESS_FACTS.items() if getattr(place, fact) == Known.YES]
