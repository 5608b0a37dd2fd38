"""A file brought in through the admin: upload, match the columns, look, import."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from geography.models import LocalAuthority
from imports.guess import guess
from imports.models import ImportRun
from resources.models import Resource, TermMapping
from tests.browser import sign_in
from tests.imports.steps import ADD, bring, names, step, suggested, upload
from tests.tiers import only_in_full
from tests.workers import let_a_worker_work

pytestmark = pytest.mark.sweep

CLUBS = """Club,Run by,Address 1,Address 2,Postcode,Email,Monday hours,Closed on
Knit and Natter,Solent Friends,1 Testing Road,Southampton,SO17 1BJ,knit@solent.example,10:00-12:00,
Old Club,Solent Friends,,,SO14 7LP,,,2019
,Solent Friends,,,SO14 7LP,,,
Short Mat Bowls,Solent Friends,,,PO30 1UD,,,
"""


def answers(**changes) -> dict:
    return {
        "name": "Club",
        "provider": "Run by",
        "address": ["Address 1", "Address 2"],
        "postcode": "Postcode",
        "email": "Email",
        "monday": ["Monday hours"],
        "id": ["Club", "Postcode"],
        "skip": "Closed on",
        "delivery_for_all": ["place"],
        "interests_for_all": ["social-clubs"],
        "cost": "free",
        "joining_for_all": "drop_in",
        **changes,
    }


@pytest.fixture
def run(as_cora, here) -> ImportRun:
    upload(as_cora, CLUBS)
    return ImportRun.objects.get()


def match(client, run: ImportRun, **changes):
    """Answer which column means what."""
    return client.post(reverse("admin:imports_import_match", args=[run.pk]), answers(**changes))


@pytest.mark.django_db(transaction=True)
def test_the_work_waits_for_a_worker_and_is_done_by_one(as_cora, run):
    match(as_cora, run)
    address = reverse("admin:imports_importrun_change", args=[run.pk])
    assert "It waits for the worker" in as_cora.get(address).content.decode()
    let_a_worker_work()
    run.refresh_from_db()
    assert run.state == "checked"
    assert "It waits" not in as_cora.get(address).content.decode()


@pytest.mark.usefixtures("at_once")
def test_a_file_is_checked_first_and_imported_when_told(as_cora, run):
    match(as_cora, run)
    run.refresh_from_db()
    assert run.state == "checked"
    assert run.counts == {"new": 2, "skipped": 1, "failed": 1}
    assert Resource.objects.count() == 0
    page = as_cora.get(reverse("admin:imports_importrun_change", args=[run.pk]))
    assert "Name: This field is required." in page.content.decode()
    assert "Old Club: Closed on: 2019." in page.content.decode()
    as_cora.post(reverse("admin:imports_import_confirm", args=[run.pk]))
    run.refresh_from_db()
    assert (run.state, bytes(run.original)) == ("done", b"")
    failed = as_cora.get(step("failed", run)).content.decode("utf-8-sig").splitlines()
    assert failed[0].endswith("Closed on,Row,What is wrong")
    assert failed[1:] == [",Solent Friends,,,SO14 7LP,,,,4,: Name: This field is required."]
    assert set(Resource.objects.values_list("name", flat=True)) == {
        "Knit and Natter",
        "Short Mat Bowls",
    }


@pytest.mark.usefixtures("at_once")
def test_what_nothing_says_the_purpose_of_is_said_to_be_shown_to_nobody(as_cora, run):
    match(as_cora, run)
    address = reverse("admin:imports_importrun_change", args=[run.pk])
    assert "Nothing says what these are for" not in as_cora.get(address).content.decode()
    match(as_cora, run, interests_for_all=[])
    assert "Nothing says what these are for" in as_cora.get(address).content.decode()


@pytest.mark.usefixtures("at_once")
def test_the_same_file_again_changes_nothing_and_its_columns_are_remembered(as_cora, run):
    match(as_cora, run)
    as_cora.post(reverse("admin:imports_import_confirm", args=[run.pk]))
    upload(as_cora, CLUBS)
    again = ImportRun.objects.exclude(pk=run.pk).get()
    page = as_cora.get(reverse("admin:imports_import_match", args=[again.pk]))
    initial = page.context["form"].initial
    assert (initial["monday"], initial["id"]) == (["Monday hours"], ["Club", "Postcode"])
    assert (initial["skip"], initial["delivery_for_all"]) == (["Closed on"], ["place"])
    match(as_cora, again)
    again.refresh_from_db()
    assert again.counts == {"unchanged": 2, "skipped": 1, "failed": 1}


@pytest.mark.usefixtures("at_once")
def test_an_import_is_seen_in_the_list_and_taken_back_with_a_click(as_cora, cora, run):
    page = reverse("admin:imports_importrun_change", args=[run.pk])
    match(as_cora, run)
    as_cora.post(reverse("admin:imports_import_confirm", args=[run.pk]))
    listed = reverse("admin:resources_resource_changelist") + "?source=Clubs"
    assert listed in as_cora.get(page).content.decode()
    assert as_cora.get(listed).context["cl"].result_count == 2
    history = reverse(
        "admin:resources_resource_history", args=[Resource.objects.earliest("name").pk]
    )
    [version] = as_cora.get(history).context["versions"]
    assert (version.who, version.how) == ("Cora", "imported from clubs.csv")
    as_cora.post(reverse("admin:imports_import_undo", args=[run.pk]))
    assert "2 deleted." in as_cora.get(page).content.decode()
    assert Resource.objects.count() == 0
    again = as_cora.post(reverse("admin:imports_import_undo", args=[run.pk]), follow=True)
    assert "nothing of this import to undo" in again.content.decode()


@pytest.mark.usefixtures("at_once")
def test_what_was_stopped_offers_to_go_on_or_to_be_taken_back(as_cora, run):
    match(as_cora, run)
    run.refresh_from_db()
    # the server was restarted after the first row
    long_ago = timezone.now() - dt.timedelta(hours=1)
    ImportRun.objects.update(
        state="importing", rows_done=1, last_row=2, counts={"new": 1}, remarks=[], heard_at=long_ago
    )
    page = as_cora.get(reverse("admin:imports_importrun_change", args=[run.pk])).content.decode()
    assert "It was stopped after 1 of about 4 rows" in page
    assert "Go on" in page and "Undo what was imported" in page
    as_cora.post(reverse("admin:imports_import_confirm", args=[run.pk]))
    run.refresh_from_db()
    assert (run.state, run.counts) == ("done", {"new": 2, "skipped": 1, "failed": 1})
    assert Resource.objects.get().name == "Short Mat Bowls"  # the first was done before


def test_imports_with_problems_are_on_the_desk(as_cora, cora, db):
    listed = reverse("admin:imports_importrun_changelist") + "?problems=yes"
    facts = {"source": "Clubs", "columns": [], "by": cora}
    ImportRun.objects.create(file_name="fine.csv", state="done", counts={"new": 2}, **facts)
    ImportRun.objects.create(file_name="bad.csv", state="done", counts={"failed": 2}, **facts)
    ImportRun.objects.create(file_name="left.csv", state="checked", **facts)
    assert {one.file_name for one in as_cora.get(listed).context["cl"].result_list} == {
        "bad.csv",
        "left.csv",
    }
    assert (
        f'<a href="{listed}"><strong>2</strong>'
        in as_cora.get(reverse("admin:index")).content.decode()
    )


@pytest.mark.usefixtures("at_once")
def test_importing_twice_is_refused(as_cora, run):
    match(as_cora, run)
    confirm = reverse("admin:imports_import_confirm", args=[run.pk])
    as_cora.post(confirm)
    page = as_cora.post(confirm, follow=True)
    assert "not waiting to be imported" in page.content.decode()
    assert Resource.objects.count() == 2


def test_a_file_that_breaks_off_is_told_and_nothing_is_saved(as_cora, here):
    page = upload(as_cora, CLUBS + '"' + "never ends\n" * 20_000)
    assert "cannot be read as CSV" in page.content.decode()
    assert ImportRun.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "submitted file is empty"),
        (b"\n", "The file is empty."),
        (b"x" * 2_000_000, "Line 1 is longer than"),
        (b"\x89PNG\r\n\x1a\n\x00\x00,\x00\n", "does not look like the names of columns"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\n", "begins like a workbook, but breaks off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is damaged, or has a password"),
    ],
)
def test_what_is_no_table_is_refused_at_once(as_cora, here, content, message):
    assert message in upload(as_cora, content).content.decode()
    assert ImportRun.objects.count() == 0


def test_a_source_is_needed(as_cora, here):
    assert "This field is required." in upload(as_cora, CLUBS, source="").content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "Say which column this is in."),
        ({"provider": ""}, "or type who runs all of them"),
        ({"id": ["Postcode"]}, "a postcode alone tells nothing apart"),
        ({"latitude": "Postcode"}, "Latitude and longitude go together."),
        *only_in_full(
            ({"id": []}, "Choose at least one column."),
            ({"delivery_for_all": []}, "This field is required."),
            ({"postcode": "Nowhere"}, "Select a valid choice."),
            ({"interests_for_all": ["a\x00b"]}, ""),
        ),
    ],
)
def test_a_match_that_cannot_be_is_sent_back(as_cora, run, changes, message):
    response = match(as_cora, run, **changes)
    assert response.status_code == 200
    assert message in response.content.decode()
    run.refresh_from_db()
    assert run.state == "uploaded"


def test_columns_are_guessed():
    columns = ["Local authority", "Library name", "Address 1", "Address 2", "Postcode",
               "Monday staffed hours", "Year closed", "Email address"]  # fmt: skip
    assert guess(columns) == {
        "name": ["Library name"],
        "provider": ["Local authority"],
        "address": ["Address 1", "Address 2"],
        "postcode": ["Postcode"],
        "email": ["Email address"],
        "skip": ["Year closed"],
        "monday": ["Monday staffed hours"],
        "id": ["Local authority", "Library name", "Postcode"],
    }


def test_imports_are_the_curators_alone(client, mo, run):
    client.force_login(mo)
    pages = [ADD, reverse("admin:imports_importrun_change", args=[run.pk])]
    for name in ("match", "terms", "progress", "failed"):
        pages.append(reverse(f"admin:imports_import_{name}", args=[run.pk]))
    for page in pages:
        assert client.get(page).status_code == 403
    for name in ("confirm", "undo", "layout", "discard"):
        address = reverse(f"admin:imports_import_{name}", args=[run.pk])
        assert client.post(address).status_code == 403


@pytest.mark.usefixtures("at_once")
def test_two_files_of_one_source_are_not_imported_at_once(as_cora, cora, run):
    match(as_cora, run)
    other = ImportRun.objects.create(
        source="Clubs", file_name="other.csv", content=b"", columns=[], state="importing", by=cora
    )
    page = as_cora.post(step("confirm", run), follow=True)
    assert "Another file from there is at work just now." in page.content.decode()
    assert Resource.objects.count() == 0
    # it fell silent: it is at nothing any more
    ImportRun.objects.filter(pk=other.pk).update(heard_at=timezone.now() - dt.timedelta(hours=1))
    as_cora.post(step("confirm", run))
    assert Resource.objects.count() == 2


def test_a_file_of_which_nothing_is_imported_can_be_left(as_cora, run):
    page = as_cora.get(step("match", run)).content.decode()
    assert step("discard", run) in page
    answer = as_cora.post(step("discard", run), follow=True)
    assert "“clubs.csv” is gone. Nothing of it was imported." in answer.content.decode()
    assert ImportRun.objects.count() == 0


@pytest.mark.usefixtures("at_once")
def test_a_file_of_which_something_is_imported_cannot(as_cora, run):
    match(as_cora, run)
    as_cora.post(step("confirm", run))
    answer = as_cora.post(step("discard", run), follow=True)
    assert "undo it instead" in answer.content.decode()
    assert ImportRun.objects.count() == 1


@pytest.mark.usefixtures("at_once")
def test_what_failed_is_mended_and_sent_back(as_cora, run):
    match(as_cora, run)
    as_cora.post(step("confirm", run))
    mended = as_cora.get(step("failed", run)).content.decode("utf-8-sig")
    mended = mended.replace("\n,Solent Friends", "\nBadminton,Solent Friends")
    bring(as_cora, mended)
    assert names() == {"Knit and Natter", "Short Mat Bowls", "Badminton"}


@pytest.mark.usefixtures("at_once")
def test_ids_that_are_missing_farther_down_tell_nothing_apart(as_cora, here):
    """More rows than are looked at for the rest of the guess."""
    lines = [f"{n},Club {n},Solent Friends,SO17 1BJ" for n in range(250)]
    content = "\n".join(["Ref,Name,Organisation,Postcode", *lines, ",A,B,C", ",D,E,F"])
    upload(as_cora, content)
    run = ImportRun.objects.get()
    assert suggested(as_cora, run)["id"] == ["Organisation", "Name", "Postcode"]
    as_cora.post(step("match", run), suggested(as_cora, run) | {"id": ["Ref"]})
    run.refresh_from_db()
    assert run.counts == {"new": 250, "failed": 2}
    assert run.remarks[0][2] == "Nothing under Ref tells it apart."


KINDS = """Group,Organiser,Postcode,Kind,Area served
Choir,Solent Friends,SO17 1BJ,Singing; Tarot,"Southampton, Atlantis"
Walkers,Solent Friends,SO17 1BJ,Walking and outdoor activities,
"""


@pytest.mark.usefixtures("at_once")
def test_what_its_words_mean_is_asked_once_and_remembered(as_cora, here):
    LocalAuthority.objects.create(code="E06000045", name="Southampton")
    upload(as_cora, KINDS)
    run = ImportRun.objects.get()
    as_cora.post(step("match", run), suggested(as_cora, run))
    form = as_cora.get(step("terms", run)).context["form"]
    asked = {field.label: field.value() for field in form}
    assert asked == {"Singing (1 row)": "drama-and-music", "Tarot (1 row)": ""}
    answers = {field.html_name: field.value() for field in form}
    tarot = next(name for name, value in answers.items() if not value)
    as_cora.post(step("terms", run), answers | {tarot: "social-clubs"})
    run.refresh_from_db()
    as_cora.post(step("confirm", run))
    choir = Resource.objects.get(name="Choir")
    assert {one.slug for one in choir.interests.all()} == {"drama-and-music", "social-clubs"}
    assert [one.name for one in choir.authorities.all()] == ["Southampton"]
    assert choir.description == "Area served: Atlantis"
    # an interest by its own name was not asked about; and none is asked about again
    assert Resource.objects.get(name="Walkers").interests.get().slug.startswith("walking")
    assert bring(as_cora, KINDS).counts == {"unchanged": 2}
    assert TermMapping.objects.filter(checked=True).count() == 2


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("item_bank", "postcode_directory", "at_once")
def test_a_file_comes_in_with_real_clicks(page, live_server, cora):
    sign_in(page, live_server, cora)
    page.goto(live_server.url + reverse("admin:resources_resource_changelist"))
    page.get_by_role("link", name="Import a file").click()
    file = {"name": "clubs.csv", "mimeType": "text/csv", "buffer": CLUBS.encode()}
    page.get_by_label("File").set_input_files([file])
    page.get_by_label("Where it comes from").fill("Clubs")
    page.get_by_role("button", name="Next: the columns").click()
    assert page.get_by_label("At a place").is_checked()
    page.get_by_label("Social clubs").check()
    page.get_by_role("button", name="Next: see what would happen").click()
    page.get_by_role("button", name="Import now").click()
    page.get_by_role("status").get_by_text(re.compile("^Imported")).wait_for()
    assert Resource.objects.count() == 2
