"""One service of somebody else's feed, of whatever version, in our words. Knows no database.

Nothing here raises. The service is put into one version's names (`spellings`), readers take out of
it what they understand, in fields or in words, and what nobody took is told (`leftovers`).
"""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field, is_dataclass
from typing import Any
from uuid import UUID

from open_referral import terms
from open_referral.harvest.contacts import take_contact, take_emails, take_phones, with_contacts
from open_referral.harvest.description import take_description, take_ways_in
from open_referral.harvest.facts import (
    coded_facts,
    take_attending,
    take_status,
    take_verified_on,
)
from open_referral.harvest.leftovers import Unkept, leftovers
from open_referral.harvest.places import Areas, take_areas, take_places
from open_referral.harvest.prices import take_cost
from open_referral.harvest.spellings import modern
from open_referral.harvest.times import take_times
from open_referral.harvest.told import Told
from open_referral.harvest.values import (
    MOST_OF_A_KIND,
    Json,
    key_of,
    known_text,
    objects,
    take_lines,
    take_text,
    uuid_text,
    web,
)
from open_referral.harvest.whom import take_whom
from resources import confidential
from resources.intake.entries import Entry
from resources.intake.text import shorten

# read anew when this code reads differently
READER = 4
LONGEST_DESCRIPTION = 10_000
MOST_WHEN = 300


@dataclass
class Service:
    """What a feed says of one service. Its terms and areas have to be looked up in the directory
    before its entry is complete; a place carries the feed's "key" for it, and its "id"."""

    entry: Entry
    # its id and its organisation's, where they are UUIDs
    id: str
    organization_id: str
    organization_key: str
    areas: Areas = field(default_factory=Areas)
    # terms of our taxonomies by id, with their names
    known_terms: dict[str, str] = field(default_factory=dict)
    # everybody else's terms: (taxonomy, term)
    foreign_terms: list[tuple[str, str]] = field(default_factory=list)
    # what is in none of these
    unkept: list[Unkept] = field(default_factory=list)

    def digest(self) -> str:
        """Of what the feed says, as far as it is kept."""
        content = {name: value for name, value in vars(self).items() if name != "unkept"}
        text = json.dumps([READER, content], sort_keys=True, default=plain_value)
        return hashlib.sha256(text.encode()).hexdigest()


def plain_value(value: Any) -> Any:
    """Of an object its values, without its notes; of a date and the like its text."""
    if is_dataclass(value):
        return {name: part for name, part in vars(value).items() if name != "notes"}
    return str(value)


def read(given: Json, today: dt.date) -> Service:
    """The service. `today` tells an end that has passed from one that has not."""
    found, told = modern(given), Told()
    organization = next(iter(objects(found.get("organization"))), {})
    organization_id = organization.get("id") or found.get("organization_id")
    provider = take_provider(organization, told.notes)
    service = Service(
        entry=Entry(key=key_of(found.get("id")), provider=provider, fields={}, notes=told.notes),
        id=uuid_text(found.get("id")),
        organization_id=uuid_text(organization_id),
        organization_key=key_of(organization_id) or provider["name"].casefold(),
    )
    if not service.id:
        told.notes.append("Its id is no UUID: ours was made from it.")
    note_too_many(given, told)
    take_terms(found, service, told)
    service.entry.categories = [term for _, term in service.foreign_terms]
    take_fields(found, service, today, told)
    service.unkept = leftovers(found)
    service.entry.categories += confidential.hints(one.value for one in service.unkept)
    return service


def note_too_many(given: Json, told: Told) -> None:
    for name, value in given.items():
        if isinstance(value, list) and len(value) > MOST_OF_A_KIND:
            told.notes.append(
                f"Of its {len(value):,} “{known_text(name, 50)}” the first {MOST_OF_A_KIND} count."
            )


def take_fields(found: Json, service: Service, today: dt.date, told: Told) -> None:
    entry = service.entry
    name = take_text(found, "name", 200)
    alert = take_lines(found, "alert", 2000)
    about = take_lines(found, "description", LONGEST_DESCRIPTION)
    service.areas = take_areas(found, told)
    contact = take_contact(found, told)
    attending = take_attending(found)
    where = take_places(found, told)
    told.say_of_place("Getting in", *take_ways_in(found))
    entry.places = where.places
    when = take_times(where.schedules, today, told)
    entry.times = when.times
    facts = coded_facts(service.known_terms, attending, contact, at_a_place=bool(where.places))
    entry.fields = {
        "name": name,
        "when_text": when.words,
        "starts_on": when.starts_on,
        "ends_on": when.ends_on,
        "verified_on": take_verified_on(found, today, told),
        "status": take_status(found, name, when.ends_on, today, told),
        **take_cost(found, today, told),
        **take_whom(found, told),
        **contact,
        **facts,
        "address_confidential": facts["address_confidential"] or where.hidden,
        "national": service.areas.national,
    }
    secret = entry.fields["address_confidential"]
    if told.about_places and (secret or looks_like_refuge(service, name, about)):
        told.about_places.clear()
        told.notes.append("What is said about its places was left out.")
    entry.fields["description"] = take_description(found, alert, about, told)


def looks_like_refuge(service: Service, name: str, about: str) -> bool:
    """Whoever saves it keeps its address confidential; its places must not be told in words."""
    entry = service.entry
    places = [text for place in entry.places or [] for text in (place["name"], place["address"])]
    more = [*entry.categories, *places, entry.fields["web"], entry.fields["email"]]
    found = confidential.reasons(
        name=name, provider=entry.provider["name"], description=about, more=more
    )
    return bool(found)


def take_provider(organization: Json, notes: list[str]) -> dict[str, str]:
    told = Told(notes=notes)
    holders = list(with_contacts(organization, ""))
    provider = {
        "name": take_text(organization, "name", 200),
        "description": take_lines(organization, "description", LONGEST_DESCRIPTION),
        "phone": take_phones(holders, told),
        "email": take_emails(holders, told),
        "web": web(take_text(organization, "website", 500)),
    }
    more = take_lines(organization, "alternate_name", 200)
    told.say("Also known as", more)
    provider["description"] = shorten(
        "\n\n".join(filter(None, [provider["description"], *told.words])), LONGEST_DESCRIPTION
    )
    return provider


def take_terms(found: Json, service: Service, told: Told) -> None:
    """Our own terms by their ids; everybody else's by name, to be looked up."""
    for link in objects(found.get("attributes")):
        by_id = uuid_text(link.get("taxonomy_term_id"))
        if by_id and UUID(by_id) in terms.FIXED:
            service.known_terms[by_id] = terms.FIXED[UUID(by_id)].name
        elif link.get("taxonomy_term_id") and not link.get("taxonomy_term"):
            told.notes.append(
                f"A term is named by its id alone ({key_of(link['taxonomy_term_id'])}): left out."
            )
        for term in objects(link.get("taxonomy_term")):
            term_id, taxonomy = uuid_text(term.get("id")), uuid_text(term.get("taxonomy_id"))
            name = take_text(term, "name", 200)
            if term_id and taxonomy and UUID(taxonomy) in terms.TAXONOMIES:
                service.known_terms[term_id] = name
                term.clear()
            elif name:
                service.foreign_terms.append((take_text(term, "taxonomy", 200), name))
    service.foreign_terms = sorted(set(service.foreign_terms))[:MOST_OF_A_KIND]
