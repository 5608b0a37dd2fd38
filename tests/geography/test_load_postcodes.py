"""The postcode directory is loaded whole or not at all."""

import zipfile
from io import StringIO

import pytest
from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import LineString, Point
from django.core.management import CommandError, call_command
from django.db import connection

from geography import onspd
from geography.models import Postcode, River, Water

pytestmark = pytest.mark.sweep

# From the ONS Postcode Directory of November 2025
HEADER = "pcd,pcds,doterm,laua,oseast1m,osnrth1m"
ROWS = [
    "SO171BJ,SO17 1BJ,,E06000045,442560,115135",
    "PO301UD,PO30 1UD,,E06000046,450180,0089236",
    "BT1 1AA,BT1 1AA,,N09000003,334316,374675",
    "SW1A1AA,SW1A 1AA,,E09000033,529090,179645",
    "JE2 3AB,JE2 3AB,,L99999999,,",
    "AB1 0AA,AB1 0AA,199606,S12000033,385386,0801193",
]
# domain.md's check points
WHERE = {
    "SO171BJ": (50.9341, -1.3957),
    "PO301UD": (50.7006, -1.2908),
    "BT11AA": (54.6024, -5.9223),
    "SW1A1AA": (51.5010, -0.1416),
}


@pytest.fixture(autouse=True)
def water_is_there(db):
    """It is loaded where there is none, and takes longer than the rest: see the last test."""
    River.objects.create(line=LineString((-1.5, 51), (-1.4, 51), srid=4326))


@pytest.fixture
def ons_file(tmp_path):
    path = tmp_path / "ONSPD_NOV_2025_UK.csv"
    path.write_text("\n".join([HEADER, *ROWS]) + "\n")
    return path


def spoil(zipped: bytes) -> bytes:
    """Inside the compressed table."""
    return zipped[:100] + b"\0" * 20 + zipped[120:]


def load(*arguments) -> str:
    output = StringIO()
    call_command("load_postcodes", *map(str, arguments), stdout=output)
    return output.getvalue()


def indexes():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'geography_postcode'"
        )
        return sorted(cursor.fetchall())


@pytest.mark.django_db
def test_postcodes_land_within_20_metres(ons_file):
    load(ons_file)
    for code, (latitude, longitude) in WHERE.items():
        here = Point(longitude, latitude, srid=4326)
        found = Postcode.objects.annotate(off=Distance("point", here)).get(pk=code)
        assert found.off.m < 20


@pytest.mark.django_db
def test_jersey_is_known_without_a_location(ons_file):
    load(ons_file)
    assert Postcode.objects.get(pk="JE23AB").point is None


@pytest.mark.django_db
def test_a_second_load_replaces_the_first_and_keeps_the_indexes(ons_file, postcode_directory):
    before = indexes()
    load(ons_file)
    load(ons_file)
    assert sorted(Postcode.objects.values_list("pk", flat=True)) == [
        "AB10AA", "BT11AA", "JE23AB", "PO301UD", "SO171BJ", "SW1A1AA",
    ]  # fmt: skip
    assert indexes() == before
    assert Postcode.objects.get(pk="PO301UD").local_authority == "E06000046"


@pytest.mark.django_db
def test_the_zip_and_the_newer_column_names_are_read(tmp_path):
    path = tmp_path / "ONSPD.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Documents/names.csv", "LAD25CD,LAD25NM\n")
        archive.writestr(
            "Data/ONSPD_NOV_2025_UK.csv",
            '\ufeff"pcd7","east1m","north1m","lad25cd"\r\n"SO171BJ","442560","115135","E06000045"\r\n',
        )
    assert load(path).endswith("1 postcodes, 1 of them with a location.\n")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("pcds,laua,oseast1m\nSO17 1BJ,E06000045,1\n", "no column for the northing"),
        ("pcds,oseast1m,osnrth1m\n", "no column for the local authority"),
        ("", "no column for the postcode"),
        (f"{HEADER}\n", "no postcodes in it"),
        (f"{HEADER}\nSO171BJ,SO17 1BJ\n", "Line 2 has too few columns"),
        (f"{HEADER}\n{ROWS[0]}\n{ROWS[0]}\n", "not a postcode directory"),
        (f"{HEADER}\n,SO17 1BJ,,E06000045,442560,115135\n", "not a postcode directory"),
        (f"{HEADER}\n{ROWS[0].replace('SO171BJ', 'SO171BJXX')}\n", "not a postcode directory"),
        (f"{HEADER}\n{ROWS[0].replace('442560', 'east')}\n", "not a postcode directory"),
        (f"{HEADER}\n{ROWS[0].replace('E06000045', 'E0600004512')}\n", "not a postcode directory"),
    ],
)
def test_a_file_that_is_no_directory_changes_nothing(
    tmp_path, postcode_directory, content, message
):
    before = Postcode.objects.count()
    path = tmp_path / "broken.csv"
    path.write_text(content)
    with pytest.raises(CommandError, match=message):
        load(path)
    assert Postcode.objects.count() == before


@pytest.mark.django_db
@pytest.mark.parametrize("damage", [lambda zipped: zipped[:-30], lambda zipped: zipped[40:], spoil])
def test_a_damaged_zip_changes_nothing(tmp_path, postcode_directory, damage):
    before = Postcode.objects.count()
    path = tmp_path / "ONSPD.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Data/ONSPD.csv", "\n".join([HEADER, *ROWS * 100]))
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(CommandError):
        load(path)
    assert Postcode.objects.count() == before


@pytest.mark.django_db
def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match="no file"):
        load(tmp_path / "nowhere.csv")


@pytest.mark.django_db
def test_if_empty_leaves_a_loaded_directory_alone(ons_file, postcode_directory):
    before = Postcode.objects.count()
    assert load(ons_file, "--if-empty") == "The postcodes are loaded already.\n"
    assert Postcode.objects.count() == before


def test_the_packaged_directory_is_read():
    jersey = next(path for path in onspd.packaged_files() if path.name.startswith("postcodes_J"))
    rows = {row.postcode: row for row in onspd.packaged_rows(jersey)}
    assert rows["JE2 3AB"] == onspd.Row("JE2 3AB", "L99999999", "", "")


@pytest.mark.django_db
def test_the_water_comes_with_the_postcodes_once(ons_file):
    River.objects.all().delete()
    load(ons_file)
    loaded = Water.objects.values_list("pk", flat=True).order_by("pk").first()
    assert Water.objects.filter(wide=True).exists()
    assert River.objects.exists()

    load(ons_file)

    assert Water.objects.values_list("pk", flat=True).order_by("pk").first() == loaded
