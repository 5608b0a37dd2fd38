"""Which entries may be one and the same. The rule is our decision.

Two entries are compared when they lie within 300 metres of each other, share a phone number, or
have the same name and provider. The score is the likeness of their names (0 to 1, by trigrams)
and something for each thing they share; a pair is shown from `LEAST_ALIKE` and `LEAST_SCORE` up.
"""

from django.db import connection, transaction

NEAR = 300  # metres
LEAST_ALIKE = 0.5
LEAST_SCORE = 0.85

# What is only punctuation, spacing or a word that half the directory uses tells nothing.
PLAIN_NAME = "regexp_replace(lower(r.name), '[^[:alnum:]]+|\\m(the|and|of|at)\\M', ' ', 'g')"

# Written down first: the planner needs to know how many phones and names there are.
ENTRIES = f"""
CREATE TEMPORARY TABLE duplicate_entry ON COMMIT DROP AS
SELECT r.id, r.provider_id, {PLAIN_NAME} AS name,
    nullif(right(regexp_replace(r.phone, '\\D', '', 'g'), 10), '') AS phone,
    nullif(regexp_replace(lower(r.web), '^https?://(www\\.)?|/+$', '', 'g'), '') AS web
FROM resources_resource r WHERE r.status <> 'closed'
"""  # noqa: S608 - only fixed text is put together here

FIND = f"""
WITH candidate AS (
    SELECT least(a.resource_id, b.resource_id) AS one, greatest(a.resource_id, b.resource_id) AS two
    FROM resources_place a JOIN resources_place b
        ON a.resource_id < b.resource_id AND ST_DWithin(a.point, b.point, {NEAR})
    UNION
    SELECT a.id, b.id FROM duplicate_entry a JOIN duplicate_entry b
        ON a.phone = b.phone AND a.id < b.id
    UNION
    SELECT a.id, b.id FROM duplicate_entry a JOIN duplicate_entry b
        ON a.name = b.name AND a.provider_id = b.provider_id AND a.id < b.id
),
compared AS (
    SELECT one.id AS one, two.id AS two, similarity(one.name, two.name) AS alike,
        coalesce(one.phone = two.phone, false) AS phone,
        coalesce(one.web = two.web, false) AS web,
        one.provider_id = two.provider_id AS provider,
        place.postcode, place.near
    FROM candidate
    JOIN duplicate_entry one ON one.id = candidate.one
    JOIN duplicate_entry two ON two.id = candidate.two
    CROSS JOIN LATERAL (
        SELECT coalesce(bool_or(a.postcode = b.postcode AND a.postcode <> ''), false) AS postcode,
            coalesce(bool_or(ST_DWithin(a.point, b.point, {NEAR})), false) AS near
        FROM resources_place a, resources_place b
        WHERE a.resource_id = one.id AND b.resource_id = two.id
    ) place
    WHERE similarity(one.name, two.name) >= {LEAST_ALIKE}
),
scored AS (
    SELECT *, alike + CASE WHEN postcode THEN 0.3 WHEN near THEN 0.2 ELSE 0 END
        + CASE WHEN phone THEN 0.2 ELSE 0 END
        + CASE WHEN provider THEN 0.1 ELSE 0 END
        + CASE WHEN web THEN 0.05 ELSE 0 END AS score
    FROM compared
)
INSERT INTO resources_duplicatepair (first_id, second_id, score, reasons, different)
SELECT one, two, score, array_remove(ARRAY[
        CASE WHEN alike > 0.99 THEN 'the same name' ELSE 'a name much alike' END,
        CASE WHEN postcode THEN 'the same postcode' WHEN near THEN 'close by' END,
        CASE WHEN phone THEN 'the same phone' END,
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
        cursor.execute(ENTRIES)
        cursor.execute("CREATE UNIQUE INDEX ON duplicate_entry (id)")
        cursor.execute("ANALYZE duplicate_entry")
        cursor.execute("DELETE FROM resources_duplicatepair WHERE NOT different")
        cursor.execute(FIND)
