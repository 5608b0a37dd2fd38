"""People who are named but not placed yet, ties that are not support, what nobody helps with; and
the inner circle has more room: everyone's place follows the new lines."""

import math

import django.db.models.deletion
from django.db import migrations, models

CENTRE = 500
BEFORE = {1: (60, 190), 2: (190, 340), 3: (340, 490)}
AFTER = {1: (60, 240), 2: (240, 370), 3: (370, 490)}
AIR = 2  # thousandths from a line, so that rounding leads into no other ring


def moved(place):
    """The place in the same direction, as far between the new lines as it was between the old."""
    x, y = (part * 1000 - CENTRE for part in (place["x"], place["y"]))
    distance, ring = math.hypot(x, y), place["ring"]
    if ring is None or not distance:
        return place
    (inner, outer), (near, far) = BEFORE[ring], AFTER[ring]
    share = (min(distance, outer) - inner) / (outer - inner)
    lowest = 0 if ring == 1 else near + AIR
    to = min(max(near + share * (far - near), lowest), far - AIR)
    x, y = (round(CENTRE + part * to / distance) / 1000 for part in (x, y))
    return {**place, "x": x, "y": y}


def move_everyone(apps, schema_editor):
    members, changes = apps.get_model("mapping", "Member"), apps.get_model("mapping", "MapChange")
    for member in members.objects.iterator():
        place = moved({"ring": member.ring, "x": member.x, "y": member.y})
        members.objects.filter(pk=member.pk).update(x=place["x"], y=place["y"])
    for change in changes.objects.iterator():
        sides = {side: getattr(change, side) for side in ("before", "after")}
        states = {
            side: state and {**moved(state), "tie_status": ""} for side, state in sides.items()
        }
        changes.objects.filter(pk=change.pk).update(**states)


class Migration(migrations.Migration):
    dependencies = [
        ("facilitation", "0001_initial"),
        ("mapping", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="member", name="member_on_the_map"),
        migrations.AlterField(
            model_name="member",
            name="ring",
            field=models.PositiveSmallIntegerField(
                blank=True,
                choices=[(1, "Most important"), (2, "Important"), (3, "Also there")],
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="member", name="x", field=models.FloatField(blank=True, null=True)
        ),
        migrations.AlterField(
            model_name="member", name="y", field=models.FloatField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="member",
            name="tie_status",
            field=models.CharField(
                blank=True,
                choices=[("difficult", "A difficult tie"), ("died", "No longer living")],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(ring__isnull=False, x__range=(0, 1), y__range=(0, 1))
                | models.Q(ring__isnull=True, x__isnull=True, y__isnull=True),
                name="member_on_the_map_or_unplaced",
            ),
        ),
        migrations.AlterField(
            model_name="networkresult",
            name="network_type",
            field=models.CharField(
                blank=True,
                choices=[
                    ("diverse", "Diverse"),
                    ("centred", "Friend and/or family centred"),
                    ("contact", "Friend and/or family contact"),
                    ("fewer", "Fewer regular contacts"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="NobodyHelps",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "work",
                    models.CharField(
                        choices=[
                            ("illness", "My health"),
                            ("everyday", "Everyday things"),
                            ("emotional", "How I feel"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="nobody_helps",
                        to="facilitation.session",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "work"), name="one_nobody_helps_per_work"
                    )
                ],
            },
        ),
        migrations.RunPython(move_everyone, migrations.RunPython.noop),
    ]
