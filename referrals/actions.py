"""What can happen to partners and referrals. Each function is one transaction."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from facilitation.actions import create_participant, record_consent
from facilitation.audit import record
from facilitation.consent import CURRENT as SESSION_CONSENT
from facilitation.models import Participant, PersonRecord, Session, User
from referrals import letters
from referrals.consent import CURRENT
from referrals.models import Attempt, Partner, Referral, make_code, make_key
from referrals.vocabulary import WAITING, Declined, Reached, Status

# From one partner: more than a busy practice sends, too few to be a flood. (Our decision.)
MOST_AN_HOUR = 20
MOST_A_DAY = 60


class TooManyReferralsError(Exception):
    """The partner's link was used more often than a partner uses it."""


class TakenError(Exception):
    """A colleague has dealt with the referral meanwhile. The message says how it stands."""

    def __init__(self, referral: Referral) -> None:
        super().__init__(f"This referral is {referral.get_status_display().lower()} already.")


def record_event(action: str, referral: Referral, by: User | None) -> None:
    record(
        actor=by,
        action=action,
        object_type="referral",
        object_id=referral.pk,
        organisation_id=referral.organisation_id,
    )


# Partners


@transaction.atomic
def add_partner(*, manager: User, name: str, email: str, once: uuid.UUID | None) -> Partner:
    """A partner of the manager's organisation. Asked again with the same `once`: the same one."""
    assert manager.organisation is not None
    partner, made = Partner.objects.get_or_create(
        pk=once or uuid.uuid4(),
        organisation=manager.organisation,
        defaults={"name": name, "email": email},
    )
    if made:
        record(actor=manager, action="partner added", object_type="partner", object_id=partner.pk)
    return partner


@transaction.atomic
def renew_link(*, partner: Partner, by: User) -> None:
    """A new link; the old one, and every poster with it, leads nowhere from now on."""
    partner.key, partner.key_made_at = make_key(), timezone.now()
    partner.save(update_fields=["key", "key_made_at"])
    record(actor=by, action="partner link renewed", object_type="partner", object_id=partner.pk)


@transaction.atomic
def allow_partner(*, partner: Partner, allowed: bool, by: User) -> None:
    """Whether the partner's link takes referrals."""
    partner.is_active = allowed
    partner.save(update_fields=["is_active"])
    action = "partner allowed" if allowed else "partner stopped"
    record(actor=by, action=action, object_type="partner", object_id=partner.pk)


# A referral comes in


@transaction.atomic
def receive(*, partner: Partner, details: dict[str, Any], once: uuid.UUID) -> Referral:
    """Keep what a partner sent, and send a receipt. Sent again (a double click, an answer that was
    lost), it is the same referral. Raises TooManyReferralsError."""
    Partner.objects.select_for_update().get(pk=partner.pk)
    known = partner.referrals.filter(pk=once).first()
    if known:
        return known
    check_flood(partner)
    referral = Referral.objects.create(
        pk=once,
        code=free_code(),
        partner=partner,
        organisation_id=partner.organisation_id,
        wording_version=CURRENT.version,
        **details,
    )
    record_event("referral received", referral, None)
    letters.send(letters.receipt(referral))
    return referral


def check_flood(partner: Partner) -> None:
    now = timezone.now()
    limits = ((dt.timedelta(hours=1), MOST_AN_HOUR), (dt.timedelta(days=1), MOST_A_DAY))
    for span, most in limits:
        if partner.referrals.filter(received_at__gte=now - span).count() >= most:
            raise TooManyReferralsError


def free_code() -> str:
    """A code that no referral has yet: there are 480 million."""
    code = make_code()
    return free_code() if Referral.objects.filter(code=code).exists() else code


# What the organisation does with it


def lock(referral: Referral, *allowed: str) -> None:
    """Wait for colleagues who are at the same referral. Raises TakenError if they have brought it
    to another state than those `allowed`."""
    referral.refresh_from_db(from_queryset=Referral.objects.select_for_update())
    if referral.status not in allowed:
        raise TakenError(referral)


@transaction.atomic
def attempt(
    *, referral: Referral, reached: str, said: str, by: User, once: uuid.UUID | None = None
) -> None:
    """Write down that somebody tried to reach the person. Who tried first looks after it."""
    lock(referral, *WAITING)
    _, made = Attempt.objects.get_or_create(
        pk=once or uuid.uuid4(),
        defaults={"referral": referral, "by": by, "reached": reached, "note": said},
    )
    if not made:
        return
    referral.owner = referral.owner or by
    if reached == Reached.SPOKE:
        referral.status = Status.CONTACTED
        referral.contacted_at = referral.contacted_at or timezone.now()
    referral.save(update_fields=["owner", "status", "contacted_at"])
    record_event("tried to reach", referral, by)


@transaction.atomic
def assign(*, referral: Referral, facilitator: User, by: User) -> None:
    """Who looks after it from now on."""
    lock(referral, *WAITING)
    referral.owner = facilitator
    referral.save(update_fields=["owner"])
    record_event("referral assigned", referral, by)


@transaction.atomic
def write_note(*, referral: Referral, note: str, by: User) -> None:
    Referral.objects.filter(pk=referral.pk).update(note=note)
    record_event("referral note changed", referral, by)


@transaction.atomic
def book(
    *,
    referral: Referral,
    facilitator: User,
    by: User,
    on: dt.date | None = None,
    at: dt.time | None = None,
) -> Session | None:
    """The referral is accepted: for a person, make the participant and the session out of what was
    sent. Pressed twice, it is the same session. Raises TakenError.

    The person agreed, through the referrer, that how to reach them and what they need is kept:
    that is the session's clause "record". Whether what they say is kept is asked in the session.
    """
    lock(referral, *WAITING, Status.BOOKED)
    if referral.status == Status.BOOKED:
        return referral.session
    if not referral.for_training:
        referral.participant = make_participant(referral, facilitator)
        referral.session = Session.objects.create(
            participant=referral.participant, facilitator=facilitator
        )
        keep_record(referral, referral.participant, by)
        record(
            actor=by, action="session started", object_type="session", object_id=referral.session.pk
        )
    now = timezone.now()
    referral.status, referral.owner, referral.accepted_at = Status.BOOKED, facilitator, now
    referral.contacted_at = referral.contacted_at or now
    referral.meeting_on, referral.meeting_at = on, at
    referral.save()
    record_event("referral accepted", referral, by)
    letters.send(letters.word(referral))
    return referral.session


def make_participant(referral: Referral, facilitator: User) -> Participant:
    person = create_participant(facilitator)
    person.name, person.postcode = referral.name, referral.postcode
    person.year_of_birth = referral.year_of_birth
    person.save()
    return person


def keep_record(referral: Referral, person: Participant, by: User) -> None:
    record_consent(participant=person, version=SESSION_CONSENT.version, agreed=["record"], by=by)
    details = referral.contact_and_needs
    if referral.risks:
        details["note"] = f"From the referral, for a visit: {referral.risks}"
    PersonRecord.objects.create(participant=person, **details)


@transaction.atomic
def decline(*, referral: Referral, reason: str, by: User) -> None:
    lock(referral, *WAITING)
    referral.status, referral.declined = Status.DECLINED, Declined(reason).value
    end(referral, "referral declined", by)


@transaction.atomic
def close_without_reply(*, referral: Referral, by: User) -> None:
    """Nobody could be reached."""
    lock(referral, *WAITING)
    referral.status = Status.NO_REPLY
    end(referral, "referral without a reply", by)


@transaction.atomic
def complete(*, referral: Referral, by: User) -> None:
    """Somebody has learned to facilitate, or a session was held elsewhere."""
    lock(referral, Status.BOOKED)
    referral.status = Status.DONE
    end(referral, "referral done", by)


def end(referral: Referral, action: str, by: User) -> None:
    referral.ended_at = timezone.now()
    referral.owner = referral.owner or by
    referral.save(update_fields=["status", "declined", "ended_at", "owner"])
    record_event(action, referral, by)
    letters.send(letters.word(referral))


@transaction.atomic
def reopen(*, referral: Referral, by: User) -> None:
    """A slip, or the person rang back: it waits again."""
    lock(referral, Status.DECLINED, Status.NO_REPLY)
    referral.status = Status.CONTACTED if referral.contacted_at else Status.NEW
    referral.declined, referral.ended_at = "", None
    referral.save(update_fields=["status", "declined", "ended_at"])
    record_event("referral reopened", referral, by)


def complete_with(*, session: Session, by: User) -> None:
    """The first session is finished: the referral that led to it has come to its end."""
    for referral in Referral.objects.select_for_update().filter(
        session=session, status=Status.BOOKED
    ):
        referral.status = Status.DONE
        end(referral, "referral done", by)


@transaction.atomic
def delete(*, referral: Referral, by: User) -> None:
    """Delete what a partner sent, of somebody who became no participant."""
    lock(referral, *WAITING, Status.DECLINED, Status.NO_REPLY)
    record_event("referral deleted", referral, by)
    referral.delete()
