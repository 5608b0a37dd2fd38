"""Every version's names as version 3's, so that one reader reads them all.

Open Referral UK 1 and 3, HSDS 1 to 3, and Outpost (which many councils run) name the same things
differently. Only names and nesting change here; what a value means is its reader's business. The
field lists are from the standards' own schemas and from Outpost's serialisers.
"""

from typing import Any

from open_referral.harvest.values import MOST_OF_A_KIND, Json

# kind of object -> {another version's name: ours}
NAMES: dict[str, dict[str, str]] = {
    "service": {
        "organisation": "organization", "organisation_id": "organization_id",
        "service_taxonomys": "attributes", "service_taxonomies": "attributes",
        "taxonomies": "attributes", "taxonomys": "attributes", "taxonomy": "attributes",
        "categories": "attributes", "taxonomy_terms": "attributes",
        "regular_schedules": "schedules", "regular_schedule": "schedules", "schedule": "schedules",
        "holiday_schedule": "holiday_schedules",
        "eligibility": "eligibilitys", "eligibilities": "eligibilitys",
        "contact": "contacts", "phone": "phones", "telephone": "phones", "emails": "email",
        "service_area": "service_areas", "service_at_location": "service_at_locations",
        "location": "locations", "language": "languages", "fundings": "funding",
        "required_document": "required_documents", "cost_option": "cost_options",
        "fees": "fees_description", "min_age": "minimum_age", "max_age": "maximum_age",
        "how_to_apply": "application_process", "website": "url", "links": "additional_urls",
        "payment_accepted": "payments", "payments_accepted": "payments",
        "accepted_payments": "payments", "programs": "program", "lat": "latitude",
        "lng": "longitude", "target_populations": "suitabilities",
        "additional_information": "additional_info",
    },
    "organization": {
        "url": "website", "web": "website", "contact": "contacts", "phone": "phones",
        "identifiers": "organization_identifiers", "fundings": "funding", "programs": "program",
    },
    "at": {
        "regular_schedules": "schedules", "regular_schedule": "schedules",
        "holiday_schedule": "holiday_schedules", "contact": "contacts", "phone": "phones",
        "locations": "location",
    },
    "location": {
        "physical_addresses": "addresses", "physical_address": "addresses", "address": "addresses",
        "postal_addresses": "addresses", "postal_address": "addresses",
        "accessibility_for_disabilities": "accessibility", "accessibilities": "accessibility",
        "regular_schedules": "schedules", "regular_schedule": "schedules",
        "holiday_schedule": "holiday_schedules", "contact": "contacts", "phone": "phones",
        "language": "languages", "link_taxonomys": "attributes", "link_taxonomies": "attributes",
        "lat": "latitude", "lng": "longitude", "lon": "longitude", "long": "longitude",
    },
    "address": {
        "address1": "address_1", "address2": "address_2", "street": "address_1",
        "town": "city", "county": "state_province", "postcode": "postal_code",
        "state": "state_province", "postalcode": "postal_code", "type": "address_type",
    },
    "contact": {"phone": "phones", "telephone": "phones", "emails": "email"},
    "phone": {"phone": "number", "language": "languages"},
    "attribute": {"taxonomy": "taxonomy_term", "term": "taxonomy_term"},
    "term": {"vocabulary": "taxonomy"},
    "eligibility": {"taxonomys": "attributes", "min_age": "minimum_age", "max_age": "maximum_age"},
    "cost": {"cost_type": "amount_description", "price": "amount"},
    "area": {"service_area": "name"},
    "language": {"language": "name"},
    "access": {"accessibility": "description", "name": "description"},
    "link": {"label": "name", "title": "name"},
}  # fmt: skip

# kind of object -> {name: the kind of the objects there}
PARTS: dict[str, dict[str, str]] = {
    "service": {
        "organization": "organization", "attributes": "attribute", "schedules": "schedule",
        "holiday_schedules": "schedule", "eligibilitys": "eligibility", "contacts": "contact",
        "phones": "phone", "service_areas": "area", "service_at_locations": "at",
        "locations": "location", "languages": "language", "funding": "funding",
        "required_documents": "document", "cost_options": "cost", "additional_urls": "link",
        "payments": "payment", "program": "program", "suitabilities": "named",
        "send_needs": "named", "capacities": "capacity", "meta": "meta",
    },
    "organization": {
        "contacts": "contact", "phones": "phone", "funding": "funding",
        "additional_websites": "link", "program": "program",
    },
    "at": {
        "schedules": "schedule", "holiday_schedules": "schedule", "contacts": "contact",
        "phones": "phone", "service_areas": "area", "location": "location",
    },
    "location": {
        "addresses": "address", "accessibility": "access", "schedules": "schedule",
        "holiday_schedules": "schedule", "contacts": "contact", "phones": "phone",
        "languages": "language", "attributes": "attribute",
    },
    "contact": {"phones": "phone"},
    "phone": {"languages": "language"},
    "eligibility": {"attributes": "attribute"},
    "attribute": {"taxonomy_term": "term"},
}  # fmt: skip

# kind of object -> what a bare text in its place says
TEXTS = {
    "organization": "name", "attribute": "name", "schedule": "description", "phone": "number",
    "eligibility": "eligibility", "contact": "name", "area": "name", "location": "name",
    "language": "name", "funding": "source", "document": "document", "cost": "option",
    "link": "url", "payment": "payment", "program": "name", "named": "name", "term": "name",
    "address": "address_1", "access": "description", "capacity": "description", "meta": "value",
}  # fmt: skip

ADDRESS = {
    "address_1", "address_2", "city", "region", "state_province", "postal_code", "country",
    "address1", "address2", "town", "county", "postcode", "attention",
}  # fmt: skip
# what tells where it is, and a point beside it
WHERE = {"address_1", "address1", "postal_code", "postcode", "latitude"}
POINT = {"latitude", "longitude"}
EMPTY: tuple[Any, ...] = (None, "", [], {})


def modern(value: Json, kind: str = "service") -> Json:
    """An object in version 3's names; a new one, whose known parts are new ones, too.

    Each known part is a list of objects. Where two spellings stand side by side, lists are
    joined; of single values the second stays under its own name.
    """
    names, parts = NAMES.get(kind, {}), PARTS.get(kind, {})
    found: Json = {}
    for written, part in value.items():
        name = names.get(written, written)
        if name in parts:
            found[name] = found.get(name, []) + listed(part, parts[name])
        elif found.get(name) in EMPTY:
            found[name] = part
        elif part not in EMPTY:
            found[written] = part
    return NESTED.get(kind, same)(found)


def listed(part: Any, kind: str) -> list[Json]:
    """The objects in a list, or the one that stands by itself; a text is one, too."""
    each = part[:MOST_OF_A_KIND] if isinstance(part, list) else [part]
    found = []
    for one in each:
        if isinstance(one, dict):
            found.append(modern(one, kind))
        elif one not in EMPTY and not isinstance(one, bool | list):
            found.append(modern({TEXTS.get(kind, "name"): one}, kind))
    return found


def same(found: Json) -> Json:
    return found


def service(found: Json) -> Json:
    """Some feeds give locations without what joins them to the service."""
    locations = found.pop("locations", [])
    if not (locations or found.get("service_at_locations")):
        locations = flat(found)
    if not found.get("service_at_locations"):
        found["service_at_locations"] = [
            {"id": one.get("id"), "location": [one]} for one in locations
        ]
    return found


def flat(found: Json) -> list[Json]:
    """Its place, where that stands in the service itself."""
    if all(found.get(name) in EMPTY for name in WHERE):
        return []
    names = (ADDRESS | POINT) & found.keys()
    return [modern({name: found.pop(name) for name in names}, "location")]


def location(found: Json) -> Json:
    """Outpost's have their address in themselves, and their point as GeoJSON."""
    inside = {name: found.pop(name) for name in ADDRESS & found.keys()}
    if any(part not in EMPTY for part in inside.values()):
        found["addresses"] = [*found.get("addresses", []), modern(inside, "address")]
    shape = found.get("geometry")
    point = shape.get("coordinates") if isinstance(shape, dict) else None
    if isinstance(point, list) and len(point) == 2 and found.get("latitude") in EMPTY:
        del found["geometry"]
        found["longitude"], found["latitude"] = point
    return found


def attribute(found: Json) -> Json:
    """Outpost's terms stand there themselves, and not behind a link."""
    if not found.get("taxonomy_term") and "name" in found:
        term = {name: found.pop(name) for name in TERM & found.keys()}
        found["taxonomy_term"] = [modern(term, "term")]
    return found


TERM = {"id", "name", "taxonomy_id", "vocabulary", "parent_id", "slug", "description"}
NESTED = {"service": service, "location": location, "attribute": attribute}
