"""How long an entry's name is, beside the words that it is found by: what is found is put into order
without a look at each entry."""

from importlib import import_module

from django.db import migrations, models

search_by_words = import_module("resources.migrations.0011_search_by_words")

REFRESH_BEFORE = search_by_words.REFRESH.replace("CREATE", "CREATE OR REPLACE", 1)
REFRESH = """
CREATE OR REPLACE FUNCTION resources_refresh_search_text(ids uuid[]) RETURNS void LANGUAGE sql AS $$
INSERT INTO resources_searchtext AS kept (resource_id, names, name_length, words)
SELECT r.id,
    resources_plain(concat_ws(' ', r.name, p.name,
        CASE WHEN NOT r.address_confidential THEN places.towns END)),
    length(r.name),
    setweight(to_tsvector('english', resources_plain(r.name)), 'A')
    || setweight(to_tsvector('english', concat_ws(' ',
        resources_plain(concat_ws(' ', p.name, r.phone)), resources_telephones(r.phone))), 'B')
    || setweight(to_tsvector('english', coalesce(resources_plain(places.words), '')),
        CASE WHEN r.address_confidential THEN 'C' ELSE 'B' END::"char")
    || setweight(to_tsvector('english', resources_plain(r.description)),
        CASE WHEN r.address_confidential THEN 'C' ELSE 'D' END::"char")
    || setweight(to_tsvector('english', concat_ws(' ',
        resources_plain(concat_ws(' ', r.email, p.email, p.phone)),
        resources_telephones(p.phone))), 'C')
FROM resources_resource r
JOIN resources_provider p ON p.id = r.provider_id
CROSS JOIN LATERAL (
    SELECT string_agg(DISTINCT town, ' ') AS towns, string_agg(
        concat_ws(' ', name, address, town, postcode, replace(postcode, ' ', '')), ' ') AS words
    FROM resources_place WHERE resource_id = r.id
) places
WHERE r.id = ANY(coalesce(ids, ARRAY(SELECT id FROM resources_resource)))
ON CONFLICT (resource_id) DO UPDATE
    SET names = excluded.names, name_length = excluded.name_length, words = excluded.words
    WHERE (kept.names, kept.name_length, kept.words)
        IS DISTINCT FROM (excluded.names, excluded.name_length, excluded.words)
$$;
"""
FILL = """
UPDATE resources_searchtext text SET name_length = length(entry.name)
FROM resources_resource entry WHERE entry.id = text.resource_id
"""


class Migration(migrations.Migration):
    dependencies = [("resources", "0020_refuges_by_all_that_is_said")]

    operations = [
        migrations.AddField(
            model_name="searchtext",
            name="name_length",
            field=models.PositiveSmallIntegerField(db_default=0),
        ),
        migrations.RunSQL(REFRESH, REFRESH_BEFORE),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
