"""What looks like a refuge by the words that the rule knows by now is confidential, too, until a
curator has looked; what a curator has looked at stays as it is."""

from importlib import import_module

import pghistory
from django.db import migrations

from resources.confidential import reasons

UNPIN = import_module("resources.migrations.0006_existing_refuges").UNPIN


def hide(apps, schema_editor):
    Resource = apps.get_model("resources", "Resource")
    Place = apps.get_model("resources", "Place")
    named = {}
    for key, *texts in Place.objects.values_list("resource_id", "name", "address").iterator():
        named.setdefault(key, []).extend(filter(None, texts))
    hidden = []
    for key, name, provider, description, dismissed, *contact in (
        Resource.objects.filter(address_confidential=False)
        .values_list("pk", "name", "provider__name", "description", "dismissed_reasons",
                     "web", "email", "when_text", "cost_text")
        .iterator()
    ):
        why = reasons(
            name=name, provider=provider, description=description, more=[*named.get(key, []), *contact]
        )
        new = sorted(set(why) - set(dismissed))
        if new:
            hidden.append(Resource(pk=key, address_confidential=True, confidential_reasons=new))
    with pghistory.context(rule="refuge"):
        Resource.objects.bulk_update(
            hidden, ["address_confidential", "confidential_reasons"], batch_size=500
        )
    ids = [str(resource.pk) for resource in hidden]
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(UNPIN, {"ids": ids})
        if ids:
            cursor.execute("SELECT resources_refresh_search_text(%s::uuid[])", [ids])


class Migration(migrations.Migration):

    dependencies = [('resources', '0015_shown')]

    operations = [migrations.RunPython(hide, migrations.RunPython.noop)]
