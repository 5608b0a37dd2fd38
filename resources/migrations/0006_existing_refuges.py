"""What looks like a refuge and is in the directory already is confidential until a curator has
looked, and its pins go from the match index."""

from django.db import migrations

from resources.confidential import reasons

# one row beside the map for each interest and each way in which the area served includes a home
UNPIN = """
WITH pinned AS (
    DELETE FROM resources_listing WHERE place_id IS NOT NULL AND resource_id = ANY(%(ids)s::uuid[])
    RETURNING *
),
one AS (
    SELECT DISTINCT ON (l.resource_id, l.interest_id) l.*, r.area AS served
    FROM pinned l JOIN resources_resource r ON r.id = l.resource_id
    WHERE NOT (r.delivery && '{online,phone,home}'::varchar[])
)
INSERT INTO resources_listing (
    resource_id, lone, interest_id, interest_key, everywhere, authorities, authority, area,
    minimum_age, maximum_age, genders, conditions, for_conditions, ends_on, days, free,
    step_free, online, verified_on, verify_by
)
SELECT one.resource_id, true, one.interest_id, one.interest_key, one.everywhere, one.authorities,
    serves.authority, serves.area, one.minimum_age, one.maximum_age, one.genders, one.conditions,
    one.for_conditions, one.ends_on, one.days, one.free, one.step_free, one.online,
    one.verified_on, one.verify_by
FROM one CROSS JOIN LATERAL (
    SELECT '' AS authority, NULL::geography AS area WHERE one.everywhere
    UNION ALL
    SELECT unnest(one.authorities), NULL WHERE NOT one.everywhere
    UNION ALL
    SELECT 'area', one.served WHERE NOT one.everywhere AND one.served IS NOT NULL
) serves
"""


def hide(apps, schema_editor):
    Resource = apps.get_model("resources", "Resource")
    Place = apps.get_model("resources", "Place")
    named = {}
    for key, *texts in Place.objects.values_list("resource_id", "name", "address").iterator():
        named.setdefault(key, []).extend(filter(None, texts))
    found = Resource.objects.filter(address_confidential=False)
    hidden = []
    for key, name, provider, description in found.values_list(
        "pk", "name", "provider__name", "description"
    ).iterator():
        why = reasons(
            name=name, provider=provider, description=description, more=named.get(key, [])
        )
        if why:
            hidden.append(Resource(pk=key, address_confidential=True, confidential_reasons=why))
    Resource.objects.bulk_update(
        hidden, ["address_confidential", "confidential_reasons"], batch_size=500
    )
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(UNPIN, {"ids": [str(resource.pk) for resource in hidden]})


class Migration(migrations.Migration):

    dependencies = [('resources', '0005_confidential')]

    operations = [migrations.RunPython(hide, migrations.RunPython.noop)]
