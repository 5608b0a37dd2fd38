"""Once more, by the words that the rule has learned since, and by web and e-mail addresses."""

from importlib import import_module

from django.db import migrations

hide = import_module("resources.migrations.0016_refuges_by_more_words").hide


class Migration(migrations.Migration):

    dependencies = [('resources', '0016_refuges_by_more_words')]

    operations = [migrations.RunPython(hide, migrations.RunPython.noop)]
