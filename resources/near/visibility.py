"""Whether people are shown an entry, and how it looks when they are. For curators: no person's
session is looked at."""

import datetime as dt

from preferences.models import Questionnaire
from resources.freshness import is_overdue, oldest_trusted
from resources.models import Place, Resource
from resources.near import page, phrases
from resources.near.page import Result
from resources.near.rules import Candidate, Filters
from resources.vocabulary import Delivery, Status

ANYWHERE = {Delivery.ONLINE, Delivery.PHONE, Delivery.HOME}


def why_not(resource: Resource, today: dt.date) -> list[str]:
    """Why nobody is shown the entry, in plain words; empty when it can be found."""
    nowhere = not (ANYWHERE & set(resource.delivery) or resource.address_confidential)
    nowhere &= not resource.national
    reasons = {
        f"it is marked as “{resource.get_status_display()}”": resource.status != Status.ACTIVE,
        "its last day is past": resource.ends_on is not None and resource.ends_on < today,
        "all its regular times have ended": resource.times_have_ended(today),
        "it has no interest": not resource.interests.all(),
        "it has no place on the map": nowhere and not located(resource),
        "it should have been checked long ago": too_old(resource, today),
    }
    return [reason for reason, holds in reasons.items() if holds]


def located(resource: Resource) -> bool:
    return any(place.point for place in resource.places.all())


def too_old(resource: Resource, today: dt.date) -> bool:
    return is_overdue(resource.verify_by, oldest_trusted(today))


def as_seen(resource: Resource, today: dt.date) -> list[Result]:
    """As it stands in the list of someone whom it suits: once for each of its places."""
    shown = [place for place in resource.places.all() if place.point]
    hidden = resource.address_confidential or not shown
    return [one_result(resource, place, today) for place in ([None] if hidden else shown)]


def one_result(resource: Resource, place: Place | None, today: dt.date) -> Result:
    key = place.pk if place else None
    overdue = is_overdue(resource.verify_by, today)
    one = Candidate("", resource.pk, key, None, resource.verified_on, overdue=overdue)
    said = [fact for fact in page.facts(one, resource, place, Filters(), today) if fact]
    audience = phrases.Audience(
        resource.minimum_age, resource.maximum_age, resource.genders, resource.conditions
    )
    return Result(
        resource=resource,
        place=place,
        facts=[*(["how far from home"] if place else []), *said],
        because=because(resource),
        for_whom=phrases.describe(audience) if any(audience) else "",
        checked=phrases.checked(resource.verified_on, today, overdue=overdue),
        number=1 if place else 0,
    )


def because(resource: Resource) -> list[str]:
    """What a person would have said, to be shown it."""
    questionnaire = Questionnaire.objects.current()
    if questionnaire is None:
        return []
    items = questionnaire.items.filter(interests__in=resource.interests.all()).distinct()
    return [item.because for item in items if item.because][:1]
