"""What a publisher must do, in our own words, as JSON Schema and as the rules that go beyond it.

The standard's own schemas are CC BY-SA and not ours to carry; where a copy is at hand (see
`standards_own`), pages are checked against it as well.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

FORMATS = FormatChecker(["uuid", "uri", "email", "date", "date-time"])
TEXT = {"type": "string", "minLength": 1}
ID = {"type": "string", "format": "uuid"}
URI = {"type": "string", "format": "uri"}
DATE = {"type": "string", "format": "date"}
NUMBER = {"type": "number"}
CLOCK = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$"}


def obj(required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required.split(), "properties": properties}


def many(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


TERM = obj("id name description", id=ID, name=TEXT, description=TEXT, taxonomy=TEXT, taxonomy_id=ID)
TAXONOMY = obj("id name description", id=ID, name=TEXT, description=TEXT)
PHONE = obj("id number", id=ID, number=TEXT)
ATTRIBUTE = obj("id", id=ID, link_id=ID, taxonomy_term_id=ID, link_type=TEXT, taxonomy_term=TERM)
ORGANIZATION = obj(
    "id name description",
    id=ID,
    name=TEXT,
    description=TEXT,
    email={"type": "string", "format": "email"},
    website=URI,
    phones=many(PHONE),
)
SCHEDULE = obj(
    "id",
    id=ID,
    service_id=ID,
    freq={"enum": ["WEEKLY", "MONTHLY"]},
    interval=NUMBER,
    byday={"type": "string", "pattern": "^(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$"},
    bymonthday={"type": "string", "pattern": "^-?[1-9][0-9]?$"},
    service_at_location_id=ID,
    dtstart=DATE,
    until=DATE,
    opens_at=CLOCK,
    closes_at=CLOCK,
    valid_from=DATE,
    valid_to=DATE,
    description=TEXT,
)
ADDRESS = obj(
    "id address_1 city state_province postal_code country address_type",
    id=ID,
    location_id=ID,
    address_1=TEXT,
    city=TEXT,
    state_province=TEXT,
    postal_code=TEXT,
    country={"const": "GB"},
    address_type={"enum": ["physical", "postal", "virtual"]},
)
LOCATION = obj(
    "id location_type",
    id=ID,
    location_type={"enum": ["physical", "postal", "virtual"]},
    name=TEXT,
    latitude=NUMBER | {"minimum": -90, "maximum": 90},
    longitude=NUMBER | {"minimum": -180, "maximum": 180},
    addresses=many(ADDRESS),
    accessibility=many(obj("id", id=ID, location_id=ID, description=TEXT)),
    attributes=many(ATTRIBUTE),
)
AT_LOCATION = obj(
    "id service_id location_id location", id=ID, service_id=ID, location_id=ID, location=LOCATION
)
# the organisation is required by the rules beyond the schema
SERVICE = obj(
    "id name status organization",
    id=ID,
    organization_id=ID,
    name=TEXT,
    description=TEXT,
    url=URI,
    email={"type": "string", "format": "email"},
    status={"enum": ["active", "inactive", "defunct", "temporarily closed"]},
    minimum_age=NUMBER,
    maximum_age=NUMBER,
    assured_date=DATE,
    last_modified={"type": "string", "format": "date-time"},
    organization=ORGANIZATION,
    phones=many(PHONE),
    schedules=many(SCHEDULE),
    service_areas=many(
        obj("id", id=ID, service_id=ID, name=TEXT, extent=TEXT, extent_type=TEXT, uri=URI)
    ),
    service_at_locations=many(AT_LOCATION),
    cost_options=many(
        obj("id", id=ID, service_id=ID, amount=NUMBER, option=TEXT, amount_description=TEXT)
    ),
    attributes=many(ATTRIBUTE),
)
OBJECTS = {
    "services": SERVICE,
    "service_at_locations": {
        **AT_LOCATION,
        "required": [*AT_LOCATION["required"], "service"],
        "properties": AT_LOCATION["properties"] | {"service": SERVICE},
    },
    "taxonomies": TAXONOMY,
    "taxonomy_terms": TERM,
}
# by endpoint: the standard's file for the objects of its lists, and of its details
STANDARD = {
    "services": ("service_list", "service"),
    "service_at_locations": ("service_at_location_list", "service_at_location"),
    "taxonomies": ("taxonomy", "taxonomy"),
    "taxonomy_terms": ("taxonomy_term", "taxonomy_term"),
}
PAGE = obj(
    "total_items total_pages page_number size first_page last_page empty contents",
    **{key: {"type": "integer"} for key in ("total_items", "total_pages", "page_number", "size")},
    **{key: {"type": "boolean"} for key in ("first_page", "last_page", "empty")},
    contents={"type": "array"},
)


def standards_own() -> Path | None:
    """The folder of the standard's own schemas, where there is one."""
    beside = Path(__file__).parents[3] / "shared" / "open-referral-uk"
    folder = Path(os.environ.get("GENIE_OPEN_REFERRAL_SCHEMAS", beside))
    return folder if (folder / "service.json").is_file() else None


@cache
def validators(endpoint: str, *, detail: bool) -> list[Draft202012Validator]:
    found = [Draft202012Validator(OBJECTS[endpoint], format_checker=FORMATS)]
    if folder := standards_own():
        schema = json.loads((folder / f"{STANDARD[endpoint][detail]}.json").read_text())
        term = json.loads((folder / "taxonomy_term.json").read_text())
        named = ("taxonomy_term.json", DRAFT202012.create_resource(term))
        registry: Registry = Registry().with_resources([named])
        found.append(Draft202012Validator(schema, registry=registry, format_checker=FORMATS))
    return found


def faults(endpoint: str, found: dict[str, Any], *, detail: bool) -> list[str]:
    """What is wrong with one object, path and reason; empty when nothing is."""
    said = [
        f"{error.json_path}: {error.message}"
        for validator in validators(endpoint, detail=detail)
        for error in validator.iter_errors(found)
    ]
    return said + [f"{path} is null or empty" for path in nulls(found)]


def page_faults(endpoint: str, page: dict[str, Any], *, detail: bool = False) -> list[str]:
    said = [error.message for error in Draft202012Validator(PAGE).iter_errors(page)]
    if page["size"] != len(page["contents"]) or page["empty"] != (not page["contents"]):
        said.append("size or empty is wrong")
    for found in page["contents"]:
        said += faults(endpoint, found, detail=detail)
    return said


def nulls(value: Any, path: str = "$") -> list[str]:
    if value is None or value == "" or value == []:
        return [path]
    if isinstance(value, dict):
        return [found for key in value for found in nulls(value[key], f"{path}.{key}")]
    if isinstance(value, list):
        return [found for n, part in enumerate(value) for found in nulls(part, f"{path}[{n}]")]
    return []
