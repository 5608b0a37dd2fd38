"""The table of terms moves down from `open_referral`: files have categories, too. Its rows stay."""

import django.db.models.functions.text
from django.db import migrations, models

TABLES = [
    ("open_referral_termmapping", "resources_termmapping"),
    ("open_referral_termmapping_interests", "resources_termmapping_interests"),
]


class Migration(migrations.Migration):

    dependencies = [
        ('open_referral', '0001_initial'),
        ('resources', '0007_times_by_place_and_rule'),
        ('preferences', '0001_initial'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"ALTER TABLE {old} RENAME TO {new}", f"ALTER TABLE {new} RENAME TO {old}"
                )
                for old, new in TABLES
            ],
            state_operations=[
                migrations.CreateModel(
                    name='TermMapping',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('taxonomy', models.CharField(blank=True, max_length=200)),
                        ('term', models.CharField(max_length=200)),
                        ('checked', models.BooleanField(default=False, help_text='Until then it is our first guess.', verbose_name='checked by a curator')),
                        ('changed_at', models.DateTimeField(auto_now=True)),
                        ('interests', models.ManyToManyField(blank=True, help_text='None: entries with it get no interest.', related_name='+', to='preferences.interest')),
                    ],
                    options={
                        'ordering': ['checked', 'taxonomy', 'term'],
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('taxonomy'), django.db.models.functions.text.Lower('term'), name='one_meaning_per_term')],
                    },
                ),
            ],
        ),
    ]
