-- Words for the resources that match_directory.sql made: of a name about four, of a description
-- about forty. A few words are in most of them, most words in a few, as in any language.

CREATE FUNCTION some_words(number int, known text[], seed float) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(known[1 + floor(power(random(), 3) * array_length(known, 1))], ' ')
    FROM generate_series(1, number) n WHERE seed >= 0
$$;

INSERT INTO resources_provider (id, name, description, phone, email, web)
SELECT gen_random_uuid(), initcap(some_words(3, %(words)s, n)), '', '', '', ''
FROM generate_series(1, greatest(1, %(size)s / 10)) n;

CREATE TEMP TABLE provider ON COMMIT DROP AS
SELECT id, row_number() OVER () - 1 AS place, count(*) OVER () AS every FROM resources_provider;

UPDATE resources_resource r SET
    name = initcap(some_words(4, %(words)s, s.n)),
    description = some_words(40, %(words)s, s.n),
    phone = '0' || (1632 * 1000000 + s.n),
    provider_id = p.id
FROM (SELECT id, row_number() OVER () AS n FROM resources_resource) s
JOIN provider p ON p.place = s.n %% p.every
WHERE r.id = s.id;

UPDATE resources_place p SET postcode = spot.postcode, town = spot.town
FROM (
    SELECT id, 'SO' || (1 + n %% 50) || ' ' || (n %% 9) || 'AB' AS postcode,
        initcap(some_words(1, %(words)s, n)) AS town
    FROM (SELECT id, row_number() OVER () AS n FROM resources_place) numbered
) spot
WHERE p.id = spot.id;

DROP FUNCTION some_words;
