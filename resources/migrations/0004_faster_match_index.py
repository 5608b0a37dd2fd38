import datetime

import django.contrib.postgres.indexes
from django.db import migrations, models

FILL = """
UPDATE resources_listing l SET for_conditions = l.conditions <> '{}',
    authority = CASE WHEN l.point IS NULL THEN l.authority ELSE '' END,
    area = CASE WHEN l.everywhere THEN NULL ELSE r.area END
FROM resources_resource r
WHERE r.id = l.resource_id AND (l.conditions <> '{}' OR l.authority = 'area')
"""


class Migration(migrations.Migration):

    dependencies = [
        ('resources', '0003_near_filters_and_words'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='listing', name='listing_without_place'),
        migrations.RemoveIndex(model_name='listing', name='listing_polygon'),
        migrations.RemoveIndex(model_name='listing', name='listing_made_for_near'),
        migrations.RemoveIndex(model_name='listing', name='listing_made_for_remote'),
        migrations.AddField(
            model_name='listing',
            name='for_conditions',
            field=models.BooleanField(default=False),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='listing',
            name='ends_on',
            field=models.DateField(default=datetime.date.max),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='listing',
            name='maximum_age',
            field=models.PositiveSmallIntegerField(default=999),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='listing',
            name='minimum_age',
            field=models.PositiveSmallIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='listing',
            name='verify_by',
            field=models.DateField(default=datetime.date.max),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(models.F('interest_key'), models.F('authority'), models.F('for_conditions'), models.OrderBy(models.F('verified_on'), descending=True, nulls_last=True), models.F('resource'), condition=models.Q(('point__isnull', True)), name='listing_without_place'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=django.contrib.postgres.indexes.GistIndex(condition=models.Q(('for_conditions', True), ('point__isnull', False)), fields=['interest_key', 'point'], name='listing_made_for_near'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=django.contrib.postgres.indexes.GistIndex(condition=models.Q(('area__isnull', False), ('point__isnull', True)), fields=['interest_key', 'area'], name='listing_polygon'),
        ),
    ]
