"""A string of its own is planted in every field of a person that takes free text, found by walking
the models, so that a field added tomorrow is planted by itself. Then whatever leaves the site is
searched: each string is found only where it belongs."""

import csv
import datetime as dt
import io
import logging
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.admin.utils import NestedObjects
from django.core import mail
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from case_studies import actions as case_studies
from case_studies.models import CaseStudy
from facilitation import agreements
from facilitation.models import Participant, Session
from facilitation.pseudonyms import pseudonym
from reports import actions as reports
from sharing.actions import summaries
from sharing.content import digest, sections
from sharing.facts import facts_of
from sharing.models import Summary
from tests.case_studies.conftest import DETAILS, pair
from tests.pdf import metadata_of, words_of
from tests.reports.build import reach
from tests.sharing.conftest import item, summary

pytestmark = pytest.mark.django_db
__all__ = ["item", "pair", "summary"]  # a person with two sessions, a referral and a summary

STUDY = "Solent 2026"
MARK = re.compile(r"zq[0-9]{3}z")
# made by us, never typed: codes, digests, versions, and what other people's systems call something
NOT_TYPED = {"reference", "code", "digest", "approved_digest", "wording_version", "key", "token"}
# planted on purpose elsewhere, or of a shape that is looked at
OTHER_SHAPES = {"nhs_number"}

# What each thing that leaves may hold of the person, by model and field
PLAN = {f"planitem.{name}" for name in (
    "companion", "first_step", "step_by", "step_when", "what_would_help",
)}  # fmt: skip
SUMMARY = PLAN | {
    *(f"participant.{name}" for name in ("name", "postcode")),
    *(f"personrecord.{name}" for name in (
        "phone", "email", "best_time", "language", "needs", "carer",
    )),
    *(f"summary.{name}" for name in (
        "practice", "strengths", "needs", "risks", "requests",
    )),
    "goal.hope", "referral.why", "referral.referrer_name", "referral.referrer_role",
}  # fmt: skip
CASE_STUDY = {f"casestudy.{name}" for name in ("heading", "before", "taken_up", "words")}
NOTHING: set[str] = set()


def rows_of(person: Participant) -> Iterator[models.Model]:
    """The person, and all that is deleted with them."""
    found = NestedObjects(using="default")
    found.collect([person])
    for instances in found.data.values():
        yield from instances


def fields_of(row: models.Model) -> Iterator[models.Field[Any, Any]]:
    for one in row._meta.concrete_fields:
        typed = isinstance(one, models.CharField | models.TextField) and not one.choices
        if typed and not one.primary_key and one.name not in NOT_TYPED | OTHER_SHAPES:
            yield one


def plant(person: Participant) -> dict[str, str]:
    """By planted string, where it stands: "personrecord.note"."""
    planted: dict[str, str] = {}
    for row in rows_of(person):
        changed = {}
        for one in fields_of(row):
            mark = f"zq{len(planted):03d}z"
            planted[mark] = f"{row._meta.model_name}.{one.name}"
            is_email = isinstance(one, models.EmailField)
            changed[one.name] = f"{mark}@home.example" if is_email else mark
        if changed:
            type(row)._default_manager.filter(pk=row.pk).update(**changed)
    return planted


def found_in(content: bytes | str, planted: dict[str, str]) -> set[str]:
    text = content if isinstance(content, str) else content.decode("utf-8", "replace")
    return {planted[mark] for mark in MARK.findall(text.lower()) if mark in planted}


def words(pdf: bytes) -> str:
    assert pdf.startswith(b"%PDF")
    return words_of(pdf) + metadata_of(pdf)


def body(client: Client, name: str, *args: Any, **query: str) -> bytes:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, (name, response.status_code)
    return b"".join(response) if response.streaming else response.content


def unzipped(client: Client) -> str:
    response = client.post(reverse("reports:research"), {"study": STUDY})
    assert response.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response)))
    return "\n".join(f"{name}\n{archive.read(name).decode()}" for name in archive.namelist())


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def person(pair, summary, alice, mo) -> Participant:
    """With a string in every field; what others are told is agreed to as it is now."""
    person = Participant.objects.get(pk=pair.participant_id)
    for one in [person, *(session.participant for session in reach(5, alice))]:
        agreements.agree_to(participant=one, clause="keep", by=alice)
        agreements.agree_to(participant=one, clause="research", by=alice)
    agreements.agree_to(participant=person, clause="follow_up", by=alice)
    CaseStudy.objects.create(session=pair, **DETAILS)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Session.objects.filter(pk=pair.pk).update(follow_up_due=yesterday)
    for session in person.sessions.all():
        session.dropped_activities.create(name="Bowls")
    return person


@pytest.fixture
def planted(person, pair, alice, mo) -> dict[str, str]:
    planted = plant(person)
    person.refresh_from_db()
    # five more of whom the same is known: fewer are told of nobody in research
    alike = {name: getattr(person, name) for name in (
        "gender", "year_of_birth", "age_band", "conditions", "postcode",
    )}  # fmt: skip
    Participant.objects.update(**alike)
    study = CaseStudy.objects.get()
    case_studies.agree(study=study, seen=case_studies.told_of(study).digest, by=alice)
    case_studies.approve(study=study, seen=case_studies.told_of(study).digest, by=mo)
    reports.choose_length(manager=mo, months=3)
    return planted


def test_every_kind_of_personal_field_is_planted(planted):
    """What would find nothing would prove nothing."""
    assert {
        "participant.name", "participant.postcode", "personrecord.phone", "personrecord.email",
        "personrecord.note", "personrecord.carer", "member.name", "droppedactivity.name",
        "planitem.first_step", "planitem.companion", "referral.why", "referral.risks",
        "referral.note", "referral.email", "summary.needs", "casestudy.words",
    } <= set(planted.values())  # fmt: skip


def agree_to_summary(session: Session, by) -> None:
    found = Summary.objects.get(session=session)
    found.session = session
    summaries.agree(summary=found, seen=digest(sections(facts_of(found))), by=by)


def test_each_string_leaves_only_where_it_belongs(
    planted, person, session, pair, alice, mo, rhea, cora, caplog
):
    caplog.set_level(logging.DEBUG)
    facilitator, manager, researcher = as_user(alice), as_user(mo), as_user(rhea)
    first = Session.objects.get(pk=session.pk)
    agree_to_summary(first, alice)
    call_command("send_reminders", verbosity=0)
    call_command("send_digests", verbosity=0)
    anybody = Client()

    left: dict[str, tuple[bytes | str, set[str]]] = {
        "research": (unzipped(researcher), NOTHING),
        "figures": (body(manager, "reports:figures"), NOTHING),
        "figures as CSV": (body(manager, "reports:spreadsheet"), NOTHING),
        "for commissioners": (words(body(manager, "reports:commissioners")), NOTHING),
        "case studies": (words(body(manager, "case_studies:pdf")), CASE_STUDY),
        "caseload": (body(manager, "facilitation:caseload"), NOTHING),
        "audit log": (body(manager, "facilitation:audit"), NOTHING),
        "audit log as CSV": (body(manager, "facilitation:audit_csv"), NOTHING),
        "unmet needs": (body(manager, "resources:unmet_needs"), NOTHING),
        "who is ready": (body(manager, "learning:ready"), NOTHING),
        "the desk": (body(as_user(cora), "admin:index"), NOTHING),
        "follow-ups": (body(facilitator, "facilitation:follow_up_calendar"), NOTHING),
        "plan.pdf": (words(body(facilitator, "plans:pdf", session.pk)), PLAN),
        "plan.txt": (body(facilitator, "plans:text", session.pk), PLAN),
        "summary.pdf": (words(body(facilitator, "sharing:pdf", session.pk)), SUMMARY),
        "summary.fhir": (body(facilitator, "sharing:fhir", session.pk), SUMMARY),
        "directory": (body(anybody, "open_referral:directory_csv"), NOTHING),
        "directory as GeoJSON": (body(anybody, "open_referral:directory_geojson"), NOTHING),
        "letters": ("\n".join(f"{one.subject} {one.body}" for one in mail.outbox), NOTHING),
        "log": ("\n".join(
            one.getMessage() for one in caplog.records if not one.name.startswith("django.db")
        ), NOTHING),
    }  # fmt: skip

    assert mail.outbox != []  # the reminder
    strayed = {name: found_in(text, planted) - allowed for name, (text, allowed) in left.items()}
    assert {name: fields for name, fields in strayed.items() if fields} == {}
    # and is there where it belongs: the search would find it
    assert found_in(left["case studies"][0], planted) == CASE_STUDY
    assert "planitem.first_step" in found_in(left["plan.pdf"][0], planted)
    assert "participant.name" in found_in(left["summary.fhir"][0], planted)


def test_what_is_taken_back_is_in_the_next_of_nothing(planted, person, pair, alice, mo, rhea):
    """The export, the report of cases, and the case study."""
    researcher, manager = as_user(rhea), as_user(mo)
    mine = pseudonym("participant", person.pk, STUDY)
    assert mine in unzipped(researcher)
    assert found_in(words(body(manager, "case_studies:pdf")), planted) == CASE_STUDY

    agreements.withdraw(participant=person, clause="research", by=alice)
    agreements.withdraw(participant=person, clause="follow_up", by=alice)
    case_studies.take_back(study=CaseStudy.objects.get(), by=alice)

    told = unzipped(researcher)
    assert mine not in told
    participants = told.split("participants.csv\n")[1].split("\n\n")[0]
    assert len(list(csv.DictReader(io.StringIO(participants)))) >= 5  # the others are there
    assert manager.get(reverse("case_studies:pdf")).status_code == 302  # none of this kind
    assert found_in(body(manager, "case_studies:library"), planted) == set()
    mail.outbox.clear()
    call_command("send_reminders", verbosity=0)
    assert mail.outbox == []
    calendar = body(as_user(alice), "facilitation:follow_up_calendar")
    assert person.reference.encode() not in calendar
