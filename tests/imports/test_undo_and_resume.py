"""An import stopped in the middle goes on; a whole import is taken back."""

import csv
from io import StringIO

import pghistory
import pytest
from django.core.management import CommandError, call_command

from imports import columns, reading, run, undo, uploads
from imports.models import ImportRun
from plans.models import PlanItem
from resources.models import Listing, Place, Provider, Resource

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("postcode_directory", "item_bank"),
]
MAPPING = """
source = "clubs"
id = ["Id"]
[columns]
name = "Club"
provider = "Run by"
postcode = "Postcode"
phone = "Phone"
[constants]
interests = ["social-clubs"]
delivery = ["place"]
"""
COLUMNS = ["Id", "Club", "Run by", "Postcode", "Phone"]
ROWS = [[str(number), f"Club {number}", "Solent Friends", "SO17 1BJ", ""] for number in range(9)]


class PulledPlugError(Exception):
    pass


@pytest.fixture
def file(tmp_path):
    (tmp_path / "clubs.toml").write_text(MAPPING)
    return tmp_path / "clubs.csv"


@pytest.fixture
def command(file):
    def call(*options: str) -> str:
        output = StringIO()
        paths = [str(file), "--mapping", str(file.with_suffix(".toml"))]
        call_command(
            "import_resources",
            *([] if "--undo" in options else paths),
            *options,
            stdout=output,
            stderr=output,
        )
        return output.getvalue()

    return call


def write(file, rows) -> None:
    with file.open("w", newline="") as text:
        csv.writer(text).writerows([COLUMNS, *rows])


def undone(command):
    return command("--undo", str(ImportRun.objects.latest("created_at").pk))


def names() -> set[str]:
    return set(Resource.objects.values_list("name", flat=True))


@pytest.fixture
def stop_after(monkeypatch):
    """Two rows a batch, and somebody pulls the plug when so many rows have been saved."""

    def stop(rows: int, error=PulledPlugError) -> None:
        record = run.Import.record
        recorded: list[reading.FileRow] = []

        def record_or_stop(self, row, entry, result):
            if len(recorded) == rows:
                raise error
            recorded.append(row)
            record(self, row, entry, result)

        monkeypatch.setattr(run.Import, "record", record_or_stop)

    monkeypatch.setattr(run, "BATCH", 2)
    yield stop


def test_a_stopped_import_keeps_whole_batches_and_goes_on(command, file, stop_after, monkeypatch):
    write(file, [*ROWS, ROWS[1]])
    with monkeypatch.context() as patched:
        original = run.Import.record
        stop_after(5)
        with pytest.raises(PulledPlugError):
            command()
        patched.setattr(run.Import, "record", original)
    assert names() == {f"Club {number}" for number in range(4)}
    assert Listing.objects.count() == 4
    monkeypatch.setattr(run.Import, "record", original)
    output = command("--resume")
    assert "9 new, 0 changed, 0 unchanged" in output
    # what was read before the stop is still compared with
    assert "row 11, duplicate: The same entry as row 3." in output
    assert Resource.objects.count() == 9
    assert ImportRun.objects.get().state == "done"


def test_a_stopped_import_is_taken_back_as_well(command, file, stop_after):
    write(file, ROWS)
    stop_after(5, KeyboardInterrupt)
    with pytest.raises(CommandError, match=r"Stopped after row 5\. Run it again with --resume"):
        command()
    assert "4 deleted" in undone(command)
    assert (Resource.objects.count(), Provider.objects.count()) == (0, 0)


def test_only_what_was_stopped_is_resumed(command, file):
    write(file, ROWS)
    command()
    with pytest.raises(CommandError, match="No import of this file was stopped"):
        command("--resume")


def test_two_at_work_on_one_upload_do_not_both_go_on(file, stop_after):
    write(file, ROWS)
    file.with_suffix(".toml").write_text(MAPPING)
    mapping = columns.read(file.with_suffix(".toml"))
    upload = uploads.begin(file, mapping, name="clubs.csv")
    ImportRun.objects.filter(pk=upload.pk).update(last_row=3)  # somebody else
    with pytest.raises(run.StoppedError):
        run.carry_out(upload, mapping, reading.read(file, mapping.used_columns()))
    assert Resource.objects.count() == 0


def test_what_an_import_brought_goes_and_what_it_changed_is_put_back(command, file):
    write(file, ROWS[:2])
    command()
    write(file, [[*ROWS[0][:4], "01632 960123"], [*ROWS[1][:3], "PO30 1UD", ""], ROWS[2]])
    assert "1 new, 2 changed" in command()
    assert "1 deleted; 2 restored" in undone(command)
    assert names() == {"Club 0", "Club 1"}
    assert set(Resource.objects.values_list("phone", flat=True)) == {""}
    assert set(Place.objects.values_list("postcode", flat=True)) == {"SO17 1BJ"}
    assert Listing.objects.count() == 2


def test_what_was_changed_by_hand_since_then_stays(command, file):
    write(file, ROWS[:2])
    command()
    with pghistory.context():
        Resource.objects.filter(name="Club 1").update(phone="01632 960123")
    output = undone(command)
    assert "1 deleted; 1 left as they are, because somebody changed them since" in output
    assert names() == {"Club 1"}
    upload = ImportRun.objects.get()
    assert (upload.state, upload.remarks) == (
        "undone",
        [[0, "left", "Club 1: changed since, so it stays."]],
    )


def test_what_is_in_a_plan_is_closed_and_not_deleted(command, file, session):
    write(file, ROWS[:2])
    command()
    PlanItem.objects.create(session=session, position=1, resource=Resource.objects.first())
    assert "1 deleted; 1 closed, because they are in somebody's plan" in undone(command)
    assert [one.status for one in Resource.objects.all()] == ["closed"]
    assert Listing.objects.count() == 0


def test_taking_back_goes_on_where_it_was_stopped(command, file, monkeypatch):
    write(file, ROWS[:1])
    command()
    write(file, [[*ROWS[0][:4], "01632 960123"], *ROWS[1:]])
    command()
    monkeypatch.setattr(undo, "BATCH", 4)
    with monkeypatch.context() as patched:
        remove = undo.remove
        calls: list[set] = []

        def pull_the_plug(ids, so_far):
            if calls:
                raise PulledPlugError
            calls.append(ids)
            remove(ids, so_far)

        patched.setattr(undo, "remove", pull_the_plug)
        with pytest.raises(PulledPlugError):
            undone(command)
    assert 0 < Resource.objects.count() < 9
    assert "8 deleted" in undone(command)
    assert names() == {"Club 0"}
    assert Resource.objects.get().phone == ""


def test_an_import_is_taken_back_once(command, file):
    write(file, ROWS[:2])
    command()
    undone(command)
    with pytest.raises(CommandError, match="no such import"):
        undone(command)


def test_a_file_comes_again_after_it_was_taken_back(command, file):
    write(file, ROWS[:2])
    command()
    undone(command)
    assert "2 new" in command()
