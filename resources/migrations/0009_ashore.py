from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('resources', '0008_term_mapping'),
    ]

    operations = [
        migrations.AddField(
            model_name='nearfilters',
            name='ashore',
            field=models.BooleanField(default=False),
        ),
    ]
