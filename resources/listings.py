"""Keeping the match index and what is searched by words in step with the directory."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from resources.vocabulary import Cost, Delivery, Known, Status


def interest_key(slug: str) -> int:
    """The number that stands for an interest's slug in the index; INSERT makes the same one."""
    start = hashlib.md5(slug.encode(), usedforsecurity=False).digest()[:4]
    return int.from_bytes(start, "big", signed=True)


INSERT = """
WITH resource AS (
    SELECT r.*,
        coalesce(authorities.codes, '{}') AS authorities,
        r.national OR (authorities.codes IS NULL AND r.area IS NULL) AS everywhere,
        coalesce(places.located, 0) AS located,
        coalesce(places.step_free, false) AS any_step_free,
        r.delivery && %(remote)s::varchar[] AS remote,
        r.delivery = '{}' OR %(place)s = ANY(r.delivery) AS at_place
    FROM resources_resource r
    LEFT JOIN LATERAL (
        SELECT array_agg(a.localauthority_id) AS codes
        FROM resources_resource_authorities a WHERE a.resource_id = r.id
    ) authorities ON true
    LEFT JOIN LATERAL (
        SELECT count(p.point) AS located, bool_or(p.step_free = %(yes)s) AS step_free
        FROM resources_place p WHERE p.resource_id = r.id
    ) places ON true
    WHERE r.status = %(active)s AND (%(everything)s OR r.id = ANY(%(ids)s::uuid[]))
),
spot AS (
    -- at a place that may be shown
    SELECT r.id AS resource_id, r.located = 1 AS lone, p.id AS place_id, p.point,
        '' AS authority, CASE WHEN r.everywhere THEN NULL ELSE r.area END AS area,
        p.step_free = %(yes)s AS step_free
    FROM resource r JOIN resources_place p ON p.resource_id = r.id
    WHERE r.at_place AND NOT r.address_confidential AND p.point IS NOT NULL
    UNION ALL
    -- beside the map: one row for each way in which the area served can include a home
    SELECT r.id, true, NULL, NULL, serves.authority, serves.area, r.remote OR r.any_step_free
    FROM resource r CROSS JOIN LATERAL (
        SELECT '' AS authority, NULL::geography AS area WHERE r.everywhere
        UNION ALL
        SELECT unnest(r.authorities), NULL WHERE NOT r.everywhere
        UNION ALL
        SELECT 'area', r.area WHERE NOT r.everywhere AND r.area IS NOT NULL
    ) serves
    WHERE r.remote OR r.address_confidential OR (r.national AND r.located = 0)
)
INSERT INTO resources_listing (
    resource_id, lone, place_id, point, interest_id, interest_key,
    everywhere, authorities, authority, area,
    minimum_age, maximum_age, genders, conditions, for_conditions,
    ends_on, days, free, step_free, online, verified_on, verify_by
)
SELECT r.id, spot.lone, spot.place_id, spot.point, i.interest_id,
    ('x' || substr(md5(i.interest_id), 1, 8))::bit(32)::int,
    r.everywhere, r.authorities, spot.authority, spot.area,
    coalesce(r.minimum_age, 0), coalesce(r.maximum_age, %(oldest)s),
    r.genders, r.conditions, r.conditions <> '{}',
    coalesce(least(r.ends_on, times.ends_on), %(never)s),
    coalesce(times.days, 0), r.cost = %(free)s, spot.step_free, %(online)s = ANY(r.delivery),
    r.verified_on, coalesce(r.verify_by, %(never)s)
FROM resource r
JOIN spot ON spot.resource_id = r.id
-- looked up for each, not read as a whole, however few the planner thinks there are (OFFSET 0)
CROSS JOIN LATERAL (
    SELECT interest_id FROM resources_resource_interests WHERE resource_id = r.id OFFSET 0
) i
-- the times there: those of the place, and those that hold wherever it is
CROSS JOIN LATERAL (
    -- a date of the month may be on any day
    SELECT bit_or(coalesce(1 << s.weekday, %(any_day)s)) AS days,
        -- over when all of them are
        CASE WHEN count(*) = count(s.last_date) THEN max(s.last_date) END AS ends_on
    FROM resources_schedule s
    WHERE s.resource_id = r.id AND (
        s.place_id IS NULL OR s.place_id = spot.place_id OR r.address_confidential
        OR (spot.place_id IS NULL AND NOT r.remote))
) times
WHERE %(interests)s::varchar[] IS NULL OR i.interest_id = ANY(%(interests)s)
-- neighbours side by side on disk: a search then reads few pages
ORDER BY i.interest_id, spot.point
"""


DELETE = """
DELETE FROM resources_listing
WHERE resource_id = ANY(%(ids)s::uuid[])
    AND (%(interests)s::varchar[] IS NULL OR interest_id = ANY(%(interests)s))
"""

ANY_DAY = (1 << 7) - 1  # as bits, Monday first
# What stands for "no limit": no age and no day reaches it.
OLDEST, NEVER = 999, dt.date.max

VALUES: dict[str, Any] = {
    "active": Status.ACTIVE,
    "place": Delivery.PLACE,
    "online": Delivery.ONLINE,
    "remote": [Delivery.ONLINE, Delivery.PHONE, Delivery.HOME],
    "free": Cost.FREE,
    "yes": Known.YES,
    "oldest": OLDEST,
    "never": NEVER,
    "any_day": ANY_DAY,
}


@transaction.atomic
def refresh(
    resource_ids: Iterable[UUID] | None = None,
    *,
    words: bool = True,
    interests: Collection[str] | None = None,
) -> None:
    """Make the match index and `SearchText` say what the directory says: of these resources, or of
    all.

    Call it after every change to a resource, its interests, authorities, places or schedules,
    in the same transaction. Running it again changes nothing. Only active resources are in the
    index; an end date is looked at when matching, so nothing needs to run at midnight. `words`:
    whether what it is found by may have changed; it takes as long as all the rest. `interests`: of
    these resources only whether they have these interests has changed.
    """
    ids = None if resource_ids is None else sorted(map(str, resource_ids))
    only = None if interests is None else sorted(interests)
    with connection.cursor() as cursor:
        # Two refreshes of one resource at once would each insert its rows.
        if ids is None:
            cursor.execute("LOCK TABLE resources_listing IN SHARE ROW EXCLUSIVE MODE")
            cursor.execute("DELETE FROM resources_listing")
        else:
            cursor.execute(
                "SELECT 1 FROM resources_resource WHERE id = ANY(%s::uuid[])"
                " ORDER BY id FOR NO KEY UPDATE",
                [ids],
            )
            cursor.execute(DELETE, {"ids": ids, "interests": only})
        which: dict[str, Any] = {"everything": ids is None, "ids": ids or [], "interests": only}
        cursor.execute(INSERT, {**VALUES, **which})
        if words:
            cursor.execute("SELECT resources_refresh_search_text(%s::uuid[])", [ids])
        if ids is None:
            cursor.execute("ANALYZE resources_listing, resources_searchtext")
