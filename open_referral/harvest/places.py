"""Where a service of somebody else's feed happens, and the area it serves."""

from dataclasses import dataclass, field
from uuid import UUID

from open_referral import terms
from open_referral.harvest.values import (
    MOST_OF_A_KIND,
    Json,
    key_of,
    known_text,
    member,
    number,
    objects,
    uuid_text,
)
from open_referral.publish.service_objects import AREA_URI

# the countries' and the kingdom's codes among the ONS area codes
NATIONAL = {"K02000001", "K03000001", "K04000001", "E92000001"}
NATIONAL_NAMES = {"national", "united kingdom", "uk", "england", "great britain", "nationwide"}


def read_places(service: Json, notes: list[str]) -> list[Json]:
    """As PlaceForm takes them, each with the feed's "key" for it and its "id" if that is a UUID."""
    found = []
    at_locations = member(service, "service_at_locations")
    for at in at_locations:
        for location in member(at, "location"):
            place = read_place(at, location, notes)
            if place:
                found.append(place)
    # some feeds give locations without what joins them to the service
    for location in [] if at_locations else member(service, "locations"):
        place = read_place(location, location, notes)
        if place:
            found.append(place)
    return found[:MOST_OF_A_KIND]


def read_place(at: Json, location: Json, notes: list[str]) -> Json | None:
    if location.get("location_type") in ("virtual", "postal"):
        return None
    addresses = member(location, "addresses", "physical_addresses")
    physical = [one for one in addresses if one.get("address_type") in ("physical", None)]
    address = next(iter(physical or addresses), {})
    facts = {
        term.code.partition(":")[0]: term.code.partition(":")[2]
        for link in objects(location.get("attributes"))
        for term in [terms.FIXED.get(UUID(uuid_text(link.get("taxonomy_term_id")) or NIL))]
        if term is not None and term.taxonomy is terms.PLACE
    }
    place = {
        "key": key_of(at.get("id") or location.get("id")),
        "id": uuid_text(at.get("id")),
        "name": known_text(location.get("name"), 200),
        "address": known_text(address.get("address_1"), 300),
        "town": known_text(address.get("city"), 100).strip(" ,"),
        "postcode": known_text(address.get("postal_code"), 20),
        "point": point(location, notes),
        "transport": known_text(location.get("transportation"), 200),
        **{fact: facts.get(fact, "not_known") for fact in terms.ACCESS},
    }
    where = ("name", "address", "town", "postcode", "point")
    return place if any(place[name] for name in where) else None


NIL = "00000000-0000-0000-0000-000000000000"


def point(location: Json, notes: list[str]) -> str:
    """As well-known text, or empty. (0, 0) is the sea off Africa, and nowhere we know."""
    latitude, longitude = number(location.get("latitude")), number(location.get("longitude"))
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return ""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        notes.append(f"Latitude {latitude} and longitude {longitude} are nowhere: left out.")
        return ""
    return f"SRID=4326;POINT ({longitude!r} {latitude!r})"


@dataclass
class Areas:
    """The area served, in the ways it is told."""

    national: bool = False
    authorities: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    # GeoJSON
    shapes: list[str] = field(default_factory=list)


def read_areas(service: Json) -> Areas:
    areas = Areas()
    for area in member(service, "service_areas"):
        uri = known_text(area.get("uri"), 500)
        code = uri.rstrip("/").rpartition("/")[2].upper()
        name = known_text(area.get("name") or area.get("service_area"), 200)
        if code in NATIONAL or name.casefold() in NATIONAL_NAMES:
            areas.national = True
        elif uri.startswith((AREA_URI, AREA_URI.replace("http:", "https:"))) and code:
            areas.authorities.append(code)
        elif area.get("extent_type") == "geojson" and isinstance(area.get("extent"), str):
            areas.shapes.append(area["extent"])
        elif name:
            areas.names.append(name)
    return areas
