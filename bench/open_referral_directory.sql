-- %(n)s random services in the tables of the scratch schema, most of them at a place.

INSERT INTO resources_provider (id, name, description, phone, email, web)
SELECT gen_random_uuid(), 'Organisation ' || n, 'One of many', '', '', ''
FROM generate_series(1, greatest(1, %(n)s / 10)) n;

CREATE TEMP TABLE provider AS
SELECT id, row_number() OVER () - 1 AS place FROM resources_provider;

INSERT INTO resources_resource (
    id, name, provider_id, description, delivery, when_text, cost, cost_text, minimum_age,
    genders, conditions, national, joining, phone, email, web,
    address_confidential, status, verified_on, created_at, updated_at)
SELECT gen_random_uuid(), 'Service ' || s.n, p.id, repeat('Everyone is welcome to come. ', 10),
    '{place}', '', 'free', '', CASE WHEN random() < 0.2 THEN 50 END,
    '{}', '{}', random() < 0.05, 'contact', '023 8000 0000', 'hello@example.org',
    'https://example.org/', random() < 0.005, 'active',
    date '2026-01-01' + floor(random() * 300)::int, now(), now() - s.n * interval '1 second'
FROM generate_series(1, %(n)s) s(n) JOIN provider p ON p.place = s.n %% (SELECT count(*) FROM provider);

INSERT INTO resources_place (id, resource_id, name, address, town, postcode, point, point_source,
    step_free, hearing_loop, toilet, parking, transport)
SELECT gen_random_uuid(), id, 'The hall', '1 High Street', 'Southampton', 'SO17 1BJ',
    ST_MakePoint(-5 + random() * 6, 50 + random() * 8)::geography, 'pin',
    'yes', 'not_known', 'no', 'yes', ''
FROM resources_resource;

INSERT INTO resources_schedule (id, resource_id, frequency, weekday, starts, ends)
SELECT gen_random_uuid(), id, 'WEEKLY', floor(random() * 7), '10:00', '12:00'
FROM resources_resource;

INSERT INTO resources_resource_interests (resource_id, interest_id)
SELECT id, 'interest-' || floor(random() * 19) FROM resources_resource;

DROP TABLE provider;
