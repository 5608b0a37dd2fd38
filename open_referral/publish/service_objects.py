"""From the directory to the standard's objects: plain dictionaries, ready for JSON.

Reads only what was fetched with the rows. An optional field without a value is left out, never
null. A confidential address leaves nothing here: no address, no point, no postcode, no place.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping

from django.utils import timezone

from open_referral import terms
from open_referral.ids import derived
from open_referral.publish.location_objects import UNKNOWN, at_location, location
from open_referral.publish.objects import (
    Json,
    attributes,
    email_address,
    phones,
    present,
    web_address,
)
from open_referral.terms import Taxonomy, Term
from recurrence.feeds import limits_text
from resources.models import Place, Provider, Resource, Schedule
from resources.vocabulary import Cost, Status

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# the Office for National Statistics' own address of an area, by its code
AREA_URI = "http://statistics.data.gov.uk/id/statistical-geography/"
UNITED_KINGDOM = "K02000001"
STATUS = {
    Status.ACTIVE: "active",
    Status.PAUSED: "temporarily closed",
    Status.CLOSED: "defunct",
}


def last_day(resource: Resource) -> dt.date | None:
    """Its own, or the last of its regular times where all of them end; whichever comes first."""
    ends = [one.last_date for one in resource.schedules.all()]
    of_times = max((day for day in ends if day), default=None) if None not in ends else None
    return min((day for day in (resource.ends_on, of_times) if day), default=None)


def expired(resource: Resource, today: dt.date) -> bool:
    last = last_day(resource)
    return last is not None and last < today


def status(resource: Resource, today: dt.date) -> str:
    if resource.status == Status.ACTIVE and expired(resource, today):
        return "inactive"
    return STATUS[Status(resource.status)]


def modified_at(resource: Resource, today: dt.date) -> dt.datetime:
    """When what is published last changed: by a hand, or because the last day passed."""
    last = last_day(resource)
    if last is None or last >= today:
        return resource.updated_at
    midnight = dt.datetime.combine(last + dt.timedelta(days=1), dt.time())
    return max(resource.updated_at, timezone.make_aware(midnight))


def summary(resource: Resource, today: dt.date) -> Json:
    """A service as lists show it: what there is one of, and the organisation."""
    return {
        "id": str(resource.pk),
        "organization_id": str(resource.provider_id),
        "name": resource.name,
        "status": status(resource, today),
        **present(
            {
                "description": resource.shown_description,
                "url": web_address(resource.web),
                "email": email_address(resource.email),
                "minimum_age": resource.minimum_age,
                "maximum_age": resource.maximum_age,
                "assured_date": resource.verified_on and resource.verified_on.isoformat(),
            }
        ),
        "last_modified": modified_at(resource, today)
        .astimezone(dt.UTC)
        .isoformat(timespec="milliseconds")
        .replace("+00:00", "Z"),
        "organization": organization(resource),
    }


def organization(resource: Resource) -> Json:
    """Who runs it; less its address in their words, where that is confidential."""
    provider: Provider = resource.provider
    return {
        "id": str(provider.pk),
        "name": resource.run_by,
        # required
        "description": resource.withheld(provider.description) or UNKNOWN,
        **present({"email": email_address(provider.email), "website": web_address(provider.web)}),
    }


def service(resource: Resource, today: dt.date, regions: Mapping[str, str]) -> Json:
    """A service with everything that belongs to it; `regions` as `address` takes them."""
    places = [] if resource.address_confidential else list(resource.places.all())
    whole = summary(resource, today)
    whole["organization"] |= present(
        {"phones": phones(resource.provider_id, resource.provider.phone)}
    )
    return whole | present(
        {
            "phones": phones(resource.pk, resource.phone),
            "schedules": schedules(resource),
            "service_areas": service_areas(resource),
            "service_at_locations": [
                at_location(place, regions) | present({"schedules": schedules(resource, place)})
                for place in places
            ],
            "cost_options": cost_options(resource),
            "attributes": attributes(resource.pk, "service", service_terms(resource)),
        }
    )


def service_terms(resource: Resource) -> Iterable[Term]:
    for interest in resource.interests.all():
        yield terms.interest(interest.slug, interest.name)
    coded: list[tuple[Taxonomy, list[str]]] = [
        (terms.DELIVERY, resource.delivery),
        (terms.JOINING, [resource.joining]),
        (terms.GENDER, resource.genders),
        (terms.CONDITION, resource.conditions),
        (terms.HANDLING, [terms.PRIVATE] if resource.address_confidential else []),
    ]
    for taxonomy, codes in coded:
        yield from (terms.BY_CODE[taxonomy, code] for code in codes)


def schedules(resource: Resource, place: Place | None = None) -> list[Json]:
    """The regular times of one place alone, or else those that hold wherever it is.

    What is said in words, and the dates, go with each of them; where there are no regular times at
    all, words and dates stand alone. Those of a confidential place are told without it.
    """
    every = list(resource.schedules.all())
    key = place.pk if place else None
    here = [one for one in every if one.place_id == key or resource.address_confidential]
    about = present(
        {
            "valid_from": resource.starts_on and resource.starts_on.isoformat(),
            "valid_to": resource.ends_on and resource.ends_on.isoformat(),
            "description": resource.withheld(resource.when_text),
        }
    )
    if about and not every and place is None:
        words = {"id": str(derived(resource.pk, "when")), "service_id": str(resource.pk)}
        return [words | about]
    at = {"service_at_location_id": str(key)} if place else {}
    return [schedule(row) | at | about for row in here]


def schedule(row: Schedule) -> Json:
    return {
        "id": str(row.pk),
        "service_id": str(row.resource_id),
        "freq": str(row.frequency),
        "interval": row.interval,
        **present(
            {
                "byday": "" if row.weekday is None else f"{row.week or ''}{DAYS[row.weekday]}",
                "bymonthday": "" if row.day_of_month is None else str(row.day_of_month),
                "dtstart": row.starts_on and row.starts_on.isoformat(),
                "until": row.ends_on and row.ends_on.isoformat(),
                "notes": limits_text(row.rule),
                "opens_at": clock(row.starts),
                "closes_at": clock(row.ends),
            }
        ),
    }


def clock(time: dt.time | None) -> str:
    """Local time, "10:00": an offset from UTC would be wrong for half of every year."""
    return time.isoformat("auto" if time.second or time.microsecond else "minutes") if time else ""


def service_areas(resource: Resource) -> list[Json]:
    areas = [service_area(resource, a.code, a.name) for a in resource.authorities.all()]
    if resource.national:
        areas.append(service_area(resource, UNITED_KINGDOM, "United Kingdom"))
    if resource.area is not None:
        shape = {"type": "MultiPolygon", "coordinates": resource.area.coords}
        areas.append(
            {
                "id": str(derived(resource.pk, "area")),
                "service_id": str(resource.pk),
                "name": "Area served",
                "extent": json.dumps(shape),
                "extent_type": "geojson",
            }
        )
    return areas


def service_area(resource: Resource, code: str, name: str) -> Json:
    return {
        "id": str(derived(resource.pk, "area", code)),
        "service_id": str(resource.pk),
        "name": name,
        "uri": AREA_URI + code,
    }


def cost_options(resource: Resource) -> list[Json]:
    if resource.cost == Cost.UNKNOWN and not resource.cost_text:
        return []
    amount = 0 if resource.cost == Cost.FREE else resource.amount
    return [
        {
            "id": str(derived(resource.pk, "cost")),
            "service_id": str(resource.pk),
            "option": str(Cost(resource.cost).label),
            **present(
                {
                    "amount": None if amount is None else float(amount),
                    "amount_description": resource.withheld(resource.cost_text),
                }
            ),
        }
    ]


def listed_at_location(place: Place, today: dt.date) -> Json:
    """A service_at_location as lists show it."""
    return {
        "id": str(place.pk),
        "service_id": str(place.resource_id),
        "location_id": str(derived(place.pk, "location")),
        "location": location(place),
        "service": summary(place.resource, today),
    }
