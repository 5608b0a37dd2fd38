"""The search: one indexed query that walks outward from home, for each interest separately."""
# ruff: noqa: S608 - only fixed text is put together here; every value is a parameter.

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any
from uuid import UUID

from django.contrib.gis.geos import Point

from geography import replica, water
from resources.freshness import is_overdue, oldest_trusted
from resources.listings import interest_key
from resources.near.rules import (
    METRES_PER_MILE,
    Candidate,
    Filters,
    Found,
    Person,
    Wanted,
    arrange,
)
from resources.near.words import Called, called, is_meant

NEAREST = 12  # places looked at for each interest; "more like these" looks at as many again

REMOTE = 6  # and as many of what needs no place


@dataclass(frozen=True)
class Search:
    """Everything the query depends on. `interests` are slugs, the most wanted first. Without a home
    only what needs no place, and serves everyone, is looked for. `to_water`: how many metres the
    home is from wide water at the least; no line from it that is shorter crosses it."""

    interests: Sequence[str]
    home: Point | None
    authority: str
    person: Person
    filters: Filters
    today: dt.date
    nearest: int = NEAREST
    remote: int = REMOTE
    to_water: float = inf
    called: Called | None = None  # by the words to search by

    @property
    def by_water(self) -> bool:
        """Whether a way to what is in range can lead across the water."""
        return self.to_water < self.filters.miles * METRES_PER_MILE

    @property
    def stays_ashore(self) -> bool:
        return self.filters.ashore and self.by_water


# Who it is for, its end, whether it is checked at all, and filters. What the person did not say
# is not asked about. `made_for`: only what was made for people with a condition of this person's.
# `words`: which of the conditions of `Called`.
def suits(search: Search, *, made_for: bool = False, words: str = "found") -> str:
    person = search.person
    asked = ["l.ends_on >= %(today)s", "l.verify_by >= %(oldest_trusted)s"]
    if person.ages:
        asked += ["l.minimum_age <= %(oldest)s", "l.maximum_age >= %(youngest)s"]
    if person.gender:
        asked.append("(l.genders = '{}' OR %(gender)s = ANY(l.genders))")
    if made_for:
        asked.append(MADE_FOR)
    elif person.conditions:
        asked.append("(NOT l.for_conditions OR l.conditions && %(conditions)s::varchar[])")
    if search.called:
        asked.append(getattr(search.called, words))
    return " AND ".join([*asked, *narrowed(search)])


def narrowed(search: Search) -> list[str]:
    filters, asked = search.filters, []
    if filters.day is not None:
        asked.append("(l.days & %(day)s <> 0 OR (l.point IS NULL AND l.days = 0))")
    if filters.free:
        asked.append("l.free")
    if filters.step_free:
        asked.append("l.step_free")
    if filters.online:
        asked.append("l.online")
    return asked


HOME = "%(home)s::geography"

IN_AREA = f"(l.area IS NOT NULL AND ST_Covers(l.area, {HOME}))"

SERVES_HOME = f"(l.everywhere OR %(authority)s = ANY(l.authorities) OR {IN_AREA})"

# Of the several places of one resource only the nearest counts, of those that pass the filters by
# themselves: each has its own times.
NEAREST_OF_ITS_PLACES = f"""(l.lone OR NOT EXISTS (
    SELECT 1 FROM resources_listing other
    WHERE other.resource_id = l.resource_id AND other.interest_key = l.interest_key
        AND other.point IS NOT NULL AND (other.step_free OR NOT %(step_free)s)
        AND other.ends_on >= %(today)s AND (%(day)s = 0 OR other.days & %(day)s <> 0)
        AND (other.point <-> {HOME}, other.id) < (l.point <-> {HOME}, l.id)))"""

# Nothing nearer than the water is across it.
ACROSS = f"(l.point <-> {HOME} > %(to_water)s AND {water.CROSSES})".format(
    place="l.point::geometry"
)

AT_A_PLACE = f"""
    SELECT l.resource_id, l.place_id, l.point <-> {HOME} AS metres,
        l.verified_on, l.verify_by, l.conditions && %(named_conditions)s::varchar[], {{across}},
        {{named}}
    FROM resources_listing l
    WHERE l.interest_key = wanted.key AND l.point IS NOT NULL
        AND {{suits}} AND {NEAREST_OF_ITS_PLACES} AND {{area}}
    ORDER BY l.point <-> {HOME}
    FETCH FIRST %(nearest)s ROWS WITH TIES"""

WITHOUT_A_PLACE = """
    SELECT l.resource_id, NULL::uuid, NULL::float, l.verified_on, l.verify_by,
        l.conditions && %(named_conditions)s::varchar[], false, {named}
    FROM resources_listing l
    WHERE l.interest_key = wanted.key AND l.point IS NULL AND {serving} AND {suits}
    ORDER BY {first}l.verified_on DESC NULLS LAST, l.resource_id
    LIMIT %(remote)s"""

# `each`: what a part is asked for again and again, besides the interests.
QUERY = """
SELECT wanted.rank - 1, found.*
FROM unnest(%(keys)s::int[]) WITH ORDINALITY AS wanted(key, rank){each}
CROSS JOIN LATERAL ({parts}) found"""

# Those whom it serves, and whether it was made for people with some condition.
EACH_AUTHORITY = """
CROSS JOIN unnest(%(authorities)s::varchar[]) AS serving(authority)
CROSS JOIN unnest('{f,t}'::bool[]) AS made(for_conditions)"""
SERVING = "l.authority = serving.authority AND l.for_conditions = made.for_conditions"

# What was made for people with a condition of this person's comes first, so that all of it in range
# is looked for, though it is not among the nearest. Few resources are: these have an index.
MADE_FOR = "l.for_conditions AND l.conditions && %(named_conditions)s::varchar[]"

IN_RANGE = f"ST_DWithin(l.point, {HOME}, %(metres)s, false)"


def union(parts: Sequence[str]) -> str:
    return " UNION ALL ".join(f"({part})" for part in parts)


def reachable(search: Search) -> str:
    """The query for what serves the home: the nearest places, and what needs no place."""
    remote = without_a_place(search, suits(search), serving=SERVING)
    query = QUERY.format(each=EACH_AUTHORITY, parts=remote)
    if search.home:
        query += " UNION ALL " + QUERY.format(each="", parts=union(round_home(search)))
    return query


def without_a_place(search: Search, asked: str, *, serving: str, first: str = "") -> str:
    """Those named by the words come first."""
    named = search.called.named if search.called else "false"
    first = f"{named} DESC, {first}" if search.called else first
    return WITHOUT_A_PLACE.format(suits=asked, serving=serving, first=first, named=named)


def at_a_place(search: Search, asked: str, *, area: str, named: str = "") -> str:
    return AT_A_PLACE.format(
        suits=asked,
        area=area,
        across=ACROSS if search.by_water else "false",
        named=named or (search.called.named if search.called else "false"),
    )


def round_home(search: Search) -> list[str]:
    """What needs no place and serves the ground that the home is on; and places: the nearest, those
    in range on this side of the water, which come before what is across it, and those in range
    that were made for the person or are named by the words searched by."""
    asked = suits(search, words="joined")
    in_range = f"{IN_RANGE} AND {SERVES_HOME}"
    ashore = f"{in_range} AND NOT {ACROSS}"
    parts = [
        without_a_place(search, suits(search), serving=IN_AREA, first="l.for_conditions DESC, ")
    ]
    if search.filters.online:
        return parts
    if search.by_water:
        parts.append(at_a_place(search, asked, area=ashore))
    if not search.stays_ashore:
        parts.append(at_a_place(search, asked, area=SERVES_HOME))
    near = ashore if search.stays_ashore else in_range
    if search.person.named_conditions:
        parts.append(at_a_place(search, suits(search, made_for=True, words="joined"), area=near))
    if search.called:
        parts.append(at_a_place(search, suits(search, words="named"), area=near, named="true"))
    return parts


def outside_area(search: Search) -> str:
    """The query for what lies within range but serves another area."""
    area = f"NOT {SERVES_HOME} AND {IN_RANGE}"
    if search.stays_ashore:
        area += f" AND NOT {ACROSS}"
    return QUERY.format(each="", parts=at_a_place(search, suits(search, words="joined"), area=area))


def match(search: Search, wanted: Sequence[Wanted], shown: Sequence[int] = ()) -> Found[Candidate]:
    """The whole matching: a section for each wanted interest, and what needs no place.

    One query; and a second, only where an interest has nothing in range, for what is near but
    serves another area. Words to search by are looked for in each resource, and in the interests'
    names, for which all that fits is meant: each is a query of its own.
    """
    if search.filters.words:
        return match_words(search, wanted, shown)
    found = arranged(search, wanted, shown, run(reachable(search), search))
    return found if search.home else Found(remote=found.remote)


def match_words(search: Search, wanted: Sequence[Wanted], shown: Sequence[int]) -> Found[Candidate]:
    """The matching within what has the words in it, the best match first."""
    meant = [want.slug for want in wanted if is_meant(want.name, search.filters.words)]
    whole = replace(search, interests=meant, filters=replace(search.filters, words=""))
    named = run(reachable(whole), whole) if meant else []
    found = arranged(whole, wanted, shown, named)
    for meant_by_words in called(search.filters.words):
        within = replace(search, called=meant_by_words)
        found = arranged(within, wanted, shown, run(reachable(within), within) + named)
        if found.listed:
            break
    found.sections = [section for section in found.sections if section.listed or section.above]
    found.sections.sort(key=lambda section: not any(one.named for one in section.listed))
    return found


def arranged(
    search: Search, wanted: Sequence[Wanted], shown: Sequence[int], found: list[Candidate]
) -> Found[Candidate]:
    # once each, as it was found first: what was searched by words knows whether it is named
    candidates = list({one[:3]: one for one in reversed(found)}.values())
    miles = search.filters.miles
    served = {one.interest for one in candidates if one.miles is not None and one.miles <= miles}
    unserved = replace(search, interests=[one for one in search.interests if one not in served])
    ask = search.home and unserved.interests and not search.filters.online
    return arrange(
        candidates,
        wanted=wanted,
        miles=miles,
        nearest=search.nearest,
        shown=shown,
        outside_area=run(outside_area(unserved), unserved) if ask else [],
    )


def run(query: str, search: Search) -> list[Candidate]:
    person, filters = search.person, search.filters
    youngest, oldest = person.ages or (None, None)
    parameters: dict[str, Any] = {
        "keys": [interest_key(slug) for slug in search.interests],
        "home": search.home and search.home.hexewkb.decode(),
        "longitude": search.home and search.home.x,
        "latitude": search.home and search.home.y,
        "to_water": search.to_water,
        "authority": search.authority,
        "authorities": sorted({"", search.authority}),
        "today": search.today,
        "oldest_trusted": oldest_trusted(search.today),
        "youngest": youngest,
        "oldest": oldest,
        "gender": person.gender,
        "conditions": list(person.conditions),
        "named_conditions": person.named_conditions,
        "day": 0 if filters.day is None else 1 << filters.day,
        "step_free": filters.step_free,
        "metres": filters.miles * METRES_PER_MILE,
        "nearest": search.nearest,
        "remote": search.remote,
    }
    with replica.connection().cursor() as cursor:
        cursor.execute((search.called.head if search.called else "") + query, parameters)
        return [candidate(search, row) for row in cursor.fetchall()]


Row = tuple[int, UUID, UUID | None, float | None, dt.date | None, dt.date | None, bool, bool, bool]


def candidate(search: Search, row: Row) -> Candidate:
    rank, resource, place, metres, verified_on, verify_by, *marks = row
    miles = None if metres is None else metres / METRES_PER_MILE
    overdue = is_overdue(verify_by, search.today)
    interest = search.interests[rank]
    return Candidate(interest, resource, place, miles, verified_on, overdue, *marks)
