"""Many rows at once: the same as one by one, in few queries, and nothing for what is unchanged."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from geography.actions.postcodes import replace_directory
from geography.onspd import Row
from imports import columns, run
from imports.models import ImportRun
from imports.reading import FileRow
from resources.intake import bulk
from resources.intake.times import checked_time
from resources.intake.writes import Writes, write
from resources.models import (
    ExternalId,
    ExternalIdEvent,
    InterestEvent,
    Listing,
    Place,
    PlaceEvent,
    Provider,
    Resource,
    ResourceEvent,
    ScheduleEvent,
    SourceRecord,
)
from tests.resources.directory import make_resource

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("postcode_directory", "item_bank")]

MAPPING = {
    "source": "clubs",
    "id": ["Id"],
    "columns": {"name": ["Club"], "provider": ["By"], "postcode": ["Postcode"], "phone": ["Phone"]},
    "constants": {"delivery": ["place"], "interests": ["social-clubs"]},
    "hours": {"Monday": ["Monday"]},
}


def rows(number: int, **changes: str) -> list[FileRow]:
    cells = {"Postcode": "SO17 1BJ", "Phone": "01632 960123", "Monday": "10:00-12:00"}
    return [
        FileRow(
            n + 2, {"Id": str(n), "Club": f"Club {n}", "By": f"Org {n % 3}", **cells, **changes}
        )
        for n in range(number)
    ]


def bring_in(found: list[FileRow]) -> tuple[dict, int]:
    """Counts, and how many queries it took."""
    mapping = columns.from_content(MAPPING)
    upload = ImportRun.objects.create(source="clubs", state="importing", file_name="clubs.csv")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = run.carry_out(upload, mapping, iter(found))
    return dict(report.counts), len(queries)


def test_thirty_new_rows_take_no_more_queries_than_three():
    """Also where nothing is remembered of earlier ones: none of them goes through the forms."""
    checked_time.cache_clear()
    _, few = bring_in(rows(3))
    Resource.objects.all().delete()
    checked_time.cache_clear()
    counts, many = bring_in(rows(30))
    assert counts == {"new": 30}
    assert many <= few


def test_rows_that_are_unchanged_take_one_query_and_write_nothing():
    bring_in(rows(30))
    before = [model.objects.count() for model in (ResourceEvent, PlaceEvent, SourceRecord)]
    written = list(Resource.objects.order_by("pk").values_list("updated_at", flat=True))
    counts, _ = bring_in(rows(30))
    assert counts == {"unchanged": 30}
    assert [m.objects.count() for m in (ResourceEvent, PlaceEvent, SourceRecord)] == before
    assert list(Resource.objects.order_by("pk").values_list("updated_at", flat=True)) == written


def test_thirty_changed_rows_take_no_more_queries_than_three():
    bring_in(rows(30))
    more = {"Phone": "01632 960456", "Postcode": "SO17 1AX", "Monday": "11:00-12:00"}
    counts, few = bring_in(rows(3, **more))
    assert counts == {"changed": 3}
    counts, many = bring_in(rows(30, **more))
    assert counts == {"changed": 27, "unchanged": 3}
    assert many <= few
    assert set(Resource.objects.values_list("phone", "places__postcode")) == {
        ("01632 960456", "SO17 1AX")
    }
    for model in (ResourceEvent, PlaceEvent):
        assert model.objects.filter(pgh_label="update").count() == 30


def test_of_a_changed_row_only_what_changed_is_written():
    """Somebody else may have saved the rest of it meanwhile."""
    bring_in(rows(1))
    known = Resource.objects.get()
    gathered = Writes(known)
    after = bulk.copy_of(known)
    after.phone = "01632 960456"
    gathered.note(known, after)
    Resource.objects.update(description="Said by a curator", address_confidential=True)
    write([gathered], known.updated_at)
    known.refresh_from_db()
    assert (known.phone, known.description) == ("01632 960456", "Said by a curator")
    assert known.address_confidential


def test_all_of_it_is_in_the_history_and_found():
    bring_in(rows(5))
    upload = ImportRun.objects.get()
    for model in (ResourceEvent, PlaceEvent, ScheduleEvent, InterestEvent, ExternalIdEvent):
        events = model.objects.filter(pgh_context__contains={"import": str(upload.pk)})
        assert (events.count(), set(events.values_list("pgh_label", flat=True))) == (5, {"insert"})
    assert Listing.objects.count() == 5


def test_one_that_is_wrong_takes_no_other_with_it():
    found = rows(5)
    found[2].cells["Club"] = "x" * 300
    found[3].cells["Phone"] = "ring us"
    counts, _ = bring_in(found)
    assert counts == {"new": 4, "failed": 1}
    assert Resource.objects.filter(phone="").count() == 1


@pytest.mark.parametrize("written", ["\\N", f"{bulk.NULL}Tea{bulk.NULL}"])
def test_what_stands_for_nothing_elsewhere_ends_no_run(written):
    found = rows(3)
    found[1].cells["Club"] = written
    counts, _ = bring_in(found)
    assert counts == {"new": 3}
    names = {"Club 0", written.strip(), "Club 2"}
    assert set(Resource.objects.values_list("name", flat=True)) == names


def test_what_copy_would_take_for_its_own_signs_is_kept():
    counts, _ = bring_in(rows(3, Club="Tea\\t\n{\"quoted\", 'too'}\\N"))
    assert counts == {"new": 3}
    assert set(Resource.objects.values_list("name", flat=True)) == {"Tea\\t {\"quoted\", 'too'}\\N"}


def test_a_line_that_copy_ends_at_is_kept():
    found = rows(2)
    found[0].cells["Monday"] = "first Friday\r\n\\.\r\nand\rmore"
    counts, _ = bring_in(found)
    assert counts == {"new": 2}


def test_what_was_noted_is_noted_again_and_nothing_is_written():
    bring_in(rows(3, Phone="ring us"))
    before = SourceRecord.objects.count(), ResourceEvent.objects.count()
    upload = ImportRun.objects.get()
    noted = [tuple(remark) for remark in upload.remarks]
    assert len(noted) == 3
    counts, queries = bring_in(rows(3, Phone="ring us"))
    assert counts == {"unchanged": 3}
    assert (SourceRecord.objects.count(), ResourceEvent.objects.count()) == before
    again = ImportRun.objects.latest("created_at")
    assert [tuple(remark) for remark in again.remarks] == noted
    assert bring_in(rows(30))[0] == {"changed": 3, "new": 27}
    assert bring_in(rows(30))[1] <= queries


def test_each_batch_is_judged_while_the_one_before_is_saved(monkeypatch):
    """Organisations that are new in one of them are the next one's, too."""
    monkeypatch.setattr(run, "BATCH", 2)
    found = rows(7)
    found[3].cells["Phone"] = "ring us"
    assert bring_in(found)[0] == {"new": 7}
    assert Provider.objects.count() == 3
    assert set(Resource.objects.values_list("name", "provider__name")) == {
        (f"Club {n}", f"Org {n % 3}") for n in range(7)
    }
    assert Listing.objects.count() == ResourceEvent.objects.count() == 7


def test_an_organisation_of_a_row_that_is_wrong_is_made_with_the_next(monkeypatch):
    monkeypatch.setattr(run, "BATCH", 1)
    found = rows(4)
    for number, row in enumerate(found):
        row.cells["By"] = "Solent Friends"
        row.cells["Club"] = "x" * 300 if number % 2 == 0 else row.cells["Club"]
    assert bring_in(found)[0] == {"new": 2, "failed": 2}
    assert [provider.resources.count() for provider in Provider.objects.all()] == [2]


def test_what_the_database_refuses_is_saved_one_by_one_and_takes_no_other_with_it(monkeypatch):
    """Somebody else brought in one of the rows while it was being judged."""
    monkeypatch.setattr(run, "BATCH", 2)
    importing = run.Import(columns.from_content(MAPPING))
    other = make_resource("Another’s")
    batches = importing.read_all(iter(rows(6)))
    importing.import_batch(next(batches))
    ExternalId.objects.create(source="clubs", value="3", resource=other)
    for batch in batches:
        importing.import_batch(batch)
    assert importing.report.counts == {"new": 5, "changed": 1}
    names = {f"Club {n}" for n in range(6)} - {"Club 3"} | {"Another’s"}
    assert set(Resource.objects.values_list("name", flat=True)) == names
    assert Provider.objects.filter(name__startswith="Org").count() == 3


def test_what_was_done_before_a_stop_is_passed_over_in_one_query(django_assert_num_queries):
    bring_in(rows(30))
    importing = run.Import(columns.from_content(MAPPING))
    with django_assert_num_queries(1):
        to_come = importing.skip_done(iter(rows(32)), 31)
    assert [row.number for row in to_come] == [32, 33]
    assert len(importing.intake.saved) == 30


def test_what_has_no_location_is_looked_for_where_other_postcodes_were_loaded():
    bring_in(rows(1, Postcode="SO17 9ZZ"))
    assert bring_in(rows(1, Postcode="SO17 9ZZ"))[0] == {"unchanged": 1}
    replace_directory(rows=[Row("SO17 9ZZ", "E06000045", "442500", "114500")])
    assert bring_in(rows(1, Postcode="SO17 9ZZ"))[0] == {"changed": 1}
    assert Place.objects.get().point is not None
