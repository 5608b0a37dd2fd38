from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('resources', '0007_times_by_place_and_rule'),
    ]

    operations = [
        migrations.AddField(
            model_name='nearfilters',
            name='ashore',
            field=models.BooleanField(default=False),
        ),
    ]
