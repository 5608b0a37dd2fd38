"""Where a service of somebody else's feed happens, and the area it serves."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from geography import points, postcodes
from open_referral import terms
from open_referral.harvest.secrecy import is_hidden, secret_by_flag
from open_referral.harvest.times import NOWHERE, Placed
from open_referral.harvest.told import Told
from open_referral.harvest.values import (
    Json,
    key_of,
    known_text,
    number,
    objects,
    take_text,
    uuid_text,
)
from open_referral.ids import derived
from open_referral.publish.service_objects import AREA_URI
from resources.confidential import MASKED

# the countries' and the kingdom's codes among the ONS area codes
NATIONAL = {"K02000001", "K03000001", "K04000001", "E92000001"}
NATIONAL_NAMES = {"national", "united kingdom", "uk", "england", "great britain", "nationwide"}
HERE = {"", "gb", "uk", "gbr", "united kingdom", "england", "scotland", "wales", "great britain",
        "northern ireland", "jersey", "guernsey", "isle of man", "je", "gg", "im"}  # fmt: skip
TYPES = ("", "physical", "virtual", "postal")
# in a schedule: the name of its place
CALLED = ("location", "location_name", "venue", "venue_name", "place")
PAIRS = ("coordinates", "point", "geo", "latlng", "lat_lng", "wkt", "grid_reference")
LINES = ("building", "address_1", "address_2", "address_3", "address_4", "region")
LOCATING = ("name", "address", "town", "postcode", "point")
OTHER = {"postal": "Address to write to"}
MOST_TRANSPORT = 200
NIL = "00000000-0000-0000-0000-000000000000"


@dataclass
class Places:
    """As PlaceForm takes them, each with the feed's "key" for it and its "id" if that is a UUID."""

    places: list[Json] = field(default_factory=list)
    # those of the service, and of its places by their number
    schedules: list[Placed] = field(default_factory=list)
    # the feed says that an address must not be known
    hidden: bool = False


def take_places(found: Json, told: Told) -> Places:
    taken = Places(hidden=secret_by_flag(found))
    # by the ids of what joins them to the service, and of locations
    numbers: dict[str, int] = {}
    for at in objects(found.get("service_at_locations")):
        rows, number = objects(at.get("schedules")), NOWHERE
        for location in objects(at.get("location"))[:1]:
            rows += objects(location.get("schedules"))
            taken.hidden |= is_hidden(at, location)
            if place := take_place(at, location, told):
                number = len(taken.places)
                taken.places.append(place)
            numbers[key_of(location.get("id"))] = number
        numbers[key_of(at.get("id"))] = number
        taken.schedules += [Placed(row, number) for row in rows]
    named = {place["name"].casefold(): at for at, place in enumerate(taken.places)}
    for row in objects(found.get("schedules")):
        key = key_of(row.get("service_at_location_id")) or key_of(row.get("location_id"))
        where = numbers.get(key, NOWHERE) if key else place_named(row, named)
        taken.schedules.append(Placed(row, where))
    if not taken.places:
        # nowhere to tell it from
        taken.schedules = [Placed(row, None) for row, _ in taken.schedules]
    return taken


def place_named(row: Json, named: dict[str, int]) -> int | None:
    """The number of the place that a schedule calls by its name; None where it calls none."""
    for name in CALLED:
        where = next(iter(objects(row.get(name))), {})
        text = known_text(where.get("name") or row.get(name), 200)
        if not text:
            continue
        number = named.get(text.casefold(), NOWHERE)
        if number == NOWHERE:
            about = known_text(row.get("description"), 2000)
            row["description"] = " ".join(filter(None, [about, f"at {text}"]))
        row.pop(name, None)
        return number
    about = known_text(row.get("description"), 200).casefold()
    if about not in named or not about:
        return None
    del row["description"]
    return named[about]


def take_place(at: Json, location: Json, told: Told) -> Json | None:
    kind = known_text(location.get("location_type"), 40).casefold()
    if kind in TYPES:
        location.pop("location_type", None)
    if kind == "postal":
        say_others(objects(location.get("addresses")), told, "Address to write to")
    if kind in ("virtual", "postal"):
        return None
    address, *others = choose(objects(location.get("addresses"))) or [{}]
    say_others(others, told)
    where = take_address(at, address, told)
    place = {
        "key": key_of(at.get("id") or location.get("id")),
        "id": uuid_text(at.get("id")),
        "name": take_text(location, "name", 200),
        **where,
        "point": take_point(location, where["postcode"], told),
        "transport": take_transport(location, told),
        **take_access(location),
    }
    told.say_of_place(f"About {place['name'] or 'the place'}",
             take_text(at, "description", 2000), take_text(location, "description", 2000),
             take_text(location, "alternate_name", 200))  # fmt: skip
    if any(place[name] for name in LOCATING):
        return place
    told.say_of_place("Getting there", place["transport"])
    return None


def choose(addresses: list[Json]) -> list[Json]:
    """The one to go to first."""
    return sorted(addresses, key=lambda one: one.get("address_type") not in ("physical", None, ""))


def take_address(at: Json, address: Json, told: Told) -> Json:
    """`address`, `town` and `postcode`; the county only where no postcode says as much."""
    ours = uuid_text(address.get("id")) == str(derived(uuid_text(at.get("id")), "address"))
    county = known_text(address.get("state_province"), 100)
    if ours:
        # worked out from the postcode where it was published
        address.pop("state_province", None)
        county = ""
    lines = [take_text(address, name, 300) for name in LINES]
    if lines[0] and lines[1].casefold().startswith(lines[0].casefold()):
        del lines[0]  # "Town Hall", and "Town Hall, High Street"
    town = take_text(address, "city", 100).strip(" ,")
    postcode = take_text(address, "postal_code", 20)
    if not postcode:
        # "1 High Street, Southampton SO17 1BJ"
        apart = [postcodes.split(line) for line in lines]
        if sum(1 for code, _ in apart if code) == 1:
            postcode, lines = max(code for code, _ in apart), [rest for _, rest in apart]
    take_country(address, told)
    if any(lines) and county and not postcode and county != town:
        lines.append(take_text(address, "state_province", 100))
    address.pop("address_type", None)
    kept = [line for line in lines if line and line != town and not MASKED.fullmatch(line)]
    return {
        "address": ", ".join(dict.fromkeys(kept)),
        "town": town,
        "postcode": postcode,
    }


def take_country(address: Json, told: Told) -> None:
    country = take_text(address, "country", 60)
    if country.casefold() not in HERE:
        told.notes.append(f"Its address is said to be in {country}.")


def say_others(addresses: list[Json], told: Told, label: str = "") -> None:
    """Another address of one location: where to write to, or a second door."""
    for address in addresses:
        kind = known_text(address.get("address_type"), 40)
        names = (*LINES, "city", "state_province", "postal_code")
        lines = filter(None, (take_text(address, name, 300) for name in names))
        told.say_of_place(label or OTHER.get(kind, "Another address"), ", ".join(lines))
        take_country(address, told)
        address.pop("address_type", None)


def take_point(location: Json, postcode: str, told: Told) -> str:
    """As well-known text, or empty where it is none in the United Kingdom. From degrees, or else
    from metres of the grid, or from both in one text."""
    grid = points.grid_of(postcode)
    ways: tuple[tuple[Callable[..., Any], tuple[str, ...]], ...] = (
        (points.read_degrees, ("latitude", "longitude")),
        (partial(points.read_grid, grid=grid), ("easting", "northing")),
        *((partial(points.read_pair, grid=grid), (name,)) for name in PAIRS),
    )
    for read, names in ways:
        if any(location.get(name) is None for name in names):
            continue
        said = [known_text(location[name], 100) for name in names]
        if not all(said):
            continue
        for name in names:
            del location[name]
        if {number(one) for one in said} == {0}:
            continue  # nothing, as programs write it
        try:
            if point := read(*said):
                return f"SRID=4326;POINT ({point.x!r} {point.y!r})"
        except points.PointError as error:
            told.notes.append(str(error))
    return ""


def take_transport(location: Json, told: Told) -> str:
    written = take_text(location, "transportation", 2000)
    if len(written) > MOST_TRANSPORT:
        told.say_of_place("Getting there", written)
        return ""
    return written


def take_access(location: Json) -> dict[str, str]:
    """Our own facts, which come as terms of ours."""
    facts = {}
    for link in objects(location.get("attributes")):
        term = terms.FIXED.get(UUID(uuid_text(link.get("taxonomy_term_id")) or NIL))
        if term is not None and term.taxonomy is terms.PLACE:
            fact, _, known = term.code.partition(":")
            facts[fact] = known
            link.clear()
    return {fact: facts.get(fact, "not_known") for fact in terms.ACCESS}


@dataclass
class Areas:
    """The area served, in the ways it is told."""

    national: bool = False
    authorities: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    # GeoJSON
    shapes: list[str] = field(default_factory=list)


def take_areas(found: Json, told: Told) -> Areas:
    areas = Areas()
    holders = [found, *objects(found.get("service_at_locations"))]
    for area in (area for holder in holders for area in objects(holder.get("service_areas"))):
        uri = known_text(area.get("uri"), 500)
        code = uri.rstrip("/").rpartition("/")[2].upper()
        name = take_text(area, "name", 200)
        told.say("Area served", take_text(area, "description", 2000))
        if code in NATIONAL or name.casefold() in NATIONAL_NAMES:
            areas.national = True
            area.pop("uri", None)
        elif uri.startswith((AREA_URI, AREA_URI.replace("http:", "https:"))) and code:
            areas.authorities.append(code)
            del area["uri"]
        elif area.get("extent_type") == "geojson" and isinstance(area.get("extent"), str):
            areas.shapes.append(area.pop("extent"))
        elif name:
            areas.names.append(name)
        if area.get("extent_type") == "geojson":
            del area["extent_type"]
    return areas
