from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('open_referral', '0002_removals'),
        ('resources', '0008_term_mapping'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name='TermMapping')]
        ),
    ]
