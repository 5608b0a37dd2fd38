"""Every version's names as version 3's, so that one reader reads them all.

Open Referral UK 1 and 3, HSDS 1 to 3, and Outpost (which many councils run) name the same things
differently. Only names and nesting change here; what a value means is its reader's business. The
field lists are from the standards' own schemas and from Outpost's serialisers.
"""

import re
from typing import Any

from open_referral.harvest.names import ADDRESS, NAMES, PARTS, POINT, TEXTS, WHERE
from open_referral.harvest.values import MOST_OF_A_KIND, Json

EMPTY: tuple[Any, ...] = (None, "", [], {})


BETWEEN_TERMS = re.compile(r"[;|,]")


def modern(value: Json, kind: str = "service") -> Json:
    """An object in version 3's names; a new one, whose known parts are new ones, too.

    Each known part is a list of objects. Where two spellings stand side by side, lists are
    joined; of single values the second stays under its own name.
    """
    names, parts = NAMES.get(kind, {}), PARTS.get(kind, {})
    found: Json = {}
    came: dict[str, str] = {}
    for written, part in value.items():
        name = names.get(written, written)
        if name in parts:
            more, before = listed(part, parts[name]), found.get(name, [])
            # who runs it goes before a "provider" beside it
            own = name == "organization" and written != "provider"
            found[name] = more + before if own else before + more
        elif found.get(name) in EMPTY:
            found[name], came[name] = part, written
        elif part not in EMPTY and written == name:
            # it goes before what another spelling said
            found[came[name]], found[name] = found[name], part
        elif part not in EMPTY:
            found[written] = part
    return NESTED.get(kind, same)(found)


def listed(part: Any, kind: str) -> list[Json]:
    """The objects in a list, or the one that stands by itself; a text is one, too."""
    if kind == "attribute" and isinstance(part, str):
        part = [term.strip() for term in BETWEEN_TERMS.split(part)]
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
    name_organization(found)
    describe(found)
    fees = found.get("fees_description")
    if isinstance(fees, list | dict):
        found["cost_options"] = found.get("cost_options", []) + listed(fees, "cost")
        del found["fees_description"]
    locations = found.pop("locations", [])
    if not (locations or found.get("service_at_locations")):
        locations = flat(found)
    if not found.get("service_at_locations"):
        found["service_at_locations"] = [
            {"id": one.get("id"), "location": [one]} for one in locations
        ]
    return found


def name_organization(found: Json) -> None:
    """Some have no more of it than its name."""
    first: Json = next(iter(found.get("organization", [])), {})
    if first.get("name") in EMPTY:
        names = [name for name in NAMES_IT if isinstance(found.get(name), str) and found[name]]
        for name in names[:1]:
            found["organization"] = [{**first, "name": found.pop(name)}]


NAMES_IT = ("organisation_name", "organization_name", "provider_name", "run_by")


def describe(found: Json) -> None:
    """A description under another name, or in parts, is one; so is an alert."""
    for name, others in ONE_TEXT.items():
        found[name] = texts_of(found.get(name))
        for other in others:
            if found[name] in EMPTY and other in found:
                found[name] = texts_of(found.pop(other))
        if found[name] in EMPTY:
            del found[name]


ONE_TEXT: dict[str, tuple[str, ...]] = {
    "description": (
        "long_description", "full_description", "description_html", "about", "summary",
        "short_description",
    ),
    "alert": (),
}  # fmt: skip


IN_PARTS = {"title", "heading", "message", "body", "text", "content"}


def texts_of(part: Any) -> Any:
    """The texts of a list, or the one in an object, in lines; all else as it is."""
    if isinstance(part, dict) and (len(part) == 1 or part.keys() <= IN_PARTS):
        part = list(part.values())
    if isinstance(part, list) and part and all(isinstance(one, str) for one in part):
        return "\n".join(part)
    return part


def schedule(found: Json) -> Json:
    """Some have a text for each day, or a clock under "open" and "close"."""
    for name, other in (("open", "opens_at"), ("close", "closes_at")):
        clock = found.get(name)
        if isinstance(clock, str) and any(map(str.isdigit, clock)) and found.get(other) in EMPTY:
            found[other] = found.pop(name)
    days = [name for name in found if name.casefold() in DAYS and isinstance(found[name], str)]
    if days:
        found["said"] = "; ".join(f"{name} {found.pop(name)}" for name in days)
    day = found.get("weekday")
    if isinstance(day, str) and "schema.org/" in day:
        found["weekday"] = day.rpartition("/")[2]
    return found


DAYS = {
    day[:length]
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    for length in (3, len(day))
}


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
    pair = found.get("coordinates")
    if isinstance(pair, list) and len(pair) == 2:
        found["coordinates"] = ", ".join(map(str, pair))
    for name in ("geo", "position", "coordinates"):
        point = found.get(name)
        if isinstance(point, dict) and found.get("latitude") in EMPTY:
            read = modern(point, "location")
            if read.keys() >= POINT:
                del found[name]
                found["latitude"], found["longitude"] = read["latitude"], read["longitude"]
    return found


def attribute(found: Json) -> Json:
    """Outpost's terms stand there themselves, and not behind a link."""
    if not found.get("taxonomy_term") and "name" in found:
        term = {name: found.pop(name) for name in TERM & found.keys()}
        found["taxonomy_term"] = [modern(term, "term")]
    return found


TERM = {"id", "name", "taxonomy_id", "vocabulary", "parent_id", "slug", "description"}
NESTED = {
    "service": service, "location": location, "attribute": attribute, "schedule": schedule,
}  # fmt: skip
