"""The same person referred twice: by telephone, e-mail, or name and postcode. Inside one
organisation only."""

import re

from django.db.models import F, Func, Q, QuerySet, Value
from django.db.models.expressions import Combinable

from facilitation.models import Participant
from referrals.models import Referral


def digits(number: str) -> str:
    """A telephone number to compare by: +44 (0)1632 960123 is 01632960123."""
    plain = re.sub(r"[^0-9]", "", number)
    return re.sub(r"^(?:00)?440?", "0", plain)


def digits_of(field: str) -> Combinable:
    """The same in SQL."""
    plain = regexp_replace(F(field), r"[^0-9]", "")
    return regexp_replace(plain, r"^(00)?440?", "0")


def regexp_replace(text: Combinable, pattern: str, by: str) -> Func:
    return Func(text, Value(pattern), Value(by), Value("g"), function="regexp_replace")


def who(referral: Referral, prefix: str = "") -> Q:
    """Who may be the referral's person, where how to reach them is under `prefix`."""
    same = Q(pk=None)
    if referral.email:
        same |= Q(**{f"{prefix}email__iexact": referral.email})
    if referral.phone:
        same |= Q(telephone=digits(referral.phone))
    if referral.postcode:
        same |= Q(name__iexact=referral.name, postcode=referral.postcode)
    return same


def other_referrals(referral: Referral) -> QuerySet[Referral]:
    """Other referrals of what may be the same person, newest first."""
    others = Referral.objects.filter(organisation=referral.organisation_id, kind=referral.kind)
    return others.exclude(pk=referral.pk).alias(telephone=digits_of("phone")).filter(who(referral))


def participants(referral: Referral) -> QuerySet[Participant]:
    """Participants who may be the same person, other than the one made of the referral."""
    people = Participant.objects.filter(organisation=referral.organisation_id)
    if referral.participant_id:
        people = people.exclude(pk=referral.participant_id)
    return (
        people.select_related("facilitator")
        .alias(telephone=digits_of("record__phone"))
        .filter(who(referral, "record__"))
    )
