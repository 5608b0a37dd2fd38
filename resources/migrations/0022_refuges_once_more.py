"""Once more, by the words that the rule has learned since."""

from importlib import import_module

from django.db import migrations

hide = import_module("resources.migrations.0016_refuges_by_more_words").hide


class Migration(migrations.Migration):

    dependencies = [('resources', '0021_length_of_names')]

    operations = [migrations.RunPython(hide, migrations.RunPython.noop)]
