from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('resources', '0009_what_sources_said'),
    ]

    operations = [
        migrations.AddField(
            model_name='nearfilters',
            name='ashore',
            field=models.BooleanField(default=False),
        ),
    ]
