"""Once more, by the words that the rule has learned since and by what is said of times and prices;
and without an address in the name, or a map in the web address, of what is confidential."""

from importlib import import_module

import pghistory
from django.db import migrations

from resources.confidential import open_name, tells_a_point

hide = import_module("resources.migrations.0016_refuges_by_more_words").hide


def tell_no_address(apps, schema_editor):
    Resource = apps.get_model("resources", "Resource")
    told = []
    for one in Resource.objects.filter(address_confidential=True).only("name", "web").iterator():
        name, web = open_name(one.name), "" if tells_a_point(one.web) else one.web
        if (name, web) != (one.name, one.web):
            told.append(Resource(pk=one.pk, name=name, web=web))
    with pghistory.context(rule="refuge"):
        Resource.objects.bulk_update(told, ["name", "web"], batch_size=500)
    ids = [str(one.pk) for one in told]
    if ids:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT resources_refresh_search_text(%s::uuid[])", [ids])


class Migration(migrations.Migration):

    dependencies = [('resources', '0019_fewer_indexes')]

    operations = [
        migrations.RunPython(hide, migrations.RunPython.noop),
        migrations.RunPython(tell_no_address, migrations.RunPython.noop),
    ]
