-- %(size)s random resources at real postcodes. The shares are guesses at a varied directory; what
-- matters is that every rule of the matching has work to do.

CREATE TEMP TABLE spot ON COMMIT DROP AS
SELECT row_number() OVER () AS n, point, local_authority
FROM (
    SELECT point, local_authority FROM public.geography_postcode
    WHERE point IS NOT NULL ORDER BY random() LIMIT %(size)s
) p;

INSERT INTO resources_provider (id, name, description, phone, email, web)
VALUES (gen_random_uuid(), 'Provider', '', '', '', '');

INSERT INTO resources_resource (
    id, name, provider_id, description, delivery, when_text, ends_on, cost, cost_text,
    minimum_age, maximum_age, genders, conditions, national, area, joining, phone, email, web,
    address_confidential, status, verified_on, created_at, updated_at)
SELECT gen_random_uuid(), 'Resource ' || n, (SELECT id FROM resources_provider), '',
    CASE WHEN way < 0.85 THEN '{place}'::varchar[] WHEN way < 0.90 THEN '{online}'
         WHEN way < 0.95 THEN '{phone}' ELSE '{home}' END,
    '', CASE WHEN random() < 0.02 THEN date '2020-01-01' END,
    CASE WHEN random() < 0.5 THEN 'free' ELSE 'amount' END, '',
    CASE WHEN random() < 0.2 THEN 50 END, CASE WHEN random() < 0.05 THEN 65 END,
    CASE WHEN random() < 0.1 THEN '{woman}'::varchar[] ELSE '{}' END,
    CASE WHEN random() < 0.15
         THEN ARRAY[(ARRAY['diabetes', 'heart', 'stroke', 'arthritis'])[1 + floor(random() * 4)]]
         ELSE '{}' END,
    random() < 0.05,
    CASE WHEN random() < 0.02 THEN ST_Multi(ST_Buffer(point, 20000)::geometry)::geography END,
    'contact', '', '', '', random() < 0.005, 'active',
    date '2026-01-01' + floor(random() * 300)::int, now(), now()
FROM (SELECT *, random() AS way FROM spot) s;

CREATE TEMP TABLE entry ON COMMIT DROP AS
SELECT r.id, r.delivery, spot.*
FROM (SELECT substr(name, 10)::int AS n, id, delivery FROM resources_resource) r
JOIN spot USING (n);

-- one interest, a fifth of them two
INSERT INTO resources_resource_interests (resource_id, interest_id)
SELECT DISTINCT id, 'interest-' || floor(random() * 19)
FROM entry, generate_series(1, 2) k WHERE k = 1 OR random() < 0.2;

-- and one interest that only the far north has
INSERT INTO resources_resource_interests (resource_id, interest_id)
SELECT id, 'rare' FROM entry
WHERE ST_Y(point::geometry) > %(far_north)s AND delivery = '{place}' AND random() < 0.2;

-- every twentieth has a second place, up to two miles away
INSERT INTO resources_place (id, resource_id, name, address, town, postcode, point, point_source,
    step_free, hearing_loop, toilet, parking, transport)
SELECT gen_random_uuid(), id, '', '', '', '',
    CASE k WHEN 1 THEN point ELSE ST_Project(point, random() * 3200, random() * 6) END, 'postcode',
    CASE WHEN random() < 0.6 THEN 'yes' ELSE 'not_known' END,
    'not_known', 'not_known', 'not_known', ''
FROM entry, generate_series(1, 2) k
WHERE delivery = '{place}' AND (k = 1 OR n %% 20 = 0);

INSERT INTO resources_schedule (id, resource_id, frequency, weekday)
SELECT gen_random_uuid(), id, 'WEEKLY', floor(random() * 7)
FROM entry, generate_series(1, 2) k WHERE random() < 0.8;

-- a third serve their own authority only
INSERT INTO resources_resource_authorities (resource_id, localauthority_id)
SELECT id, local_authority FROM entry WHERE local_authority <> '' AND random() < 0.33;
