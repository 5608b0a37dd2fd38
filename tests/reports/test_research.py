"""What researchers take out: who is in it, what it says, what never leaks, and that it loads."""

import csv
import datetime as dt
import io
import json
import zipfile

import igraph
import networkx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from facilitation import actions as facilitation_actions
from facilitation import agreements
from facilitation.consent import CURRENT
from facilitation.models import AuditEvent, Participant
from facilitation.pseudonyms import pseudonym
from mapping.actions import begin_from_last, choose_type, place_as_last_time, result_of
from measures.models import Measure, MeasureResult
from plans import actions
from reports.models import ResearchExport
from reports.research.package import make_package
from reports.research.tables import TABLES
from resources.models import ShownResource
from tests.mapping.people import put_on_map
from tests.plans.conftest import make_resource, strollers, wants_fitness
from tests.referrals.build import make_partner, make_referral

__all__ = ["make_resource", "strollers", "wants_fitness"]
URL = reverse("reports:research")
STUDY = "Solent 2026"
# everything that people and pages typed, and what tells who it was
SECRETS = {
    "name": "Margaret Secret",
    "postcode": "SO17 1BJ",
    "inward": "1BJ",
    "member": "Ann Secret",
    "step": "Ring my secret sister",
    "help": "A secret lift",
    "resource": "Tuesday Strollers",
    "facilitator": "Alice",
    "dropped": "Secret bowls",
    "phone": "01632 960417",
    "email": "secret@home.example",
    "language": "Secretly Polish",
    "needs": "A secret chair",
    "carer": "Secret Susan",
    "note": "Never mention the secret",
    "companion": "Secret Carol",
    "who": "Secret Jean",
    "when": "by secret Friday",
    "meeting": "2100-02-26",
    "why not the rule": "Knows the secret vicar",
    "partner": "Secret Surgery",
    "referrer": "Secret Rita",
    "why referred": "Her secret sorrow",
    "risks": "A secret dog",
    "referral note": "Rang in secret",
    "study": STUDY,
}
RECORD = {
    **{name: SECRETS[name] for name in ("phone", "email", "language", "needs", "carer", "note")},
    "mobility": ["wheelchair"],
    "adjustments": ["large_print"],
}
ALIKE = {
    "gender": "woman", "age_band": "70-79", "postcode": "SO17 1BJ", "conditions": ["pain", "heart"],
}  # fmt: skip


def agree(participant, *agreed) -> None:
    facilitation_actions.record_consent(
        participant=participant,
        version=CURRENT.version,
        agreed=[*agreed],
        by=participant.facilitator,
    )


def more(number: int, facilitator, **details) -> list[Participant]:
    """So many who agreed to research, each with a session."""
    found = []
    for _ in range(number):
        session = facilitation_actions.start_session(facilitator=facilitator)
        agree(session.participant, "keep", "research")
        Participant.objects.filter(pk=session.participant_id).update(**{**ALIKE, **details})
        found.append(session.participant)
    return found


@pytest.fixture
def told(session, alice, strollers, item_bank):
    """A finished session full of secrets, and its follow-up, of someone who agreed to research; and
    four more people like her."""
    person = session.participant
    agree(person, "keep", "research", "record")
    agreements.save_record(participant=person, details=RECORD)
    actions.save_meeting(session=session, day=dt.date(2100, 2, 26), time=None)
    person.name = SECRETS["name"]
    for name, value in ALIKE.items():
        setattr(person, name, value)
    person.save()
    session.dropped_activities.create(name=SECRETS["dropped"])
    ann = put_on_map(session, SECRETS["member"], relationship="sibling", frequency="daily",
                     work=["emotional"])  # fmt: skip
    result = result_of(session=session)
    choose_type(result=result, chosen_type="diverse", reason=SECRETS["why not the rule"], by=alice)
    ShownResource.objects.create(session=session, resource=strollers, position=1)
    item = actions.choose(session=session, resource=strollers, place=strollers.places.get())
    actions.save_priority(
        item=item,
        first_step=SECRETS["step"],
        step_by=SECRETS["who"],
        step_when=SECRETS["when"],
        companion=SECRETS["companion"],
        with_members=[ann],
        barriers=["cost", "time"],
        what_would_help=SECRETS["help"],
    )
    session.stage_times.create(stage="plan", seconds=200)
    rule = {"key": "sum", "title": "Sum", "items": ["a"], "range": [1, 3], "missing": 0,
            "higher": "more"}  # fmt: skip
    measure = Measure.objects.create(key="one", version="1", content={"scores": [rule]})
    MeasureResult.objects.create(session=session, measure=measure, answers={"a": 2})
    refer(session)
    finish(session, days_ago=100)
    later = facilitation_actions.start_follow_up(session=session, facilitator=alice)
    begin_from_last(session=later)
    place_as_last_time(session=later)
    actions.save_outcome(session=later, item=item, outcome="stopped", reason="health")
    finish(later, days_ago=9)
    more(4, alice)
    return session


def refer(session) -> None:
    make_referral(
        make_partner(session.participant.organisation, SECRETS["partner"]),
        participant=session.participant,
        name=SECRETS["name"],
        referrer_name=SECRETS["referrer"],
        why=SECRETS["why referred"],
        risks=SECRETS["risks"],
        note=SECRETS["referral note"],
        reasons=["lonely", "mood"],
        status="done",
        received_at=timezone.now() - dt.timedelta(days=110),
        contacted_at=timezone.now() - dt.timedelta(days=107),
    )


def finish(session, *, days_ago: int) -> None:
    facilitation_actions.finish(session=session, by=session.facilitator)
    # by the calendar here: the clocks may have changed since
    session.started_at = timezone.localtime(session.started_at) - dt.timedelta(days=days_ago)
    session.save()


def opened(user, study=STUDY) -> zipfile.ZipFile:
    with make_package(user, study).file as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def rows(archive, name) -> list[dict[str, str]]:
    text = archive.read(f"{name}.csv").decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def everything(archive) -> str:
    return "\n".join([*archive.namelist(), *(archive.read(n).decode() for n in archive.namelist())])


def known(kind, pk) -> str:
    return pseudonym(kind, pk, STUDY)


def test_each_table_says_what_happened(rhea, told):
    archive = opened(rhea)
    found = {schema.name: rows(archive, schema.name) for schema in TABLES}
    me, first = known("participant", told.participant_id), known("session", told.pk)
    mine = next(row for row in found["participants"] if row["participant"] == me)

    assert mine == {
        "participant": me, "gender": "woman", "age_band": "70-79", "district": "SO17",
        "conditions": "heart pain", "detail": "0",
    }  # fmt: skip
    before, after = (row for row in found["sessions"] if row["participant"] == me)
    assert {
        name: before[name]
        for name in ("session", "wave", "days_since_first", "finished", "minutes_plan", "members")
    } == {
        "session": first, "wave": "1", "days_since_first": "0", "finished": "1",
        "minutes_plan": "3", "members": "1",
    }  # fmt: skip
    assert (before["chosen_type"], before["questionnaire"]) == ("diverse", "2026-2")
    assert (after["wave"], after["days_since_first"]) == ("2", "91")
    ann, again = found["members"]
    assert ann["member"] != again["member"]
    assert ann["tie"] == again["tie"]
    assert (ann["relationship"], ann["work_emotional"]) == ("sibling", "1")
    assert found["answers"] == [
        {"session": first, "item": "5", "choice": "yes",
         "interests": "swimming walking-and-outdoor-activities"}
    ]  # fmt: skip
    [shown], [priority], [outcome] = (found[name] for name in ("shown", "priorities", "outcomes"))
    assert (shown["resource"], shown["position"], shown["chosen"]) == (
        priority["resource"], "1", "1",
    )  # fmt: skip
    assert (priority["helpers"], priority["barriers"]) == ("1", "cost time")
    assert outcome == {
        "priority": priority["priority"], "session": after["session"], "days_since_chosen": "91",
        "outcome": "stopped", "reason": "health",
    }  # fmt: skip
    assert [(row["kind"], row["name"], row["value"]) for row in found["measures"]] == [
        ("item", "a", "2"), ("score", "sum", "2.0"),
    ]  # fmt: skip
    [referral] = found["referrals"]
    assert (referral["reasons"], referral["days_to_contact"]) == ("lonely mood", "3")


def test_nothing_that_tells_who_it_was_leaks(rhea, told):
    text = everything(opened(rhea))

    assert {name for name, secret in SECRETS.items() if secret in text} == set()
    assert [word for word in ("wheelchair", "large_print") if word in text] == []
    assert told.participant.reference not in text
    for key in (
        told.pk,
        told.participant_id,
        told.facilitator_id,
        told.participant.organisation_id,
    ):
        assert str(key) not in text
        assert key.hex not in text
    for moment in (told.started_at, timezone.now()):
        assert f"{moment:%Y-%m-}" not in text


def test_the_code_book_describes_every_file(rhea, told):
    """As a program reads it that knows Table Schema: columns, types, keys, what they refer to."""
    archive = opened(rhea)
    book = json.loads(archive.read("datapackage.json"))
    keys: dict[str, set[tuple[str, ...]]] = {}

    for resource in book["resources"]:
        found = rows(archive, resource["name"])
        schema = resource["schema"]
        assert [field["name"] for field in schema["fields"]] == list(found[0]), resource["name"]
        assert len(found) == resource["rows"]
        for field in schema["fields"]:
            assert field["description"]
            for row in found:
                check(row[field["name"]], field)
        keys[resource["name"]] = {
            tuple(row[name] for name in schema["primaryKey"]) for row in found
        }
        assert len(keys[resource["name"]]) == len(found)
        for foreign in schema["foreignKeys"]:
            referred = keys[foreign["reference"]["resource"]]
            assert {(row[foreign["fields"]],) for row in found} <= referred
    assert {name.split("/")[0] for name in archive.namelist()} == {
        "datapackage.json", "graphml", *(resource["path"] for resource in book["resources"]),
    }  # fmt: skip


def check(value: str, field) -> None:
    constraints = field.get("constraints", {})
    if value == "":
        assert not constraints.get("required"), field["name"]
        return
    {"string": str, "integer": int, "number": float}[field["type"]](value)
    assert value in constraints.get("enum", [value])


def test_who_withdraws_is_not_in_the_next_export(rhea, told, alice):
    more(1, alice)
    assert len(rows(opened(rhea), "participants")) == 6

    agreements.withdraw(participant=told.participant, clause="research", by=alice)

    archive = opened(rhea)
    assert len(rows(archive, "participants")) == 5
    assert known("participant", told.participant_id) not in everything(archive)
    assert rows(archive, "members") == rows(archive, "referrals") == []


def test_fewer_than_five_are_nobody(rhea, told):
    Participant.objects.exclude(pk=told.participant_id)[:1].get().delete()

    archive = opened(rhea)

    assert [rows(archive, schema.name) for schema in TABLES] == [[] for _ in TABLES]
    assert json.loads(archive.read("datapackage.json"))["anonymity"]["k"] == 0


def test_who_stands_out_is_told_in_less_detail(rhea, told, alice):
    more(4, alice, postcode="SO14 0AA")
    more(1, alice, postcode="SO15 2AA", conditions=["stroke"])

    archive = opened(rhea)

    found = sorted((row["detail"], row["district"]) for row in rows(archive, "participants"))
    assert found == [("0", "SO17")] * 5 + [("3", "SO")] * 5
    said = json.loads(archive.read("datapackage.json"))["anonymity"]
    assert (said["k"], said["floor"]) == (5, 5)


def test_nobody_of_another_organisation(rhea, told, eve):
    rhea.organisation = eve.organisation
    rhea.save()

    assert rows(opened(rhea), "participants") == []


@pytest.mark.parametrize("who", ["alice", "mo", "cora", "eve"])
def test_researchers_only(client, request, told, who):
    client.force_login(request.getfixturevalue(who))

    assert (client.get(URL).status_code, client.post(URL).status_code) == (404, 404)


def test_an_export_is_written_down_and_looking_is_not(client, rhea, told):
    client.force_login(rhea)
    assert "No name, reference code" in client.get(URL).content.decode()
    assert "Say which study" in client.post(URL, {"study": " "}).content.decode()
    assert not ResearchExport.objects.exists()

    response = client.post(URL, {"study": STUDY})

    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert len(rows(archive, "participants")) == 5
    [kept] = ResearchExport.objects.all()
    assert (kept.by, kept.study, kept.people, kept.summary["k"]) == (rhea, STUDY, 5, 5)
    event = AuditEvent.objects.get(action="data exported for research")
    assert (event.actor_id, event.object_id) == (rhea.pk, rhea.organisation_id)
    assert STUDY in client.get(URL).content.decode()


def test_pseudonyms_are_those_of_the_study(rhea, told):
    def people(study: str) -> set[str]:
        return {row["participant"] for row in rows(opened(rhea, study), "participants")}

    assert people(STUDY) == people(STUDY.upper())
    assert people(STUDY) & people("Another") == set()


def test_each_network_reads_back(rhea, told, tmp_path):
    archive = opened(rhea)
    name = f"graphml/{known('session', told.pk)}.graphml"
    archive.extract(name, tmp_path)

    with_networkx = networkx.read_graphml(tmp_path / name)
    with_igraph = igraph.Graph.Read_GraphML(str(tmp_path / name))

    [ann] = [row for row in rows(archive, "members") if row["session"] in name]
    assert set(with_networkx) == set(with_igraph.vs["id"]) == {"ego", ann["member"]}
    assert with_networkx.graph["wave"] == 1


def test_members_are_not_in_the_order_of_their_names(rhea, told):
    for name in "ABCDEFGH":
        put_on_map(told, name)

    members = [row["member"] for row in rows(opened(rhea), "members") if row["session"]]

    first = members[:9]
    assert first == sorted(first)


def test_it_costs_the_same_for_a_few_and_for_more(rhea, told, alice):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            opened(rhea)
        return len(captured)

    few = queries()
    for person in more(5, alice):
        put_on_map(person.sessions.get(), "Ann")
    assert queries() == few
