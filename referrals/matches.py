"""The same person referred twice: by telephone, e-mail, or name and postcode. Inside one
organisation only."""

from django.db.models import F, Func, Q, QuerySet, Value

from facilitation.models import Participant
from referrals.models import Referral
from resources import telephones


def digits_of(field: str) -> Func:
    """All that is a digit in a telephone number as it was typed."""
    pattern, nothing = Value(r"[^0-9]"), Value("")
    return Func(F(field), pattern, nothing, Value("g"), function="regexp_replace")


def who(referral: Referral, prefix: str = "") -> Q:
    """Who may be the referral's person, where how to reach them is under `prefix`."""
    same = Q(pk=None)
    if referral.email:
        same |= Q(**{f"{prefix}email__iexact": referral.email})
    for number in telephones.significant(referral.phone):
        same |= Q(telephone__contains=number)
    if referral.postcode:
        same |= Q(name__iexact=referral.name, postcode=referral.postcode)
    return same


def other_referrals(referral: Referral) -> QuerySet[Referral]:
    """Other referrals of what may be the same person, newest first."""
    others = Referral.objects.filter(organisation=referral.organisation_id, kind=referral.kind)
    return others.exclude(pk=referral.pk).alias(telephone=digits_of("phone")).filter(who(referral))


def participants(referral: Referral) -> QuerySet[Participant]:
    """Participants who may be the same person, other than the one made of the referral."""
    people = Participant.objects.real().filter(organisation=referral.organisation_id)
    if referral.participant_id:
        people = people.exclude(pk=referral.participant_id)
    return (
        people.select_related("facilitator")
        .alias(telephone=digits_of("record__phone"))
        .filter(who(referral, "record__"))
    )
