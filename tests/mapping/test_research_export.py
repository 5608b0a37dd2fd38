"""The whole set of maps for researchers: pseudonymised, and only of those who agreed."""

import csv
import datetime as dt
import io
import zipfile

import igraph
import networkx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from facilitation import actions, agreements
from facilitation.consent import CURRENT
from facilitation.models import AuditEvent, Participant, Session
from facilitation.pseudonyms import pseudonym
from mapping.actions import begin_from_last, choose_type, place_as_last_time, result_of
from mapping.exports.research import EGO_COLUMNS, MEMBER_COLUMNS, age_band, research_zip
from tests.mapping.people import put_on_map

URL = "/research/networks/"


def agree(session, *agreed):
    actions.record_consent(
        participant=session.participant,
        version=CURRENT.version,
        agreed=["keep", *agreed],
        by=session.facilitator,
    )


@pytest.fixture
def agreed(session):
    agree(session, "research")
    return session


@pytest.fixture
def as_rhea(client, rhea):
    client.force_login(rhea)
    return client


def opened(user) -> zipfile.ZipFile:
    with research_zip(user) as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def rows(archive, name) -> list[dict]:
    text = archive.read(name).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def everything(archive) -> str:
    return "\n".join([*archive.namelist(), *(archive.read(n).decode() for n in archive.namelist())])


def test_a_researcher_takes_out_the_zip(as_rhea, rhea, agreed):
    put_on_map(agreed, "Ann")

    response = as_rhea.post(URL)

    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert [row["member"] for row in rows(archive, "members.csv")] != []
    today = f"{timezone.localdate():%Y-%m-%d}"
    assert response["Content-Disposition"] == f'attachment; filename="genie-networks-{today}.zip"'
    event = AuditEvent.objects.all()[0]
    assert (event.actor_id, event.action) == (rhea.pk, "maps exported for research")


RECORD = {
    "phone": "01632 960417",
    "email": "wilhelmina@home.example",
    "best_time": "Mornings",
    "language": "Polish",
    "needs": "A chair with arms",
    "carer": "Susan next door",
    "note": "Do not mention Harold",
}
CODED = {"mobility": ["wheelchair"], "adjustments": ["large_print"]}
PLANTED = [*RECORD.values(), "wheelchair", "large_print"]


def test_nothing_of_how_to_reach_a_person_or_of_what_they_need_is_in_it(rhea, session):
    agree(session, "research", "record")
    agreements.save_record(participant=session.participant, details=RECORD | CODED)
    put_on_map(session, "Ann")

    text = everything(opened(rhea))

    assert [word for word in PLANTED if word in text] == []


def test_looking_at_the_page_takes_nothing_out(as_rhea, agreed):
    AuditEvent.objects.all().delete()

    assert "no name" in as_rhea.get(URL).content.decode().lower()
    assert AuditEvent.objects.count() == 0


@pytest.mark.parametrize("who", ["alice", "mo", "cora", "eve"])
def test_no_one_else_gets_there(client, request, agreed, who):
    client.force_login(request.getfixturevalue(who))

    assert [client.get(URL).status_code, client.post(URL).status_code] == [404, 404]


def test_without_signing_in_there_is_nothing(client, db):
    assert client.post(URL).url.startswith(reverse("facilitation:sign_in"))


def test_only_who_agreed_last_to_research(rhea, agreed):
    put_on_map(agreed, "Ann")
    assert len(rows(opened(rhea), "ego.csv")) == 1

    agree(agreed)

    assert rows(opened(rhea), "ego.csv") == []
    assert sorted(opened(rhea).namelist()) == ["columns.csv", "ego.csv", "members.csv"]


def test_other_organisations_are_not_in_it(rhea, eve):
    theirs = actions.start_session(facilitator=eve)
    agree(theirs, "research")
    put_on_map(theirs, "Ann")

    assert rows(opened(rhea), "ego.csv") == []


def test_nothing_in_it_tells_who_it_is(rhea, agreed, alice):
    person = agreed.participant
    person.name, person.postcode, person.year_of_birth = "Margaret", "SO17 1BJ", 1951
    person.gender = "woman"
    person.save()
    ann = put_on_map(agreed, "Annunziata", relationship="sibling", frequency="daily")
    result = result_of(session=agreed)
    choose_type(result=result, chosen_type="diverse", reason="Knows the vicar", by=alice)

    archive = opened(rhea)
    found = everything(archive)

    for telling in [
        "Annunziata",
        "Margaret",
        "SO17",
        "vicar",
        person.reference,
        str(person.pk),
        str(agreed.pk),
        str(ann.pk),
        timezone.localdate().isoformat(),
        alice.name,
        alice.email,
    ]:
        assert telling not in found
    (about,) = rows(archive, "ego.csv")
    assert "1951" not in about.values()
    assert about["participant"] == pseudonym("participant", person.pk)


def test_a_map_and_its_follow_up(rhea, agreed, alice):
    ann = put_on_map(agreed, "Ann", relationship="sibling", frequency="daily", work=["emotional"])
    result_of(session=agreed)
    actions.finish(session=agreed, by=alice)
    follow_up = actions.start_follow_up(session=agreed, facilitator=alice)
    begin_from_last(session=follow_up)
    place_as_last_time(session=follow_up)
    Session.objects.filter(pk=agreed.pk).update(
        started_at=follow_up.started_at - dt.timedelta(days=91)
    )

    first, second = rows(opened(rhea), "ego.csv")
    before, after = sorted(rows(opened(rhea), "members.csv"), key=lambda row: row["wave"])

    assert list(first) == list(EGO_COLUMNS)
    assert list(before) == list(MEMBER_COLUMNS)
    assert (
        first["participant"]
        == second["participant"]
        == pseudonym("participant", agreed.participant_id)
    )
    assert [(r["wave"], r["days_since_first"], r["finished"]) for r in (first, second)] == [
        ("1", "0", "1"),
        ("2", "91", "0"),
    ]
    assert (first["network_type"], first["rule_version"], first["members"]) == ("contact", "1", "1")
    assert (before["member"], before["previous"]) == (pseudonym("member", ann.pk), "")
    assert (after["previous"], after["work_emotional"]) == (before["member"], "1")


def test_a_session_without_a_map_is_not_a_wave(rhea, agreed):
    assert rows(opened(rhea), "ego.csv") == []


def test_every_column_is_explained(rhea, agreed):
    book = rows(opened(rhea), "columns.csv")

    assert [row["column"] for row in book] == [*EGO_COLUMNS, *MEMBER_COLUMNS]
    assert all(row["meaning"] for row in book)


def test_each_network_reads_back(rhea, agreed, tmp_path):
    put_on_map(agreed, "Ann", relationship="sibling", frequency="daily")
    put_on_map(agreed, "Raj", 2)
    archive = opened(rhea)
    name = f"graphml/{pseudonym('map', agreed.pk)}.graphml"
    archive.extract(name, tmp_path)

    with_networkx = networkx.read_graphml(tmp_path / name)
    with_igraph = igraph.Graph.Read_GraphML(str(tmp_path / name))

    members = {row["member"] for row in rows(archive, "members.csv")}
    assert set(with_networkx) == {"ego", *members}
    assert with_networkx.graph["wave"] == 1
    assert set(with_igraph.vs["id"]) == {"ego", *members}
    assert set(networkx.get_node_attributes(with_networkx, "label")) == {"ego"}


def test_members_are_not_in_the_order_of_their_names(rhea, agreed):
    for name in "ABCDEFGH":
        put_on_map(agreed, name)

    members = [row["member"] for row in rows(opened(rhea), "members.csv")]

    assert members == sorted(members)


@pytest.mark.parametrize(
    ("year", "band"), [(1951, "70-79"), (1946, "80-89"), (1900, ""), (2010, "0-17")]
)
def test_a_year_of_birth_becomes_a_band(year, band):
    day = dt.date(2026, 6, 1)

    assert age_band(Participant(year_of_birth=year), day) == band
    assert age_band(Participant(age_band="60-69"), day) == "60-69"
    assert age_band(Participant(), day) == ""


def test_people_are_read_a_few_at_a_time(rhea, alice, monkeypatch):
    monkeypatch.setattr("mapping.exports.research.AT_A_TIME", 2)
    for _ in range(5):
        session = actions.start_session(facilitator=alice)
        agree(session, "research")
        put_on_map(session, "Ann")

    with CaptureQueriesContext(connection) as captured:
        archive = opened(rhea)

    reads = [query for query in captured if 'FROM "mapping_member" WHERE' in query["sql"]]
    assert len(rows(archive, "members.csv")) == 5
    assert len(reads) == 3
