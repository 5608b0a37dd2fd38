"""Small files, each of a kind that went wrong once: uploaded with the guessed columns."""

from decimal import Decimal

import pytest
from django.core.management import call_command

from imports.models import ImportRun
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


def test_a_name_of_a_column_may_have_two_lines(as_cora):
    upload(as_cora, (CASES / "17_header_newline.csv").read_bytes())
    run = ImportRun.objects.get()
    assert run.columns == ["Name", "Organisation", "Postcode (if known)", "Phone"]
    answers = suggested(as_cora, run)
    assert (answers["postcode"], answers["phone"]) == ("Postcode (if known)", "Phone")


def test_two_columns_of_one_name_are_told_apart(as_cora):
    run = bring_in(as_cora, "19_duplicate_headers.csv", description="Notes (2)")
    assert run.columns == ["Name", "Organisation", "Postcode", "Notes", "Notes (2)"]
    assert entry("Group A").description == "b"


def test_the_names_of_the_columns_may_stand_below_a_title(as_cora):
    run = bring_in(as_cora, "20_title_rows.csv")
    assert run.layout["header_row"] == 3
    assert entry("Group A").phone == "01632 960123"


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


def test_the_sheet_can_be_chosen(as_cora):
    run = bring_in(as_cora, "x2_two_sheets.xlsx")
    assert (run.layout["sheet"], names()) == ("Groups", {"Group A"})


def test_what_is_merged_downwards_holds_for_each_row(as_cora):
    bring_in(as_cora, "x6_merged_cells_down.xlsx")
    assert set(Resource.objects.values_list("name", "provider__name")) == {
        ("Group A", "Org A"),
        ("Group B", "Org A"),
        ("Group C", "Org A"),
    }


def test_a_failure_is_seen_before_any_number_of_notes(as_cora):
    run = bring_in(as_cora, "60_failures_hidden.csv", phone="Phone")
    page = as_cora.get(f"/admin/imports/importrun/{run.pk}/change/").content.decode()
    assert page.index("<td>522</td>") < page.index("Imported, and worth a look")
    sheet = as_cora.get(step("failed", run)).content.decode("utf-8-sig")
    assert sheet.count("\n") == 2
    assert sheet.endswith(",522,Group last: Name: Say who runs it.\n")


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


def test_a_row_for_each_time_is_one_entry(as_cora):
    run = bring_in(as_cora, "24_day_time_columns.csv")
    assert run.counts == {"new": 1}
    assert times("Group A") == ["Tuesday 10:00 to 12:00", "Friday 14:00 to 15:30"]
    assert "Row 3 is about the same: its times are with it." in remarks(run, 2)
    assert bring_in(as_cora, "24_day_time_columns.csv").counts == {"unchanged": 1}


def test_hours_as_programs_and_people_write_them(as_cora):
    assert bring_in(as_cora, "27_midnight_hours.csv").counts == {"new": 6}
    assert times("Lib A") == ["Monday 09:00 to 17:00"]
    assert times("Lib B") == ["Monday 09:00 to 17:00"]
    assert times("Lib C") == ["Monday: 24 hours"]
    assert times("Lib D") == ["Monday 09:00 to 12:00", "Sunday 10:00 to 16:00", "Sunday: term time"]
    assert times("Lib E") == ["Monday 09:00 to 13:00", "Monday 14:00 to 17:00"]
    assert times("Lib F") == ["Monday 09:00 to 17:00", "Sunday: 9.30am-late"]


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
