from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('resources', '0004_faster_match_index'),
    ]

    operations = [
        migrations.AddField(
            model_name='nearfilters',
            name='ashore',
            field=models.BooleanField(default=False),
        ),
    ]
