-- %(size)s sessions of one organisation in a year, half of them follow-ups; see bench/report.
CREATE OR REPLACE FUNCTION pg_temp.id(kind text, n int) RETURNS uuid IMMUTABLE LANGUAGE sql AS $$ SELECT md5(kind || n)::uuid $$;
INSERT INTO facilitation_organisation (id, name, phone) VALUES (pg_temp.id('organisation', 1), 'Bench', '');
INSERT INTO facilitation_user
  (id, password, is_superuser, email, name, organisation_id, role, phone, phone_times, is_active, date_joined)
SELECT pg_temp.id('user', n), '', false, n || '@bench.example', 'User ' || n, pg_temp.id('organisation', 1),
  CASE n WHEN 1 THEN 'manager' ELSE 'facilitator' END, '', '', true, now() FROM generate_series(1, 20) n;
INSERT INTO referrals_partner (id, organisation_id, name, email, key, key_made_at, is_active, created_at)
SELECT pg_temp.id('partner', n), pg_temp.id('organisation', 1), 'Partner ' || n, '', 'key' || n, now(), true, now()
FROM generate_series(1, 30) n;
INSERT INTO facilitation_participant
  (id, reference, organisation_id, facilitator_id, name, postcode, gender, year_of_birth, age_band, conditions,
   conditions_not_said, is_practice, created_at)
SELECT pg_temp.id('participant', n), 'R' || n, pg_temp.id('organisation', 1), pg_temp.id('user', 1 + n %% 20), '',
  'SO' || (1 + (random() * 30)::int) || ' 1BJ', 'woman', 1930 + (random() * 50)::int, '', '{}', false, false, now()
FROM generate_series(1, %(size)s / 2) n;
INSERT INTO facilitation_session
  (id, participant_id, facilitator_id, previous_id, stage, started_at, finished_at, clock_stage, paused, by_telephone,
   follow_up_ended)
SELECT pg_temp.id('session', n), pg_temp.id('participant', n), pg_temp.id('user', 1 + n %% 20), NULL, 'plan',
  %(first)s::date + (random() * 150)::int * interval '1 day' + interval '9 hours', NULL, 'plan', false, false, ''
FROM generate_series(1, %(size)s / 2) n;
INSERT INTO facilitation_session
  (id, participant_id, facilitator_id, previous_id, stage, started_at, clock_stage, paused, by_telephone, follow_up_ended)
SELECT pg_temp.id('follow-up', n), pg_temp.id('participant', n), pg_temp.id('user', 1 + n %% 20),
  pg_temp.id('session', n), 'plan',
  (SELECT started_at FROM facilitation_session WHERE id = pg_temp.id('session', n))
    + CASE n %% 2 WHEN 0 THEN 91 ELSE 182 END * interval '1 day', 'plan', false, n %% 5 = 0, ''
FROM generate_series(1, %(size)s / 2) n;
UPDATE facilitation_session SET finished_at = started_at + interval '45 minutes' WHERE random() < 0.95;
INSERT INTO facilitation_stagetime (session_id, stage, seconds)
SELECT s.id, spent, 200 + (random() * 600)::int
FROM facilitation_session s, unnest('{about,network,preferences,near,plan}'::text[]) spent;
INSERT INTO mapping_member (id, session_id, name, relationship, frequency, work, ring, x, y, tie_status, created_at)
SELECT gen_random_uuid(), s.id, 'Ann', 'friend', 'weekly', '{}', 1, 0.5, 0.4, CASE WHEN n = 8 THEN 'difficult' ELSE '' END,
  now() FROM facilitation_session s, generate_series(1, 6 + (random() * 4)::int) n;
INSERT INTO mapping_networkresult
  (session_id, network_type, rule_version, counts, measures, chosen_type, reason, updated_at)
SELECT id, (ARRAY['diverse', 'centred', 'contact', 'fewer'])[1 + (random() * 3)::int], 1, '{}', '{}', '', '', now()
FROM facilitation_session;
INSERT INTO preferences_answer (session_id, item_id, choice, kept, narrowed)
SELECT s.id, i.id, (ARRAY['yes', 'maybe', 'not_now'])[1 + (random() * 2)::int],
  (SELECT array_agg(interest_id) FROM public.preferences_item_interests WHERE item_id = i.id), false
FROM facilitation_session s, public.preferences_item i;
INSERT INTO resources_countedneed (session_id, interest_id)
SELECT s.id, slug FROM facilitation_session s,
  (SELECT slug FROM public.preferences_interest ORDER BY slug LIMIT 3) needed WHERE random() < 0.5;
INSERT INTO plans_planitem
  (id, session_id, position, snapshot, companion, first_step, step_by, step_when, barriers, what_would_help, chosen_at)
SELECT gen_random_uuid(), s.id, n, '{}', '', '', '', '', '{}', '', now()
FROM facilitation_session s, generate_series(1, 3) n WHERE s.previous_id IS NULL;
INSERT INTO plans_followup (item_id, session_id, outcome, reason)
SELECT i.id, f.id, outcome, CASE outcome WHEN 'still_going' THEN '' ELSE 'cost' END
FROM facilitation_session f JOIN plans_planitem i ON i.session_id = f.previous_id
CROSS JOIN LATERAL (SELECT (ARRAY['contacted', 'went_once', 'still_going', 'stopped', 'could_not'])
  [1 + (random() * 4 + i.position * 0)::int] AS outcome) told;
INSERT INTO referrals_referral
  (phone, email, contact_method, best_time, language, needs_interpreter, mobility, adjustments, id, code, organisation_id,
   partner_id, kind, received_at, name, postcode, reasons, why, risks, wording_version, may_tell_referrer, referrer_name,
   referrer_role, referrer_email, status, participant_id, contacted_at, accepted_at, declined, note)
SELECT '', '', '', '', '', false, '{}', '{}', gen_random_uuid(), 'R' || n, pg_temp.id('organisation', 1),
  pg_temp.id('partner', 1 + n %% 30), 'support', s.started_at - interval '9 days', 'A', '', '{}', '', '', '1', false, 'R',
  '', '', 'done', s.participant_id, s.started_at - interval '5 days', s.started_at - interval '5 days', '', ''
FROM generate_series(1, %(size)s / 2) n JOIN facilitation_session s ON s.id = pg_temp.id('session', n);
INSERT INTO measures_measure (id, key, version, content, loaded_at) VALUES (pg_temp.id('measure', 1), 'bench', '1',
  '{"title": "Bench", "items": [], "scores": [{"key": "sum", "title": "Sum", "items": ["a", "b", "c"], "range": [3, 9], "missing": 0, "higher": "more"}]}',
  now());
INSERT INTO measures_measureresult (session_id, measure_id, answers, answered_at)
SELECT id, pg_temp.id('measure', 1), jsonb_build_object('a', 1 + (random() * 2)::int, 'b', 1 + (random() * 2)::int,
  'c', 1 + (random() * 2)::int), now() FROM facilitation_session;
