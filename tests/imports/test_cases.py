"""Small files, each of a kind that went wrong once: uploaded with the guessed columns."""

from decimal import Decimal

import pytest
from django.core.management import call_command

from imports.models import ImportRun
from resources.intake.mojibake import mend
from resources.models import Place, Resource
from resources.phrases import all_when_words
from tests.imports.steps import (
    CASES,
    bring,
    bring_in,
    entry,
    names,
    remarks,
    step,
    suggested,
    upload,
)

pytestmark = [pytest.mark.sweep, pytest.mark.django_db, pytest.mark.usefixtures("here", "at_once")]


def point(place: Place) -> tuple[float, float] | None:
    return (round(place.point.y, 2), round(place.point.x, 2)) if place.point else None


def test_a_closed_column_that_says_no_leaves_nobody_out(as_cora):
    run = bring_in(as_cora, "01_closed_false.csv")
    assert names() == {"Made-up Food Bank A", "Made-up Food Bank B"}
    assert run.counts == {"new": 2, "skipped": 1}


def test_a_closed_column_that_comes_later_closes_only_what_is_closed(as_cora):
    before = "name,network,postcode\n" + "\n".join(
        f"Made-up Food Bank {one},Net One,{code}"
        for one, code in (("A", "SO17 1BJ"), ("B", "SO14 0AA"), ("C", "SO14 0AA"))
    )
    bring(as_cora, before, source="food")
    bring_in(as_cora, "01_closed_false.csv", source="food")
    status = dict(Resource.objects.values_list("name", "status"))
    assert {name[-1]: one for name, one in status.items()} == {
        "A": "active",
        "B": "active",
        "C": "closed",
    }


@pytest.mark.full
def test_a_short_row_is_as_good_as_one_with_empty_cells(as_cora):
    assert bring_in(as_cora, "02_short_rows.csv").counts == {"new": 2}
    assert (entry("Group A").phone, entry("Group B").phone) == ("", "01632 960001")


def test_ages_in_words(as_cora):
    assert bring_in(as_cora, "03_ages_words.csv").counts == {"new": 5}
    ages = Resource.objects.order_by("name").values_list("minimum_age", "maximum_age")
    assert list(ages) == [(55, None), (50, None), (18, None), (18, 65), (None, None)]


def test_only_a_point_that_can_be_right_gets_a_pin(as_cora):
    run = bring_in(as_cora, "05_latlng.csv")
    assert run.counts == {"new": 8}
    pinned = {one.resource.name: point(one) for one in Place.objects.exclude(point=None)}
    assert pinned == {"Good": (50.92, -1.39)}
    assert "swapped" in remarks(run, 2)
    assert "sea off Africa" in remarks(run, 3)
    assert "easting" in remarks(run, 4)
    assert all("left out" in remarks(run, row) for row in (5, 7, 8, 9))


@pytest.mark.full
def test_what_is_too_long_is_kept_in_the_description(as_cora):
    run = bring_in(as_cora, "07_long_when.csv")
    group = entry("Group A")
    assert len(group.when_text) <= 300
    assert group.description.count("Monday 10am to 12 noon in the hall") == 12
    assert "Kept in the description" in remarks(run, 2)


def test_costs_in_words(as_cora):
    assert bring_in(as_cora, "09_cost.csv").counts == {"new": 8}
    found = Resource.objects.order_by("name").values_list("cost", "amount", "cost_text")
    assert list(found) == [
        ("amount", Decimal("3.50"), "first free"),
        ("free", None, ""),
        ("free", None, ""),
        ("amount", Decimal("3.50"), ""),
        ("amount", Decimal("2.00"), ""),
        ("other", None, "Donations"),
        ("unknown", None, ""),
        ("free", None, ""),
    ]


@pytest.mark.full
def test_a_name_of_a_column_may_have_two_lines(as_cora):
    upload(as_cora, (CASES / "17_header_newline.csv").read_bytes())
    run = ImportRun.objects.get()
    assert run.columns == ["Name", "Organisation", "Postcode (if known)", "Phone"]
    answers = suggested(as_cora, run)
    assert (answers["postcode"], answers["phone"]) == ("Postcode (if known)", ["Phone"])


@pytest.mark.full
def test_two_columns_of_one_name_are_told_apart(as_cora):
    run = bring_in(as_cora, "19_duplicate_headers.csv", description="Notes (2)")
    assert run.columns == ["Name", "Organisation", "Postcode", "Notes", "Notes (2)"]
    assert entry("Group A").description == "b"


@pytest.mark.full
def test_the_names_of_the_columns_may_stand_below_a_title(as_cora):
    run = bring_in(as_cora, "20_title_rows.csv")
    assert run.layout["header_row"] == 3
    assert entry("Group A").phone == "01632 960123"


@pytest.mark.full
def test_who_runs_them_can_be_typed(as_cora):
    bring_in(as_cora, "23_no_provider.csv", provider_for_all="Made-up Council")
    providers = set(Resource.objects.values_list("provider__name", flat=True))
    assert (names(), providers) == ({"Made-up Hall", "Other Hall"}, {"Made-up Council"})


def test_without_anybody_who_runs_them_it_is_asked(as_cora):
    upload(as_cora, (CASES / "23_no_provider.csv").read_bytes())
    run = ImportRun.objects.get()
    page = as_cora.post(step("match", run), suggested(as_cora, run))
    assert "or type who runs all of them" in page.content.decode()


def test_a_postcode_alone_tells_nothing_apart(as_cora):
    assert bring_in(as_cora, "26_only_postcode_id.csv").counts == {"new": 2}
    assert names() == {"Hall A", "Pool B"}


def test_the_postcode_wins_over_a_point_far_away(as_cora):
    run = bring_in(as_cora, "40_pin_vs_postcode.csv")
    place = Place.objects.get()
    assert (point(place), place.point_source) == ((50.93, -1.40), "postcode")
    assert "miles from SO17 1BJ: the postcode was taken" in remarks(run, 2)


@pytest.mark.full
def test_the_sheet_can_be_chosen(as_cora):
    run = bring_in(as_cora, "x2_two_sheets.xlsx")
    assert (run.layout["sheet"], names()) == ("Groups", {"Group A"})


@pytest.mark.full
def test_what_is_merged_downwards_holds_for_each_row(as_cora):
    bring_in(as_cora, "x6_merged_cells_down.xlsx")
    assert set(Resource.objects.values_list("name", "provider__name")) == {
        ("Group A", "Org A"),
        ("Group B", "Org A"),
        ("Group C", "Org A"),
    }


@pytest.mark.full
def test_a_failure_is_seen_before_any_number_of_notes(as_cora):
    run = bring_in(as_cora, "60_failures_hidden.csv", phone="Phone")
    page = as_cora.get(f"/admin/imports/importrun/{run.pk}/change/").content.decode()
    assert page.index("<td>522</td>") < page.index("Imported, and worth a look")
    sheet = as_cora.get(step("failed", run)).content.decode("utf-8-sig")
    assert sheet.count("\n") == 2
    assert sheet.endswith(",522,Group last: Provider: Say who runs it.\n")


@pytest.mark.full
def test_an_old_workbook_is_read(as_cora):
    bring_in(as_cora, "63_old.xls")
    assert names() == {"Group A"}


def test_a_broken_workbook_is_said_to_be_one(as_cora):
    page = upload(as_cora, (CASES / "62_ods.ods").read_bytes(), "groups.ods")
    assert "This workbook is damaged, or has a password." in page.content.decode()


def test_by_command_too(tmp_path):
    mapping = CASES / "50_reimport.toml"
    call_command("import_resources", str(CASES / "50_reimport.csv"), "--mapping", str(mapping))
    assert names() == {"Made-up Hall Club", "Made-up Hall Choir"}


def times(name: str) -> list[str]:
    return all_when_words(entry(name))


def test_times_in_words_are_read_where_they_are_plain_and_shown(as_cora):
    run = bring_in(as_cora, "08_when_free_text.csv")
    assert times("Group 0") == ["Monday to Friday 09:00 to 17:00"]
    assert times("Group 1") == ["Second Tuesday of the month 10:30"]
    assert times("Group 2") == ["term time only"]
    assert times("Group 3") == ["First and third Wednesday of the month"]
    assert times("Group 4") == ["Tuesday 10:00 to 12:00"]
    assert times("Group 5") == []
    assert "was read as: Second Tuesday of the month 10:30." in remarks(run, 3)
    assert entry("Group 1").schedules.get().as_written == "every 2nd Tuesday of the month 10.30am"


@pytest.mark.full
def test_a_row_for_each_time_is_one_entry(as_cora):
    run = bring_in(as_cora, "24_day_time_columns.csv")
    assert run.counts == {"new": 1}
    assert times("Group A") == ["Tuesday 10:00 to 12:00", "Friday 14:00 to 15:30"]
    assert "Row 3 is about the same: its times are with it." in remarks(run, 2)
    assert bring_in(as_cora, "24_day_time_columns.csv").counts == {"unchanged": 1}


@pytest.mark.full
def test_hours_as_programs_and_people_write_them(as_cora):
    assert bring_in(as_cora, "27_midnight_hours.csv").counts == {"new": 6}
    assert times("Lib A") == ["Monday 09:00 to 17:00"]
    assert times("Lib B") == ["Monday 09:00 to 17:00"]
    assert times("Lib C") == ["Monday: 24 hours"]
    assert times("Lib D") == ["Monday 09:00 to 12:00", "Sunday 10:00 to 16:00", "Sunday: term time"]
    assert times("Lib E") == ["Monday 09:00 to 13:00", "Monday 14:00 to 17:00"]
    assert times("Lib F") == ["Monday 09:00 to 17:00", "Sunday: 9.30am-late"]


@pytest.mark.full
def test_days_are_in_the_order_of_the_week(as_cora):
    bring_in(as_cora, "61_day_order.csv")
    days = [time.weekday for time in entry("Lib A").schedules.all()]
    assert (days, entry("Lib A").when_text) == ([0, 1, 4], "by appointment")


def test_what_looks_like_a_refuge_is_confidential_until_a_curator_says_otherwise(as_cora):
    run = bring_in(as_cora, "10_refuge.csv")
    assert entry("Made-up Women's Refuge").address_confidential
    assert "confidential" in remarks(run, 2)


def test_what_somebody_put_right_stays_when_the_same_file_comes_again(as_cora):
    bring_in(as_cora, "50_reimport.csv")
    choir = entry("Made-up Hall Choir")
    choir.phone = "01632 960999"
    choir.save()
    run = bring_in(as_cora, "50_reimport.csv")
    assert run.counts == {"unchanged": 2}
    choir.refresh_from_db()
    assert choir.phone == "01632 960999"
    # the file says something new of another field: that alone is taken
    moved = (CASES / "50_reimport.csv").read_text().replace("14:00-16:00", "15:00-16:00")
    run = bring(as_cora, moved, source="50_reimport.csv")
    assert run.counts == {"changed": 1, "unchanged": 1}
    choir.refresh_from_db()
    assert (choir.phone, times(choir.name)) == ("01632 960999", ["Monday 15:00 to 16:00"])


def test_what_another_program_spoilt_is_mended_and_said(as_cora):
    spoilt = "CafÃ© Org â€“ HÃ´pital"
    content = f"Name,Organisation,Postcode,Cost\n{spoilt},CafÃ© Org,SO17 1BJ,Â£2\n"
    upload(as_cora, content)
    page = as_cora.get(step("match", ImportRun.objects.get())).content.decode()
    assert "3 cells were spoilt by another program and put right" in page
    ImportRun.objects.all().delete()
    bring(as_cora, content)
    found = Resource.objects.get()
    assert (found.name, found.provider.name) == ("Café Org – Hôpital", "Café Org")
    assert (found.cost, found.amount) == ("amount", Decimal(2))


@pytest.mark.parametrize(
    "text", ["CAFÉ“s”", "Ça va", "Łódź", "Ã", "Ë—", "5 × £3", "Siân’s", "ÀÉ", ""]
)
def test_what_is_no_such_accident_stays_as_it_is(text):
    assert mend(text) == text


UNITS = """\
Name,Organisation,Postcode,Latitude,Longitude,Cost,Starts
text,text,,decimal degrees,decimal degrees,£,dd/mm/yyyy
Knitters,Org,SO17 1BJ,50.93,-1.39,2,01/02/2026
"""


def test_a_row_of_units_under_the_names_is_no_entry_and_said(as_cora):
    upload(as_cora, UNITS)
    page = as_cora.get(step("match", ImportRun.objects.get())).content.decode()
    assert "Row 2 says in which units or form the columns are" in page
    ImportRun.objects.all().delete()
    run = bring(as_cora, UNITS)
    assert (run.counts, names()) == ({"new": 1}, {"Knitters"})


@pytest.mark.full
@pytest.mark.parametrize(
    "row", ["Time,Date Org,SO17 1BJ,,,,", "Text,,SO17 1BJ,,,,", "Free Text,Optional,,1,2,-,"]
)
def test_what_only_sounds_like_units_is_an_entry(as_cora, row):
    header, _, rest = UNITS.split("\n", 2)
    upload(as_cora, f"{header}\n{row}\n{rest}")
    assert ImportRun.objects.get().rows_total == 2


TWO_HALLS = """\
Ref,Activity,Organisation,Venue,Address,Postcode,Day,Start,End
7,Chair yoga,Made-up Trust,Hall A,1 High Street,SO17 1BJ,Tuesday,10:00,11:00
7,Chair yoga,Made-up Trust,Hall B,2 Low Street,SO14 0AA,Thursday,14:00,15:00
7,Chair yoga,Made-up Trust,Hall A,1 High Street,SO17 1BJ,Friday,10:00,11:00
8,Choir,Made-up Trust,Hall B,2 Low Street,SO14 0AA,Monday,19:00,21:00
"""


def places_and_times() -> list[tuple[str, int | None]]:
    times = entry("Chair yoga").schedules.order_by("weekday")
    return [(one.place.name if one.place else "", one.weekday) for one in times]


@pytest.mark.full
def test_one_entry_at_two_places_has_each_time_where_it_is(as_cora):
    run = bring(as_cora, TWO_HALLS)
    assert run.counts == {"new": 2}
    assert places_and_times() == [("Hall A", 1), ("Hall B", 3), ("Hall A", 4)]
    assert "Row 3 is about the same: its place and times are with it." in remarks(run, 2)
    assert bring(as_cora, TWO_HALLS).counts == {"unchanged": 2}
    moved = TWO_HALLS.replace("Thursday,14:00", "Wednesday,14:00")
    assert bring(as_cora, moved).counts == {"changed": 1, "unchanged": 1}
    assert places_and_times() == [("Hall A", 1), ("Hall B", 2), ("Hall A", 4)]
    assert entry("Chair yoga").places.count() == 2


@pytest.mark.full
def test_two_places_become_one_entry_where_its_name_alone_tells_it(as_cora):
    without = "\n".join(line.partition(",")[2] for line in TWO_HALLS.splitlines())
    run = bring(as_cora, without, source="by postcode")
    assert run.counts == {"new": 3, "look-alike": 1}
    assert "tell rows apart by name and organisation alone" in remarks(run, 3)
    Resource.objects.all().delete()
    run = bring(as_cora, without, source="by name", id=["Activity", "Organisation"])
    assert run.counts == {"new": 2}
    assert places_and_times() == [("Hall A", 1), ("Hall B", 3), ("Hall A", 4)]


# Files that nobody here had seen when the rules were written: header, rows, and what comes of them


def came(as_cora, header: str, *rows: str, source: str = "kinds") -> ImportRun:
    """Rows of one name, organisation and postcode, and the columns of a kind."""
    lines = "\n".join(
        f"{name},Made-up Org,SO17 1BJ,{row}" for name, row in zip("ABCDE", rows, strict=False)
    )
    return bring(as_cora, f"Name,Organisation,Postcode,{header}\n{lines}\n", source=source)


@pytest.mark.full
def test_what_is_inactive_since_a_year_is_not_active(as_cora):
    came(as_cora, "Active", "Y", "N", "Inactive since 2019", "closed Mondays")
    assert names() == {"A", "D"}


@pytest.mark.full
def test_a_sentence_round_a_telephone_number_is_kept_whole(as_cora):
    came(as_cora, "Telephone", "Ring Sue on 07700 900123 after 6", "0300 123 4567 option 2")
    assert entry("A").phone == "07700 900123"
    assert entry("A").description == "Telephone: Ring Sue on 07700 900123 after 6"
    assert entry("B").description == "Telephone: 0300 123 4567 option 2"


@pytest.mark.full
def test_a_location_full_of_coordinates_is_a_point(as_cora):
    bring(
        as_cora, 'Name,Organisation,Location\nA,Org,"50.9341N, 1.3957W"\nB,Org,"50.9341, -1.3957"\n'
    )
    assert [point(one) for one in Place.objects.all()] == [(50.93, -1.4)] * 2


def test_the_first_of_two_postcodes_is_taken_and_both_are_kept(as_cora):
    bring(as_cora, "Name,Organisation,Postcode\nA,Org,SO17 1BJ (satnav: SO14 0AA)\n")
    assert (Place.objects.get().postcode, point(Place.objects.get())) == ("SO17 1BJ", (50.93, -1.4))
    assert entry("A").description == "Postcodes: SO17 1BJ (satnav: SO14 0AA)"


@pytest.mark.full
def test_a_website_is_one_though_some_cells_hold_two(as_cora):
    came(
        as_cora,
        "Website",
        "www.a.example.org; facebook.com/a",
        "N/A",
        "http://c.example.org/page one",
    )
    assert entry("A").web == "https://www.a.example.org"
    assert entry("B").web == ""


@pytest.mark.full
def test_columns_named_in_welsh(as_cora):
    bring(
        as_cora,
        "Enw,Sefydliad,Cod post,Ffôn,Cyfeiriad\nClwb,Mudiad,SO17 1BJ,01632 960001,1 Stryd Fawr\n",
    )
    assert (entry("Clwb").provider.name, entry("Clwb").phone) == ("Mudiad", "01632 960001")
    assert Place.objects.get().address == "1 Stryd Fawr"


@pytest.mark.full
def test_what_says_in_its_name_that_it_is_closed_is_shown_to_nobody(as_cora):
    run = bring(
        as_cora,
        "Name,Organisation,Postcode\nA (CLOSED),Org,SO17 1BJ\nB - temporarily closed,Org,SO17 1BJ\n"
        "The Closed Door,Org,SO17 1BJ\n",
    )
    assert dict(Resource.objects.values_list("name", "status")) == {
        "A (CLOSED)": "closed", "B - temporarily closed": "paused", "The Closed Door": "active",
    }  # fmt: skip
    assert "Its name says that it is closed" in remarks(run, 2)


@pytest.mark.full
def test_headings_between_rows_and_notes_under_them_are_no_entries(as_cora):
    content = (
        "Name,Phone,Postcode\nARTS,,\nA,01632 960001,SO17 1BJ\nTotal: 1,,\nSource: made up,,\n"
    )
    run = bring(as_cora, content, provider_for_all="Made-up Org")
    assert (run.counts, names()) == ({"new": 1, "skipped": 3}, {"A"})
    assert "a heading or a note" in remarks(run, 2)


@pytest.mark.full
def test_days_as_a_spreadsheet_counts_them(as_cora):
    came(as_cora, "Start date,End date", "46023,46387")
    assert [str(day) for day in (entry("A").starts_on, entry("A").ends_on)] == [
        "2026-01-01",
        "2026-12-31",
    ]


@pytest.mark.full
def test_for_whom_in_a_letter_or_a_word(as_cora):
    came(as_cora, "Gender", "Men only", "Mixed", "F", "Everyone")
    assert list(Resource.objects.order_by("name").values_list("genders", flat=True)) == [
        ["man"], [], ["woman"], [],
    ]  # fmt: skip


@pytest.mark.full
def test_a_yes_with_something_beside_it_is_a_yes(as_cora):
    came(as_cora, "Wheelchair access", "Yes - ramp", '"No, but ring us"', "Partial")
    facts = Place.objects.order_by("resource__name").values_list("step_free", flat=True)
    assert list(facts) == ["yes", "not_known", "not_known"]
    assert entry("A").description == "Step-free: Yes - ramp"


@pytest.mark.full
def test_days_that_are_ticked_have_their_time_beside_them(as_cora):
    came(as_cora, "Mon,Tue,Wed,Time", "x,,x,10am-12pm", ",Y,,2pm")
    assert [all_when_words(entry(name)) for name in "AB"] == [
        ["Monday and Wednesday 10:00 to 12:00"], ["Tuesday 14:00"],
    ]  # fmt: skip
