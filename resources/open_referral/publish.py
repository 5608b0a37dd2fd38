"""From the directory to the standard's objects: plain dictionaries, ready for JSON.

Reads only what was fetched with the rows. An optional field without a value is left out, never
null. A confidential address leaves nothing here: no address, no point, no postcode, no place.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.encoding import iri_to_uri

from resources.models import LocalAuthority, Place, Provider, Resource, Schedule
from resources.open_referral import terms
from resources.open_referral.ids import derived
from resources.open_referral.terms import Taxonomy, Term
from resources.vocabulary import Cost, Frequency, Status

Json = dict[str, Any]

# for what the standard requires and nobody has told us; read back as nothing
UNKNOWN = "Not known"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# the Office for National Statistics' own address of an area, by its code
AREA_URI = "http://statistics.data.gov.uk/id/statistical-geography/"
UNITED_KINGDOM = "K02000001"
STATUS = {
    Status.ACTIVE: "active",
    Status.PAUSED: "temporarily closed",
    Status.CLOSED: "defunct",
}
# what RFC 3986 allows after a web address's scheme
URI = re.compile(
    r"https?://[\w.\-:%~]+(?:[/?#](?:[\w\-./?#:@!$&'()*+,;=~]|%[0-9A-Fa-f]{2})*)?", re.A
)


def present(fields: Mapping[str, Any]) -> Json:
    """Without the fields that have no value."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def web_address(text: str) -> str:
    """As a URI, or empty when it cannot be one."""
    uri = iri_to_uri(text) or ""
    return uri if URI.fullmatch(uri) and uri.count("#") < 2 else ""


def email_address(text: str) -> str:
    return text if re.fullmatch(r"[^@\s]+@[^@\s]+", text) else ""


def expired(resource: Resource, today: dt.date) -> bool:
    return resource.ends_on is not None and resource.ends_on < today


def status(resource: Resource, today: dt.date) -> str:
    if resource.status == Status.ACTIVE and expired(resource, today):
        return "inactive"
    return STATUS[Status(resource.status)]


def modified_at(resource: Resource, today: dt.date) -> dt.datetime:
    """When what is published last changed: by a hand, or because the end date passed."""
    if resource.ends_on is None or not expired(resource, today):
        return resource.updated_at
    midnight = dt.datetime.combine(resource.ends_on + dt.timedelta(days=1), dt.time())
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
                "description": resource.description,
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
        "organization": organization(resource.provider),
    }


def organization(provider: Provider) -> Json:
    return {
        "id": str(provider.pk),
        "name": provider.name,
        # required: where nothing is said, the name says it again
        "description": provider.description or provider.name,
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
            "service_at_locations": [at_location(place, regions) for place in places],
            "cost_options": cost_options(resource),
            "attributes": attributes(resource.pk, "service", service_terms(resource)),
        }
    )


def phones(owner: UUID, number: str) -> list[Json]:
    return [{"id": str(derived(owner, "phone")), "number": number}] if number else []


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


def attributes(link: UUID, link_type: str, linked: Iterable[Term]) -> list[Json]:
    return [
        {
            "id": str(derived(link, "attribute", term.id)),
            "link_id": str(link),
            "link_type": link_type,
            "taxonomy_term_id": str(term.id),
            "taxonomy_term": taxonomy_term(term),
        }
        for term in linked
    ]


def taxonomy_term(term: Term) -> Json:
    return {
        "id": str(term.id),
        "name": term.name,
        "description": f"{term.taxonomy.name}: {term.name}",
        "taxonomy": term.taxonomy.name,
        "taxonomy_id": str(term.taxonomy.id),
    }


def taxonomy(taxonomy: Taxonomy) -> Json:
    return {"id": str(taxonomy.id), "name": taxonomy.name, "description": taxonomy.description}


def schedules(resource: Resource) -> list[Json]:
    """The regular times. What is said in words, and the dates, go with each of them; where there
    are no regular times, words and dates stand alone."""
    about = present(
        {
            "valid_from": resource.starts_on and resource.starts_on.isoformat(),
            "valid_to": resource.ends_on and resource.ends_on.isoformat(),
            "description": resource.when_text,
        }
    )
    regular = [schedule(row) | about for row in resource.schedules.all()]
    if about and not regular:
        words = {"id": str(derived(resource.pk, "when")), "service_id": str(resource.pk)}
        return [words | about]
    return regular


def schedule(row: Schedule) -> Json:
    week = row.week if row.frequency == Frequency.MONTHLY else ""
    return {
        "id": str(row.pk),
        "service_id": str(row.resource_id),
        "freq": str(row.frequency),
        "interval": 1,
        "byday": f"{week}{DAYS[row.weekday]}",
        **present({"opens_at": clock(row.starts), "closes_at": clock(row.ends)}),
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
                    "amount_description": resource.cost_text,
                }
            ),
        }
    ]


def at_location(place: Place, regions: Mapping[str, str]) -> Json:
    """A service_at_location. It carries the place's id: that is what its address finds it by."""
    return {
        "id": str(place.pk),
        "service_id": str(place.resource_id),
        "location_id": str(derived(place.pk, "location")),
        "location": location(place)
        | present({"addresses": addresses(place, regions), **accessibility(place)}),
    }


def listed_at_location(place: Place, today: dt.date) -> Json:
    """A service_at_location as lists show it."""
    return {
        "id": str(place.pk),
        "service_id": str(place.resource_id),
        "location_id": str(derived(place.pk, "location")),
        "location": location(place),
        "service": summary(place.resource, today),
    }


def location(place: Place) -> Json:
    point = place.point
    return {
        "id": str(derived(place.pk, "location")),
        "location_type": "physical",
        **present(
            {
                "name": place.name,
                "transportation": place.transport,
                "latitude": None if point is None else point.y,
                "longitude": None if point is None else point.x,
            }
        ),
    }


def addresses(place: Place, regions: Mapping[str, str]) -> list[Json]:
    """The place's address, when anything of one is known. `regions` names the local authority
    of a postcode without its space."""
    if not (place.address or place.town or place.postcode):
        return []
    return [
        {
            "id": str(derived(place.pk, "address")),
            "location_id": str(derived(place.pk, "location")),
            "address_1": place.address or UNKNOWN,
            "city": place.town or UNKNOWN,
            "state_province": regions.get(place.postcode.replace(" ", ""), UNKNOWN),
            "postal_code": place.postcode or UNKNOWN,
            "country": "GB",
            "address_type": "physical",
        }
    ]


def accessibility(place: Place) -> Json:
    known = [
        term
        for fact in terms.ACCESS
        if (term := terms.BY_CODE.get((terms.PLACE, f"{fact}:{getattr(place, fact)}")))
    ]
    location_id = derived(place.pk, "location")
    return {
        "accessibility": [
            {
                "id": str(derived(place.pk, "accessibility", term.code)),
                "location_id": str(location_id),
                "description": term.name,
            }
            for term in known
        ],
        "attributes": attributes(location_id, "location", known),
    }


def region_names(authorities: Iterable[LocalAuthority]) -> dict[str, str]:
    return {authority.code: authority.name for authority in authorities}
