"""A file of somebody else's, into the directory."""

import csv
import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.gis.geos import Point
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from geography.vocabulary import PointSource
from resources.actions.merging import merge
from resources.models import ExternalId, Listing, Place, Provider, Resource
from resources.vocabulary import Status

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("postcode_directory", "item_bank"),
]

MAPPING = """
source = "clubs"
id = ["Club", "Postcode"]
[columns]
name = "Club"
provider = "Run by"
address = ["Address 1", "Address 2"]
postcode = "Postcode"
email = "E-mail"
step_free = "Ramp?"
description = "{Club} meets in {Address 2}."
[constants]
interests = ["Social clubs", "arts-and-crafts"]
delivery = ["place"]
cost = "Free"
[hours]
Monday = "Monday"
[skip]
"Year closed" = "closed in {value}"
"""
COLUMNS = [
    "Club",
    "Run by",
    "Address 1",
    "Address 2",
    "Postcode",
    "E-mail",
    "Ramp?",
    "Monday",
    "Year closed",
]
KNIT = ["Knit and Natter", "Solent Friends", "1 Testing Road", "Southampton", "so171bj",
        "Ann <knit@solent.example>", "Yes", "10:00-12:00,14:00-16:00", ""]  # fmt: skip
BOWLS = ["Short Mat Bowls", "Solent Friends", "", "Newport", "PO30 1UD", "", "", "", ""]


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "clubs.toml"
    path.write_text(MAPPING)
    return path


@pytest.fixture
def load(tmp_path, mapping):
    def run(*rows: list[str], raw: bytes | None = None, options=()) -> str:
        path = tmp_path / "clubs.csv"
        path.write_bytes(as_csv(*rows) if raw is None else raw)
        output = StringIO()
        call_command(
            "import_resources", str(path), "--mapping", str(mapping), *options,
            stdout=output, stderr=output,
        )  # fmt: skip
        return output.getvalue()

    return run


def as_csv(*rows) -> bytes:
    text = StringIO()
    csv.writer(text).writerows([COLUMNS, *rows])
    return text.getvalue().encode()


def counts(output: str) -> str:
    return next(line for line in output.splitlines() if " new, " in line)


def test_a_row_becomes_an_entry(load):
    assert counts(load(KNIT)) == (
        "1 new, 0 changed, 0 unchanged, 0 closed, 0 skipped, 0 duplicates in the file, left out, "
        "0 possible duplicates, kept, 0 failed."
    )
    entry = Resource.objects.get()
    place = entry.places.get()
    assert entry.provider.name == "Solent Friends"
    assert entry.email == "knit@solent.example"
    assert entry.description == "Knit and Natter meets in Southampton."
    assert (entry.cost, entry.delivery) == ("free", ["place"])
    assert [str(interest) for interest in entry.interests.order_by("slug")] == [
        "Arts and crafts",
        "Social clubs",
    ]
    assert (place.address, place.postcode) == ("1 Testing Road, Southampton", "SO17 1BJ")
    assert place.point is not None
    assert (round(place.point.y, 5), place.point_source) == (50.9341, PointSource.POSTCODE)
    assert place.step_free == "yes"
    times = [
        f"{time.get_weekday_display()} {time.starts:%H:%M}-{time.ends:%H:%M}"
        for time in entry.schedules.all()
    ]
    assert times == ["Monday 10:00-12:00", "Monday 14:00-16:00"]


def test_an_imported_entry_is_to_be_checked_within_half_a_year(load):
    load(KNIT)
    entry = Resource.objects.get()
    due = timezone.localdate() + dt.timedelta(days=182)
    assert (entry.verified_on, entry.verify_by) == (None, due)


def test_an_imported_entry_can_be_found_at_once(load):
    load(KNIT)
    assert Listing.objects.filter(resource__name="Knit and Natter").count() == 2  # interests


def test_a_second_run_changes_nothing(load):
    load(KNIT, BOWLS)
    before = list(Resource.objects.order_by("name").values_list("pk", "updated_at"))
    assert counts(load(KNIT, BOWLS)).startswith("0 new, 0 changed, 2 unchanged")
    assert list(Resource.objects.order_by("name").values_list("pk", "updated_at")) == before


def test_what_changed_in_the_file_changes_the_entry_and_no_more(load):
    load(KNIT)
    entry = Resource.objects.get()
    entry.phone = "01632 960123"  # added by a curator
    entry.save()
    moved = [*KNIT]
    moved[4], moved[7] = "SO14 7LP", "11:00-12:00"
    assert counts(load(moved)).startswith("1 new")  # the postcode is part of the id
    changed = [*KNIT]
    changed[7] = "11:00-12:00"
    assert counts(load(changed)).startswith("0 new, 1 changed")
    entry.refresh_from_db()
    assert entry.phone == "01632 960123"
    assert [f"{time.starts:%H:%M}" for time in entry.schedules.all()] == ["11:00"]


def test_a_pin_placed_by_hand_survives(load):
    load(KNIT)
    place = Place.objects.get()
    place.point = Point(-1.3947, 50.9341, srid=4326)
    place.point_source = PointSource.PIN
    place.save()
    assert counts(load(KNIT)).startswith("0 new, 0 changed, 1 unchanged")
    place.refresh_from_db()
    assert place.point_source == PointSource.PIN


def test_a_dry_run_reports_and_changes_nothing(load):
    output = load(KNIT, options=["--dry-run"])
    assert counts(output).startswith("1 new")
    assert "nothing was changed" in output
    assert (Resource.objects.count(), Provider.objects.count()) == (0, 0)


def test_one_bad_row_loses_no_other(load):
    bad = ["", "Solent Friends", *KNIT[2:]]
    long = ["x" * 300, *KNIT[1:]]
    nul = ["Knit\x00ting", *KNIT[1:]]
    output = load(KNIT, bad, long, nul, [*BOWLS, "a comma too many"], BOWLS[:5])
    assert "row 3, failed: : Name: This field is required." in output
    assert "row 4, failed: " + "x" * 300 + ": Name: Ensure this value has at most 200" in output
    assert "row 5, failed: Knit�ting: Name: Null characters are not allowed." in output
    assert "row 6, failed: It has 10 cells, and the file names 9 columns." in output
    assert counts(output).startswith("2 new") and counts(output).endswith("4 failed.")
    assert set(Resource.objects.values_list("name", flat=True)) == {KNIT[0], BOWLS[0]}


def test_a_row_that_fails_takes_its_new_provider_along_and_the_next_makes_it_anew(load):
    load(["", "Solent Friends", *KNIT[2:]], KNIT)
    connection.check_constraints()
    assert Resource.objects.get().provider.name == "Solent Friends"
    assert Provider.objects.count() == 1


def test_the_report_goes_by_row(load):
    odd = [*KNIT[:5], "ring us", *KNIT[6:]]
    output = load(odd, [*BOWLS[:-1], "2017"], ["", *BOWLS[1:]])
    begins = [line.partition(":")[0] for line in output.splitlines() if line.startswith("row ")]
    assert begins == ["row 2, note", "row 3, skipped", "row 4, failed"]


def test_markup_and_emoji_are_kept_as_text(load):
    load(["<b>Knit</b> 🧶", *KNIT[1:]])
    assert Resource.objects.get().name == "<b>Knit</b> 🧶"


def test_duplicates_are_reported(load):
    spaced = ["knit  and natter", *KNIT[1:]]
    elsewhere = [*KNIT[:4], "SO14 7LP", *KNIT[5:]]
    output = load(KNIT, spaced, elsewhere)
    assert "row 3, duplicate: The same entry as row 2." in output
    assert "row 4, look-alike: Knit and Natter: has the name and provider of row 2." in output
    assert Resource.objects.count() == 2


def test_what_another_row_of_an_entry_says_otherwise_is_kept(load):
    output = load(KNIT, [*KNIT[:5], "Bob <bob@solent.example>", *KNIT[6:]])
    assert "row 2, note: Knit and Natter: Row 3 is about the same: what else it says" in output
    entry = Resource.objects.get()
    assert entry.email == "knit@solent.example"
    assert "bob@solent.example" in entry.description


def test_a_closed_row_is_skipped_with_its_reason(load):
    output = load([*KNIT[:-1], "2017"])
    assert "row 2, skipped: Knit and Natter: closed in 2017." in output
    assert Resource.objects.count() == 0


def test_an_entry_that_closed_since_is_marked_as_closed_once(load):
    load(KNIT)
    closed = [*KNIT[:-1], "2024"]
    assert "1 closed" in counts(load(closed))
    assert Resource.objects.get().status == Status.CLOSED
    assert Listing.objects.count() == 0
    assert "0 closed" in counts(load(closed))


def test_a_closed_row_beside_an_open_one_closes_nothing(load):
    load(KNIT, [*KNIT[:-1], "2017"])
    assert Resource.objects.get().status == Status.ACTIVE


def test_what_is_wrong_but_not_needed_is_left_out_with_a_note(load):
    odd = [*KNIT[:4], "SO17 1CI", "ring us", "Yes", "10:00-00:00", ""]
    output = load(odd)
    assert "Kept in the description: E-mail: ring us" in output
    assert "“SO17 1CI” is not a postcode; it was put with the address." in output
    assert "Times not understood, kept as words: Monday 10:00-00:00." in output
    assert "No location is known for it yet." in output
    entry = Resource.objects.get()
    assert (entry.email, entry.when_text) == ("", "Monday: 10:00-00:00")
    assert entry.places.get().address == "1 Testing Road, Southampton, SO17 1CI"
    assert counts(load(odd)).startswith("0 new, 0 changed, 1 unchanged")


def test_what_is_left_out_hides_no_other_change(load):
    load(KNIT)
    assert counts(load([*KNIT[:5], "ring us", "No", *KNIT[7:]])).startswith("0 new, 1 changed")
    renamed = ["KNIT AND NATTER", *KNIT[1:5], "ring us", "No", *KNIT[7:]]
    assert counts(load(renamed)).startswith("0 new, 1 changed")
    entry = Resource.objects.get()
    assert (entry.name, entry.email) == ("KNIT AND NATTER", "knit@solent.example")


@pytest.mark.parametrize("postcode", ["SO17 9ZZ", "JE2 3AB"])
def test_a_postcode_without_a_location_is_kept(load, postcode):
    load([*KNIT[:4], postcode, *KNIT[5:]])
    place = Place.objects.get()
    assert (place.postcode, place.point, place.point_source) == (postcode, None, "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_every_usual_encoding_is_read(load, encoding):
    cafe = ["Café Society", *KNIT[1:]]
    load(raw=as_csv(cafe).decode().encode(encoding))
    assert Resource.objects.get().name == "Café Society"


@pytest.mark.parametrize("delimiter", [b";", b"\t", b"|"])
def test_other_delimiters_are_read_too(load, delimiter):
    load(raw=as_csv(BOWLS).replace(b",", delimiter))
    assert Resource.objects.get().name == "Short Mat Bowls"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "The file is empty."),
        (b"\n\n", "The file is empty."),
        (as_csv(KNIT).split(b"\n", 1)[1], "no column called Address 1, Address 2, Club"),
        (b"x" * 50_000_000, "Line 1 is longer than 1,000,000 characters"),
        (as_csv(KNIT) + b"y" * 50_000_000, "Line 3 is longer than 1,000,000 characters"),
        (as_csv(KNIT) + b'"' + b"never ends\n" * 20_000, "cannot be read as CSV"),
        (as_csv(KNIT).decode().encode("utf-16") + b"x", "damaged or cut short"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "does not look like the names"),
    ],
    ids=[
        "empty",
        "blank",
        "no header",
        "one line",
        "one line later",
        "open quote",
        "cut short",
        "png",
    ],
)
def test_a_file_that_is_not_one_is_refused_whole(load, raw, message):
    with pytest.raises(CommandError, match=message):
        load(raw=raw)
    assert (Resource.objects.count(), Provider.objects.count(), ExternalId.objects.count()) == (
        0,
    ) * 3


@pytest.mark.parametrize(
    ("mapping_text", "message"),
    [
        ("source = ", "not valid TOML"),
        ('source = "x"\nid = ["a"]\n', "does not say where to find: delivery, name, provider"),
        (MAPPING.replace("email =", "mail ="), "Unknown field: mail"),
        (MAPPING.replace("Monday =", "Montag ="), "not a day of the week"),
        (MAPPING.replace('source = "clubs"', ""), "needs a source"),
        (MAPPING.replace("[skip]", "[leave]"), "Unknown part: leave"),
    ],
)
def test_a_mapping_that_is_not_one_is_refused(load, mapping, mapping_text, message):
    mapping.write_text(mapping_text)
    with pytest.raises(CommandError, match=message):
        load(KNIT)


def test_a_missing_file_is_refused(mapping):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_resources", "/nowhere.csv", "--mapping", str(mapping))


def test_the_shipped_mapping_reads_a_library(tmp_path):
    mapping = Path("docs/examples/libraries.mapping.toml")
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    columns = [
        *["Local authority", "Library name", "Address 1", "Address 2", "Address 3", "Postcode"],
        *["URL", "Email address", "Year closed"],
        *(f"{day} staffed hours" for day in days),
    ]
    open_one = ["Testshire", "Central", "High Street", "", "Ryde ", "PO33 9AA", "lib.example/ryde",
                "central@lib.example ", "", "09:00-19:00", *[""] * 6]  # fmt: skip
    path = tmp_path / "libraries.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([columns, open_one])
    call_command("import_resources", str(path), "--mapping", str(mapping), stdout=StringIO())
    entry = Resource.objects.get()
    assert (entry.web, entry.email) == ("https://lib.example/ryde", "central@lib.example")
    assert entry.places.get().address == "High Street, Ryde"
    assert entry.schedules.get().get_weekday_display() == "Monday"


def test_what_was_merged_is_imported_once(load):
    elsewhere = [*KNIT[:4], "SO14 7LP", *KNIT[5:]]
    load(KNIT, elsewhere)
    first, second = Resource.objects.order_by("places__postcode")
    merge(keep=first, drop=second, taken=[])
    output = load(KNIT, elsewhere)
    assert "row 3, duplicate: The same entry as row 2." in output
    again = counts(load(KNIT, elsewhere))
    assert again.startswith("0 new, 0 changed, 1 unchanged")
