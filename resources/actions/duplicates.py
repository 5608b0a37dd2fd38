"""Which entries may be one and the same. The rule is our decision.

Two entries are compared when they lie within 300 metres of each other, share a phone number, an
e-mail or web address that few others have, or have the same name and provider. The score is the
likeness of their names and something for each thing they share, less something when they are known
to be in different places, as branches are; a pair is shown from `LEAST_ALIKE` and `LEAST_SCORE` up.
Names are alike (0 to 1) by the trigrams they share. One or two letters that differ count for
little, which is fair to short names; "Central" and "Central and Learning Centre" are somewhat
alike too. Several activities of one hall share words and contacts, and are not shown for that.
"""

import datetime as dt
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet

from resources.vocabulary import Status

NEAR = 300  # metres
LEAST_ALIKE = 0.6
LEAST_SCORE = 0.85
TYPING_ERROR = 2  # letters: two that changed places are two
WITHIN = 0.6  # how alike names are of which one holds the other
FEW = 4  # a phone or an address that more entries share is their organisation's, and tells nothing

# a search that takes longer was stopped in the middle, with its worker
LONGEST = dt.timedelta(hours=1)
# after that nobody asks what became of theirs, and one of the night came since
TOLD_FOR = dt.timedelta(hours=12)

# What is only punctuation, spacing or a word that half the directory uses tells nothing.
PLAIN_NAME = "regexp_replace(lower(r.name), '[^[:alnum:]]+|\\m(the|and|of|at)\\M', ' ', 'g')"

# Written down first: the planner needs to know how many phones and names there are.
ENTRIES = f"""
CREATE TEMPORARY TABLE duplicate_entry ON COMMIT DROP AS
SELECT r.id, r.provider_id, btrim({PLAIN_NAME}) AS name,
    nullif(right(regexp_replace(r.phone, '\\D', '', 'g'), 10), '') AS phone,
    nullif(lower(r.email), '') AS email,
    nullif(regexp_replace(lower(r.web), '^https?://(www\\.)?|/+$', '', 'g'), '') AS web
FROM resources_resource r WHERE r.status <> %s
"""  # noqa: S608 - only fixed text is put together here

COMMON = """
UPDATE duplicate_entry SET {column} = NULL WHERE {column} IN (
    SELECT {column} FROM duplicate_entry GROUP BY {column} HAVING count(*) > {few}
)
"""

# How alike the names of `one` and `two` are.
ALIKE = f"""greatest(
    similarity(one.name, two.name),
    CASE WHEN levenshtein(left(one.name, 100), left(two.name, 100)) <= {TYPING_ERROR}
        THEN 1 - levenshtein(left(one.name, 100), left(two.name, 100))::real
            / greatest(length(one.name), 1) ELSE 0 END,
    CASE WHEN greatest(strict_word_similarity(one.name, two.name),
                       strict_word_similarity(two.name, one.name)) > 0.99
        THEN {WITHIN} ELSE 0 END)"""

FIND = f"""
WITH few AS (
    SELECT web FROM duplicate_entry GROUP BY web HAVING count(*) BETWEEN 2 AND {FEW}
),
candidate AS (
    SELECT least(a.resource_id, b.resource_id) AS one, greatest(a.resource_id, b.resource_id) AS two
    FROM resources_place a JOIN resources_place b
        ON a.resource_id < b.resource_id AND ST_DWithin(a.point, b.point, {NEAR})
    UNION
    SELECT a.id, b.id FROM duplicate_entry a JOIN duplicate_entry b
        ON a.phone = b.phone AND a.id < b.id
    UNION
    SELECT a.id, b.id FROM duplicate_entry a JOIN duplicate_entry b
        ON a.email = b.email AND a.id < b.id
    UNION
    SELECT a.id, b.id FROM few JOIN duplicate_entry a ON few.web = a.web
        JOIN duplicate_entry b ON a.web = b.web AND a.id < b.id
    UNION
    SELECT a.id, b.id FROM duplicate_entry a JOIN duplicate_entry b
        ON a.name = b.name AND a.provider_id = b.provider_id AND a.id < b.id
),
compared AS (
    SELECT one.id AS one, two.id AS two, {ALIKE} AS alike,
        coalesce(one.phone = two.phone, false) AS phone,
        coalesce(one.email = two.email, false) AS email,
        coalesce(one.web = two.web, false) AS web,
        one.provider_id = two.provider_id AS provider,
        place.postcode, place.near, place.apart
    FROM candidate
    JOIN duplicate_entry one ON one.id = candidate.one
    JOIN duplicate_entry two ON two.id = candidate.two
    CROSS JOIN LATERAL (
        SELECT coalesce(bool_or(a.postcode = b.postcode AND a.postcode <> ''), false) AS postcode,
            coalesce(bool_and(NOT ST_DWithin(a.point, b.point, {NEAR})), false) AS apart,
            coalesce(bool_or(ST_DWithin(a.point, b.point, {NEAR})), false) AS near
        FROM resources_place a, resources_place b
        WHERE a.resource_id = one.id AND b.resource_id = two.id
    ) place
    WHERE {ALIKE} >= {LEAST_ALIKE}
),
scored AS (
    SELECT *, alike
        + CASE WHEN postcode THEN 0.3 WHEN near THEN 0.2 WHEN apart THEN -0.3 ELSE 0 END
        + CASE WHEN phone THEN 0.2 ELSE 0 END
        + CASE WHEN email THEN 0.2 ELSE 0 END
        + CASE WHEN provider THEN 0.1 ELSE 0 END
        + CASE WHEN web THEN 0.05 ELSE 0 END AS score
    FROM compared
)
INSERT INTO resources_duplicatepair (first_id, second_id, score, reasons, different)
SELECT one, two, score, array_remove(ARRAY[
        CASE WHEN alike > 0.99 THEN 'the same name' ELSE 'a name much alike' END,
        CASE WHEN postcode THEN 'the same postcode' WHEN near THEN 'close by' END,
        CASE WHEN phone THEN 'the same phone' END,
        CASE WHEN email THEN 'the same e-mail' END,
        CASE WHEN web THEN 'the same web page' END,
        CASE WHEN provider THEN 'the same provider' END], NULL), false
FROM scored WHERE score >= {LEAST_SCORE}
ON CONFLICT (first_id, second_id) DO UPDATE
    SET score = excluded.score, reasons = excluded.reasons
"""  # noqa: S608 - only fixed text is put together here


@transaction.atomic
def find() -> None:
    """Look through the whole directory again. What was said to be different stays so."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS duplicate_entry")
        cursor.execute(ENTRIES, [Status.CLOSED])
        for column in ("phone", "email"):
            cursor.execute(COMMON.format(column=column, few=FEW))
        cursor.execute("CREATE UNIQUE INDEX ON duplicate_entry (id)")
        cursor.execute("ANALYZE duplicate_entry")
        cursor.execute("DELETE FROM resources_duplicatepair WHERE NOT different")
        cursor.execute(FIND)


@task()
def look() -> None:
    """`find`, outside the web request: of 43,000 entries it takes half a minute."""
    find()


def begin() -> None:
    """Have a worker look, unless one does or will."""
    if not under_way():
        look.enqueue()


def under_way() -> DBTaskResult[Any, Any] | None:
    since = timezone.now() - LONGEST
    running = searches().running().filter(started_at__gt=since)
    return searches().ready().first() or running.first()


def last() -> DBTaskResult[Any, Any] | None:
    """The last that was asked for of late and is over."""
    over = searches().finished().filter(finished_at__gt=timezone.now() - TOLD_FOR)
    return over.order_by("finished_at").last()


def searches() -> DBTaskResultQuerySet:
    found: DBTaskResultQuerySet = DBTaskResult.objects.filter(task_path=look.module_path)
    return found
