-- Words for the resources that match_directory.sql made: of a name about four, of a description
-- about forty. A few words are in most of them, most words in a few, as in any language.

CREATE TEMP TABLE word ON COMMIT DROP AS
SELECT place - 1 AS place, text FROM unnest(%(words)s::text[]) WITH ORDINALITY known (text, place);

-- joined, and not taken out of an array, which is gone through from its beginning for each word
CREATE TEMP TABLE told ON COMMIT DROP AS
SELECT n,
    string_agg(text, ' ') FILTER (WHERE k <= 4) AS name,
    string_agg(text, ' ') FILTER (WHERE k BETWEEN 5 AND 44) AS description,
    string_agg(text, ' ') FILTER (WHERE k BETWEEN 45 AND 47) AS provider,
    string_agg(text, ' ') FILTER (WHERE k = 48) AS town
FROM (
    SELECT n, k, floor(power(random(), 3) * (SELECT count(*) FROM word))::bigint AS place
    FROM generate_series(1, (SELECT count(*) FROM resources_resource)) n, generate_series(1, 48) k
) picked JOIN word USING (place) GROUP BY n;
CREATE INDEX ON told (n);
ANALYZE told;

INSERT INTO resources_provider (id, name, description, phone, email, web)
SELECT gen_random_uuid(), initcap(provider), '', '', '', ''
FROM told WHERE n <= greatest(1, %(size)s / 10);

CREATE TEMP TABLE provider ON COMMIT DROP AS
SELECT id, row_number() OVER () - 1 AS place FROM resources_provider;

UPDATE resources_resource r SET
    name = initcap(told.name),
    description = told.description,
    phone = '0' || (1632 * 1000000 + s.n),
    provider_id = p.id
FROM (SELECT id, row_number() OVER () AS n FROM resources_resource) s
JOIN provider p ON p.place = s.n %% (SELECT count(*) FROM provider)
JOIN told ON told.n = s.n
WHERE r.id = s.id;

UPDATE resources_place p SET postcode = spot.postcode, town = spot.town
FROM (
    SELECT id,
        'SO' || (1 + numbered.n %% 50) || ' ' || (numbered.n %% 9) || 'AB' AS postcode,
        initcap(told.town) AS town
    FROM (SELECT id, row_number() OVER () AS n FROM resources_place) numbered
    JOIN told ON told.n = 1 + (numbered.n - 1) %% (SELECT count(*) FROM told)
) spot
WHERE p.id = spot.id;
