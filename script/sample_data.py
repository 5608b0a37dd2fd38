"""Fills an empty database for the pictures: the demo, and one of everything that it lacks."""

import datetime as dt
import uuid
from typing import Any
from unittest import mock

from django.apps import apps
from django.core import signing
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from steady import settle_history

from case_studies import actions as case_studies
from facilitation.models import Organisation, Participant, Session, User
from facilitation.roles import Role

Known = dict[str, Any]


def model(name: str) -> Any:
    """A model by its class name, in whichever app it lives."""
    return next(one for one in apps.get_models() if one.__name__ == name)


def make() -> Known:
    """Fill the database. Returns the ids of what the list of pages has names for."""
    call_command("migrate", verbosity=0)
    call_command("load_postcodes")
    call_command("demo")
    known = {**make_sessions(), **make_directory(), **make_links(), **make_referrals()}
    known |= make_case_studies(known)
    settle_history()
    return known


def user_of(role: str) -> User:
    if role == "superuser":
        found, _ = User.objects.get_or_create(
            email="superuser@genie.example", name="Una", role=Role.MANAGER, is_superuser=True
        )
        return found
    return User.objects.get(email=f"{role}@genie.example")


def make_sessions() -> Known:
    facilitator = user_of("facilitator")
    margaret = Participant.objects.get(name="Margaret")
    full = session_of("Derek")
    full.finished_at = None
    full.save()
    finished_follow_up = margaret.sessions.exclude(previous=None).first()
    finished = session_of("Sunita")
    begun = posted(facilitator, "facilitation:start")
    paused = posted(facilitator, "facilitation:start")
    agree(facilitator, begun, paused)
    paused.paused = True
    paused.save()
    new = posted(facilitator, "facilitation:start")
    return {
        "margaret": margaret.pk,
        "derek": full.participant_id,
        "by-telephone": by_telephone(facilitator, finished_follow_up).pk,
        "new-person": new.participant_id,
        "new": new.pk,
        "begun": begun.pk,
        "paused": paused.pk,
        "half-way": session_of("Pat").pk,
        "full": full.pk,
        "member": full.members.get(name="Stuart").pk,
        "due": tried_often(facilitator).pk,
        "follow-up": posted(facilitator, "facilitation:start_follow_up", finished.pk).pk,
        "finished": finished.pk,
        "finished-follow-up": finished_follow_up.pk,
        "facilitator-user": facilitator.pk,
        "organisation": Organisation.objects.first().pk,
        "questionnaire": model("Questionnaire").objects.first().pk,
    }


def by_telephone(facilitator: User, session: Session) -> Session:
    return Session.objects.create(
        participant=session.participant,
        facilitator=facilitator,
        previous=session,
        by_telephone=True,
    )


def tried_often(facilitator: User) -> Session:
    """One that is due for its follow-up, whose person nobody reached."""
    session = posted(facilitator, "facilitation:start")
    agree(facilitator, session)
    Participant.objects.filter(pk=session.participant_id).update(name="Harriet")
    before = timezone.localdate() - dt.timedelta(days=9)
    Session.objects.filter(pk=session.pk).update(
        started_at=timezone.now() - dt.timedelta(days=99),
        finished_at=timezone.now() - dt.timedelta(days=99),
        stage="plan",
        follow_up_due=before,
    )
    for how, days in (("phone", 9), ("phone", 6), ("letter", 2)):
        session.follow_up_attempts.create(
            how=how, by=facilitator, on=timezone.localdate() - dt.timedelta(days=days)
        )
    return session


def session_of(name: str) -> Session:
    return Session.objects.get(participant__name=name)


def posted(user: User, url_name: str, *args: Any) -> Session:
    """The session to which posting to this page leads."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    address = client.post(reverse(url_name, args=args)).headers["Location"]
    return Session.objects.get(pk=next(part for part in address.split("/") if len(part) == 36))


def agree(user: User, *sessions: Session) -> None:
    latest = model("Consent").objects.first().wording_version
    for session in sessions:
        session.participant.consents.create(
            wording_version=latest, agreed=["keep", "follow_up"], recorded_by=user
        )


def make_directory() -> Known:
    resources = model("Resource").objects.order_by("name")
    entry = resources.filter(places__isnull=False, status="active").first()
    twins = sorted((one.pk for one in resources[3:5]), key=str)
    model("DuplicatePair").objects.create(
        first_id=twins[0], second_id=twins[1], score=1.1, reasons=["much the same name"]
    )
    model("Correction").objects.create(
        resource=entry, source="session", text="The telephone number does not answer."
    )
    model("Correction").objects.create(
        resource=resources[7], source="organisation", text="", confirms=True,
        resolved_at=timezone.now(), resolved_by=user_of("curator"),
    )  # fmt: skip
    suggestion = model("Suggestion").objects.create(
        name=f"{entry.name} in the evening", description="The same again, after work.",
        delivery=["place"], town="Southampton", phone="01632 960123", licence="OGL",
    )  # fmt: skip
    make_needs()
    resources[9].delete()
    entry.phone = "023 8000 0000"
    entry.save()
    return {
        "entry": entry.pk,
        "hidden-entry": resources.filter(status="closed").first().pk,
        "provider": entry.provider_id,
        "suggestion": suggestion.pk,
        "duplicate-1": twins[0],
        "duplicate-2": twins[1],
        **make_feed(),
    }


def make_needs() -> None:
    interests = model("Interest").objects.order_by("slug")
    for number, district in enumerate(["SO17", "SO16", "PO30", "SO15"], 5):
        for interest in interests[:number]:
            model("UnmetNeed").objects.bulk_create(
                model("UnmetNeed")(interest=interest, district=district) for _ in range(number)
            )


def make_feed() -> Known:
    feed = model("Feed").objects.create(
        name="Next council", url="https://council.example/open-referral/v3", attribution="Council"
    )
    hour = dt.timedelta(hours=1)
    run = model("FeedRun").objects.create(
        feed=feed, started_at=timezone.now() - hour, finished_at=timezone.now(), outcome="partly",
        counts={"new": 3, "changed": 1, "unchanged": 8}, message="The feed ended early.",
        remarks=[["a1", "Tea dance", "It has no name."], ["b2", "Choir", "It has no name."]],
    )  # fmt: skip
    term = model("TermMapping").objects.create(taxonomy="Council's list", term="Keep fit")
    term.interests.add(model("Interest").objects.get(slug="fitness-and-exercise"))
    return {"feed": feed.pk, "feed-run": run.pk, "term": term.pk}


def make_links() -> Known:
    """Links with which an organisation looks at its entry: one good, and one that has run out."""
    entry = str(model("Resource").objects.filter(status="active").order_by("name").first().pk)
    with mock.patch("time.time", return_value=0):
        old = signing.dumps(entry, salt="resources.checking")
    return {
        "check-link": signing.dumps(entry, salt="resources.checking"),
        "old-check-link": old,
        "no-such-link": "made-up",
    }


def make_referrals() -> Known:
    """A partner with people who wait, one of them for too long, and one who is booked."""
    manager = user_of("manager")
    partners = model("Partner").objects
    partner = partners.create(organisation=manager.organisation, name="Portswood Surgery", key="k1")
    partners.create(
        organisation=manager.organisation, name="Old Surgery", key="k2", is_active=False
    )

    def refer(name: str, code: str, days: int, **given: Any) -> Any:
        return model("Referral").objects.create(
            organisation=manager.organisation, partner=partner, name=name, code=code,
            phone="01632 960123", wording_version="2026-1", referrer_name="Rita Nowak",
            referrer_role="Receptionist", may_tell_referrer=True,
            received_at=timezone.now() - dt.timedelta(days=days), **given,
        )  # fmt: skip

    refer("Yusuf", "R-2KQ7M4", 0, kind="training", why="He runs the lunch club.")
    waiting = refer(
        "Zebedee", "R-7KQ2M4", 9, postcode="SO17 1BJ", year_of_birth=1948,
        reasons=["lonely", "bereaved"], why="His wife died in spring, and he hardly goes out.",
        language="Polish", needs_interpreter=True, mobility=["stick"], risks="A large dog",
    )  # fmt: skip
    waiting.attempts.create(by=user_of("facilitator"), reached="message", note="rang at ten")
    booked = refer(
        "Ines", "R-9KQ2M4", 3, status="booked", owner=user_of("facilitator"),
        accepted_at=timezone.now(), meeting_on=timezone.localdate() + dt.timedelta(days=5),
        kind="training",
    )  # fmt: skip
    for measure in model("Measure").objects.all():
        measure.asked_by.create(organisation=manager.organisation)
    return {
        "partner": partner.pk,
        "partner-key": partner.key,
        "stopped-key": "k2",
        "referral": waiting.pk,
        "referral-code": waiting.code,
        "booked-referral": booked.pk,
    }


def make_case_studies(known: Known) -> Known:
    """One that the person agreed to, and one that was approved."""
    facilitator, manager = user_of("facilitator"), user_of("manager")
    Session.objects.filter(pk=known["by-telephone"]).update(finished_at=timezone.now())
    made = []
    for session, heading in (("finished-follow-up", "Singing again"), ("by-telephone", "A lift")):
        study = case_studies.save(
            session=Session.objects.get(pk=known[session]),
            details={
                "heading": heading,
                "before": "She was 76, and had given up singing when her breath got short. Most "
                "days she saw nobody but the carer.",
                "taken_up": "A choir for people with breathing problems, once a week. A neighbour "
                "drives her there.",
                "words": "I had forgotten that I have a voice.",
                "conditions": ["heart"],
                "audiences": ["practices", "councils"],
            },
            by=facilitator,
        )
        digest = case_studies.told_of(study).digest
        case_studies.agree(study=study, seen=digest, by=facilitator)
        made.append((study, digest))
    case_studies.approve(study=made[0][0], seen=made[0][1], by=manager)
    return {"case-study": made[1][0].pk}


def known_or_itself(known: Known, args: tuple[str | int, ...]) -> list[str | int | uuid.UUID]:
    return [known.get(arg, arg) for arg in args]
