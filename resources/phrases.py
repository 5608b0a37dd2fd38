"""How the directory's facts read, in a few plain words each."""

import datetime as dt
import re
from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format

from recurrence.rules import Rule
from recurrence.words import times_words
from resources.models import Place, Resource, Schedule
from resources.vocabulary import Cost, Known

# Then no date can be promised.
QUALIFIED = re.compile(
    r"\b(?:term|holidays?|hols|except|excluding|not|closed|cancelled|vary|varies|some weeks|season"
    r"|dates?|check|ring|call|phone|appointment)\b",
    re.IGNORECASE,
)

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


def times_at(resource: Resource, place: Place | None, today: dt.date) -> list[Schedule]:
    """Its regular times at this place, or where there is none; what has ended is left out. Where it
    is confidential, the places are not told apart."""
    here = {None, place.pk if place else None}
    every = [one for one in resource.schedules.all() if not one.has_ended(today)]
    return [one for one in every if resource.address_confidential or one.place_id in here]


def when_words(resource: Resource, place: Place | None, today: dt.date | None = None) -> list[str]:
    """Its regular times at this place, or without one, then what else is said about when. Empty
    where nothing is known. What has ended is left out."""
    today = today or timezone.localdate()
    return [*times_words(rules(resource, place, today), today), *text_and_dates(resource, today)]


def all_when_words(resource: Resource) -> list[str]:
    """The same at all its places, each time with its place where it is at one alone."""
    today = timezone.localdate()
    return [*times_by_place(resource, today), *text_and_dates(resource, today)]


def text_and_dates(resource: Resource, today: dt.date) -> list[str]:
    text = resource.withheld(resource.when_text)
    return [*([text] if text else []), *date_words(resource, today)]


def rules(resource: Resource, place: Place | None, today: dt.date) -> list[Rule]:
    return [one.rule for one in times_at(resource, place, today)]


def times_by_place(resource: Resource, today: dt.date) -> list[str]:
    hidden = resource.address_confidential
    bound = {
        place: [one.rule for one in times_at(resource, place, today) if one.place_id]
        for place in ([] if hidden else resource.places.all())
    }
    return times_words(rules(resource, None, today), today) + [
        f"{words} at {place_name(place)}"
        for place, its_own in bound.items()
        for words in times_words(its_own, today)
    ]


def place_name(place: Place) -> str:
    """In two words: the building, or else the street or the postcode."""
    return place.name or place.address or place.town or place.postcode or "its place on the map"


def qualifies(text: str) -> bool:
    """Whether words beside regular times say that they do not always hold: "term time only"."""
    return bool(QUALIFIED.search(text))


def dated(resource: Resource, times: Iterable[Rule]) -> list[Rule]:
    """Those of its times whose dates can be told, between its own first and last day. None where
    words beside them say that they do not always hold."""
    if qualifies(resource.when_text):
        return []
    first, last = resource.starts_on, resource.ends_on
    return [rule for one in times if (rule := one.between(first, last))]


def date_words(resource: Resource, today: dt.date) -> list[str]:
    """ "From 5 January 2027", unless it has begun, and "Until 18 December 2026"."""
    first, last = resource.starts_on, resource.ends_on
    words = [f"From {date_format(first, 'j F Y')}"] if first and first > today else []
    return [*words, f"Until {date_format(last, 'j F Y')}"] if last else words


def access_words(place: Place) -> list[str]:
    """What the place is known to have. What it lacks or is not known is left out."""
    return [words for fact, words in ACCESS_FACTS.items() if getattr(place, fact) == Known.YES]
