"""Every name, place and number that is stored of a person: none of it gets into a case study."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from geopy.distance import great_circle

from case_studies.identifying import Name, capitalised, fold
from facilitation.models import Participant, PersonRecord
from geography.models import LocalAuthority
from geography.towns import by_population
from mapping.models import MapChange, Member
from mapping.vocabulary import RELATIONSHIPS, Group
from plans.models import PlanItem
from preferences.models import Interest
from referrals.models import Referral
from resources.models import Home

TOWNS_WITHIN = 15  # km
DEGREES_WITHIN = 0.2  # of latitude: more than that
# "Singing group" does not make "Singing" a name
NO_PERSON = {*RELATIONSHIPS[Group.GROUPS], *RELATIONSHIPS[Group.ACTIVITY]}
ON_MAP = "somebody on the map"
PERSON = "a name or number of the person"
WHERE = "where they live"
CHOSEN = "what they chose, who runs it, or where it is"
HELPERS = "somebody who helps them"
TOLD = "somebody or some place in their record"


def names_of(person: Participant) -> list[Name]:
    """Of all of the person's sessions, and of those on maps who were taken off again."""
    parts = (own(person), on_maps(person), where(person), chosen(person), helpers(person))
    return [name for name in chain(*parts) if name.text]


def own(person: Participant) -> Iterator[Name]:
    yield Name(person.name, PERSON)
    yield Name(person.reference, PERSON)
    yield Name(str(person.year_of_birth or ""), PERSON)
    record = PersonRecord.objects.filter(participant=person).first()
    if record:
        yield Name(record.phone, PERSON)
        yield Name(record.email, PERSON)
        yield from (
            Name(capitalised(text), TOLD) for text in (record.carer, record.needs, record.note)
        )
    for referral in Referral.objects.filter(participant=person).select_related("partner"):
        yield Name(referral.name, PERSON)
        yield Name(referral.referrer_name, HELPERS)
        yield Name(referral.partner.name, HELPERS, strict=False)
        texts = (referral.why, referral.risks, referral.note)
        yield from (Name(capitalised(text), TOLD) for text in texts)


def on_maps(person: Participant) -> Iterator[Name]:
    names = set(
        Member.objects.filter(session__participant=person).values_list("name", "relationship")
    )
    changes = MapChange.objects.filter(session__participant=person)
    for state in ("before", "after"):
        names |= set(changes.values_list(f"{state}__name", f"{state}__relationship"))
    for name, relationship in names:
        yield Name(name or "", ON_MAP, strict=relationship not in NO_PERSON)


def where(person: Participant) -> Iterator[Name]:
    outward, _, inward = person.postcode.partition(" ")
    yield Name(f"{outward} {inward}", WHERE)
    home = Home.objects.filter(participant=person).first()
    if home is None:
        return
    authority = LocalAuthority.objects.filter(pk=home.local_authority).first()
    yield Name(authority.name if authority else "", WHERE)
    yield Name(home.postcode, WHERE)
    yield from (Name(town, WHERE) for town in towns_round(home.point.y, home.point.x))


def towns_round(latitude: float, longitude: float) -> Iterator[str]:
    for town, lat, lng in by_population():
        if abs(lat - latitude) > DEGREES_WITHIN:  # most of them: not measured
            continue
        if great_circle((latitude, longitude), (lat, lng)).km <= TOWNS_WITHIN:
            yield town


def chosen(person: Participant) -> Iterator[Name]:
    items = PlanItem.objects.filter(session__participant=person)
    for item in items.select_related("resource__provider"):
        yield from (Name(text, CHOSEN, strict=False) for text in of_entry(item.snapshot))
        if item.resource:
            yield Name(item.resource.name, CHOSEN, strict=False)
            yield Name(item.resource.provider.name, CHOSEN, strict=False)


def of_entry(said: dict[str, Any]) -> Iterator[str]:
    place = said.get("where") or {}
    yield from (str(said.get(key, "")) for key in ("name", "provider", "phone", "email"))
    yield from (str(place.get(key, "")) for key in ("name", "address", "town", "postcode"))


def helpers(person: Participant) -> Iterator[Name]:
    yield Name(person.facilitator.name, HELPERS)
    for item in PlanItem.objects.filter(session__participant=person):
        yield Name(item.companion, HELPERS)
        yield Name(item.step_by, HELPERS)
        texts = (item.first_step, item.what_would_help, item.step_when)
        yield from (Name(capitalised(text), TOLD) for text in texts)


def words_of_interests() -> set[str]:
    """What people like to do is no name, though groups are called after it."""
    labels = Interest.objects.values_list("name", flat=True)
    return {fold(word) for label in labels for word in label.split()}
