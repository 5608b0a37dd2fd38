"""An index of the words in names alone, for the best matches of a search for a common word."""

from django.db import migrations

INDEX = """
CREATE INDEX search_text_in_names ON resources_searchtext USING gin (ts_filter(words, '{a}'))
"""


class Migration(migrations.Migration):

    dependencies = [('resources', '0017_refuges_by_yet_more_words')]

    operations = [migrations.RunSQL(INDEX, 'DROP INDEX search_text_in_names')]
