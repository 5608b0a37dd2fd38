"""A string of its own is planted in every field of a person that takes free text, found by walking
the models, so that a field added tomorrow is planted by itself. Then whatever leaves the site is
searched: each string is found only where it belongs."""

import csv
import datetime as dt
import io
import logging
import zipfile
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from case_studies import actions as case_studies
from case_studies.models import CaseStudy
from facilitation import agreements
from facilitation.models import Participant, Session
from facilitation.pseudonyms import pseudonym
from plans.hand_out import mail_plan
from plans.models import PlanItem
from referrals import actions as referrals
from referrals.models import Referral
from referrals.vocabulary import Declined
from reports import actions as reports
from sharing import links
from sharing.actions import introductions, summaries
from sharing.content import digest, sections
from sharing.facts import facts_of
from sharing.models import Introduction, Summary
from tests.case_studies.conftest import DETAILS, pair
from tests.planted import (
    CASE_STUDY,
    INTRODUCTION,
    MAP,
    NOTHING,
    PLAN,
    PLAN_BY_NAME,
    SUMMARY,
    as_user,
    body,
    fields_of,
    found_in,
    plant,
    words,
    words_of_letter,
)
from tests.reports.build import reach
from tests.sharing.conftest import item, summary

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
__all__ = ["item", "pair", "summary"]  # a person with two sessions, a referral and a summary

STUDY = "Solent 2026"
NAMED = {"naming": "names"}
QUESTION = "Tuesdays would suit?"


def unzipped(client: Client) -> str:
    response = client.post(reverse("reports:research"), {"study": STUDY})
    assert response.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response)))
    return "\n".join(f"{name}\n{archive.read(name).decode()}" for name in archive.namelist())


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
    item = PlanItem.objects.get()
    introductions.introduce(
        item=item, details={"called": "Margaret", "contact": "", "about": ""}, by=alice
    )
    item.session.next_meeting = timezone.localdate() + dt.timedelta(days=9)
    item.session.save()
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


def strayed(left: dict[str, tuple[bytes | str, set[str]]], planted) -> dict[str, set[str]]:
    """What each holds beyond what it may."""
    found = {name: found_in(text, planted) - allowed for name, (text, allowed) in left.items()}
    return {name: fields for name, fields in found.items() if fields}


def logged(caplog) -> str:
    lines = [one for one in caplog.records if not one.name.startswith("django.db")]
    return "\n".join(line.getMessage() for line in lines)


def test_each_string_leaves_only_where_it_belongs(
    planted, person, session, pair, alice, mo, rhea, cora, caplog
):
    caplog.set_level(logging.DEBUG)
    facilitator, manager, researcher = as_user(alice), as_user(mo), as_user(rhea)
    agree_to_summary(Session.objects.get(pk=session.pk), alice)
    call_command("send_reminders", verbosity=0)
    call_command("send_digests", verbosity=0)
    anybody = Client()

    left: dict[str, tuple[bytes | str, set[str]]] = {
        "research": (unzipped(researcher), NOTHING),
        "exports for research": (body(researcher, "reports:research"), NOTHING),
        "figures": (body(manager, "reports:figures"), NOTHING),
        "figures as CSV": (body(manager, "reports:spreadsheet"), NOTHING),
        "for commissioners": (words(body(manager, "reports:commissioners")), NOTHING),
        "case studies": (words(body(manager, "case_studies:pdf")), CASE_STUDY),
        "caseload": (body(manager, "facilitation:caseload"), NOTHING),
        "colleagues": (body(manager, "facilitation:team"), NOTHING),
        "partners": (body(manager, "referrals:partners"), NOTHING),
        "audit log": (body(manager, "facilitation:audit"), NOTHING),
        "audit log as CSV": (body(manager, "facilitation:audit_csv"), NOTHING),
        "unmet needs": (body(manager, "resources:unmet_needs"), NOTHING),
        "who is ready": (body(manager, "learning:ready"), NOTHING),
        "the desk": (body(as_user(cora), "admin:index"), NOTHING),
        "follow-ups": (body(facilitator, "facilitation:follow_up_calendar"), NOTHING),
        "plan.pdf": (words(body(facilitator, "plans:pdf", session.pk)), PLAN),
        "plan.pdf with names": (
            words(body(facilitator, "plans:pdf", session.pk, large="on", name="on", names="on")),
            PLAN_BY_NAME,
        ),
        "plan.txt": (body(facilitator, "plans:text", session.pk), PLAN),
        "plan.ics": (body(facilitator, "plans:calendar", session.pk), NOTHING),
        "summary.pdf": (words(body(facilitator, "sharing:pdf", session.pk)), SUMMARY),
        "summary.fhir": (body(facilitator, "sharing:fhir", session.pk), SUMMARY),
        "map.svg": (body(facilitator, "mapping:map_svg", session.pk), NOTHING),
        "map.svg with names": (body(facilitator, "mapping:map_svg", session.pk, **NAMED), MAP),
        "members.csv": (body(facilitator, "mapping:members_csv", session.pk), NOTHING),
        "ego.csv": (body(facilitator, "mapping:ego_csv", session.pk, **NAMED), NOTHING),
        "map.graphml": (body(facilitator, "mapping:network_file", session.pk), NOTHING),
        "directory": (body(anybody, "open_referral:directory_csv"), NOTHING),
        "directory as GeoJSON": (body(anybody, "open_referral:directory_geojson"), NOTHING),
        "letters": ("\n".join(map(words_of_letter, mail.outbox)), NOTHING),
        "log": (logged(caplog), NOTHING),
    }  # fmt: skip

    assert mail.outbox != []  # the reminder
    assert strayed(left, planted) == {}
    # and is there where it belongs: the search would find it
    assert found_in(left["case studies"][0], planted) == CASE_STUDY
    assert "planitem.first_step" in found_in(left["plan.pdf"][0], planted)
    assert "member.name" in found_in(left["map.svg with names"][0], planted)
    assert "participant.name" in found_in(left["summary.fhir"][0], planted)


def test_a_mailed_plan_holds_the_plan_and_its_files(planted, person, session, alice, caplog):
    caplog.set_level(logging.DEBUG)
    mail_plan(session=Session.objects.get(pk=session.pk), address="jo@home.example", by=alice)

    (letter,) = mail.outbox
    assert [name for name, _, _ in letter.attachments] == ["plan.pdf", "plan.ics"]
    told = words_of_letter(letter)
    assert strayed({"plan": (told, PLAN), "log": (logged(caplog), NOTHING)}, planted) == {}
    assert "planitem.first_step" in found_in(told, planted)


def test_an_organisation_is_told_behind_its_link_alone(
    planted, person, alice, mo, caplog, django_capture_on_commit_callbacks
):
    caplog.set_level(logging.DEBUG)
    made, organisation = Introduction.objects.get(), Client()
    details = {name: getattr(made, name) for name in ("called", "contact", "about")}
    opened, closed = [], []
    for answers in (["asked", "accepted"], ["declined"]):
        with django_capture_on_commit_callbacks(execute=True):
            introductions.take_back(introduction=made, by=alice)
            made = introductions.introduce(item=made.item, details=details, by=alice)
        link = links.link(made).removeprefix(settings.GENIE_ADDRESS)
        for answer in answers:
            opened.append(organisation.get(link).content)
            with django_capture_on_commit_callbacks(execute=True):
                closed.append(organisation.post(link, {"answer": answer, "text": QUESTION}).content)
        closed.append(organisation.get(link).content)

    left: dict[str, tuple[bytes | str, set[str]]] = {
        "behind the link": (b"".join(opened), INTRODUCTION),
        "answered": (b"".join(closed), NOTHING),
        "letters": ("\n".join(map(words_of_letter, mail.outbox)), NOTHING),
        "audit log": (body(as_user(mo), "facilitation:audit_csv"), NOTHING),
        "log": (logged(caplog), NOTHING),
    }
    assert len(mail.outbox) == 5  # asked twice, answered three times
    assert strayed(left, planted) == {}
    assert [QUESTION in words_of_letter(one) for one in mail.outbox] == [False] * 5
    assert [found_in(page, planted) for page in opened] == [INTRODUCTION] * 3


def test_a_referrer_hears_how_it_stands_and_nothing_of_the_person(
    planted, person, session, alice, mo, caplog, django_capture_on_commit_callbacks
):
    caplog.set_level(logging.DEBUG)
    Referral.objects.update(status="new", may_tell_referrer=True)
    referral, partner = Referral.objects.get(), Client()
    pages = []

    def then(act, **details) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            act(referral=Referral.objects.get(pk=referral.pk), by=alice, **details)
        page = (referral.partner.key, referral.code)
        pages.append(body(partner, "referrals:receipt", *page))

    receive_again(referral, django_capture_on_commit_callbacks)
    then(referrals.attempt, reached="no_answer", said=referral.note)
    then(referrals.decline, reason=Declined.choices[0][0])
    then(referrals.reopen)
    then(referrals.close_without_reply)
    then(referrals.reopen)
    then(referrals.book, facilitator=alice)
    then(referrals.complete)

    left: dict[str, tuple[bytes | str, set[str]]] = {
        "receipts": (b"".join(pages), NOTHING),
        "letters": ("\n".join(map(words_of_letter, mail.outbox)), NOTHING),
        "audit log": (body(as_user(mo), "facilitation:audit_csv"), NOTHING),
        "log": (logged(caplog), NOTHING),
    }
    # the receipt, and word of each end and of what was booked
    assert len(mail.outbox) == 5
    assert strayed(left, planted) == {}


def receive_again(referral: Referral, committed) -> None:
    """What was planted in it, sent once more by the same partner."""
    fields = [one.name for one in fields_of(referral)]
    details = {name: getattr(referral, name) for name in fields if name != "note"}
    with committed(execute=True):
        referrals.receive(partner=referral.partner, details=details, once=uuid4())


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
