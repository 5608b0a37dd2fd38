"""The search: one indexed query that walks outward from home, for each interest separately."""
# ruff: noqa: S608 - only fixed text is put together here; every value is a parameter.

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import connection, transaction

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
from resources.near.words import ALIKE, called, is_meant, parameters_of

NEAREST = 12  # places looked at for each interest; "more like these" looks at as many again

REMOTE = 6  # and as many of what needs no place


@dataclass(frozen=True)
class Search:
    """Everything the query depends on. `interests` are slugs, the most wanted first. Without a home
    only what needs no place, and serves everyone, is looked for."""

    interests: Sequence[str]
    home: Point | None
    authority: str
    person: Person
    filters: Filters
    today: dt.date
    nearest: int = NEAREST
    remote: int = REMOTE


# Who it is for, its end, whether it is checked at all, and filters. What the person did not say
# is not asked about. `made_for`: only what was made for people with a condition of this person's.
def suits(search: Search, *, made_for: bool = False) -> str:
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
    return " AND ".join([*asked, *narrowed(search.filters)])


def narrowed(filters: Filters) -> list[str]:
    asked = []
    if filters.day is not None:
        asked.append("(l.days & %(day)s <> 0 OR (l.point IS NULL AND l.days = 0))")
    if filters.free:
        asked.append("l.free")
    if filters.step_free:
        asked.append("l.step_free")
    if filters.online:
        asked.append("l.online")
    if filters.words:
        asked.append("l.resource_id = ANY((SELECT ids FROM called)::uuid[])")
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

AT_A_PLACE = f"""
    SELECT l.resource_id, l.place_id, l.point <-> {HOME} AS metres,
        l.verified_on, l.verify_by, l.conditions && %(named_conditions)s::varchar[]
    FROM resources_listing l
    WHERE l.interest_key = wanted.key AND l.point IS NOT NULL
        AND {{suits}} AND {NEAREST_OF_ITS_PLACES} AND {{area}}
    ORDER BY l.point <-> {HOME}
    FETCH FIRST %(nearest)s ROWS WITH TIES"""

WITHOUT_A_PLACE = """
    SELECT l.resource_id, NULL::uuid, NULL::float, l.verified_on, l.verify_by,
        l.conditions && %(named_conditions)s::varchar[]
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
    remote = WITHOUT_A_PLACE.format(suits=suits(search), serving=SERVING, first="")
    query = QUERY.format(each=EACH_AUTHORITY, parts=remote)
    if search.home:
        query += " UNION ALL " + QUERY.format(each="", parts=union(round_home(search)))
    return called(search.filters.words) + query


def round_home(search: Search) -> list[str]:
    """What needs no place and serves the ground that the home is on; the nearest places; and those
    in range that were made for the person."""
    asked = suits(search)
    made_first = "l.for_conditions DESC, "
    parts = [WITHOUT_A_PLACE.format(suits=asked, serving=IN_AREA, first=made_first)]
    if search.filters.online:
        return parts
    parts.append(AT_A_PLACE.format(suits=asked, area=SERVES_HOME))
    if search.person.named_conditions:
        near = f"{IN_RANGE} AND {SERVES_HOME}"
        parts.append(AT_A_PLACE.format(suits=suits(search, made_for=True), area=near))
    return parts


def outside_area(search: Search) -> str:
    """The query for what lies within range but serves another area."""
    area = f"NOT {SERVES_HOME} AND {IN_RANGE}"
    return called(search.filters.words) + QUERY.format(
        each="", parts=AT_A_PLACE.format(suits=suits(search), area=area)
    )


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
    """The matching within what has the words in it."""
    meant = [want.slug for want in wanted if is_meant(want.name, search.filters.words)]
    whole = replace(search, interests=meant, filters=replace(search.filters, words=""))
    named = run(reachable(whole), whole) if meant else []
    found = Found[Candidate]()
    for alike in ALIKE:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL pg_trgm.strict_word_similarity_threshold = {alike}")
            found = arranged(search, wanted, shown, run(reachable(search), search) + named)
        if found.listed:
            break
    found.sections = [section for section in found.sections if section.listed or section.above]
    return found


def arranged(
    search: Search, wanted: Sequence[Wanted], shown: Sequence[int], found: list[Candidate]
) -> Found[Candidate]:
    candidates = list(dict.fromkeys(found))
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
        **parameters_of(filters.words),
    }
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return [candidate(search, row) for row in cursor.fetchall()]


Row = tuple[int, UUID, UUID | None, float | None, dt.date | None, dt.date | None, bool]


def candidate(search: Search, row: Row) -> Candidate:
    rank, resource, place, metres, verified_on, verify_by, made_for = row
    miles = None if metres is None else metres / METRES_PER_MILE
    overdue = is_overdue(verify_by, search.today)
    interest = search.interests[rank]
    return Candidate(interest, resource, place, miles, verified_on, overdue, made_for)
