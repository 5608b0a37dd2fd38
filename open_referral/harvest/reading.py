"""One service of somebody else's feed, version 3 or 1, in our words. Knows no database.

Nothing here raises: whatever shape the JSON has, what can be read is kept, and a note says what
was left behind and why.
"""

import datetime as dt
import hashlib
import json
import re
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from uuid import UUID

from open_referral import terms
from open_referral.harvest import times
from open_referral.harvest.places import Areas, read_areas, read_places
from open_referral.harvest.text import plain, shorten
from open_referral.harvest.values import (
    MOST_OF_A_KIND,
    NOTHING,
    Json,
    date,
    key_of,
    known_text,
    member,
    number,
    objects,
    phone,
    uuid_text,
    web,
)
from open_referral.terms import Term
from resources.intake.entries import Entry
from resources.vocabulary import Cost, Delivery, Joining, Status

# read anew when this code reads differently
READER = 2
LONGEST_DESCRIPTION = 10_000
OLDEST = 120
MOST_POUNDS = 99_999


@dataclass
class Service:
    """What a feed says of one service. Its terms and areas have to be looked up in the directory
    before its entry is complete; a place carries the feed's "key" for it, and its "id"."""

    entry: Entry
    # its id and its organisation's, where they are UUIDs
    id: str
    organization_id: str
    organization_key: str
    areas: Areas
    # terms of our taxonomies by id, with their names
    known_terms: dict[str, str] = field(default_factory=dict)
    # everybody else's terms: (taxonomy, term)
    foreign_terms: list[tuple[str, str]] = field(default_factory=list)

    def digest(self) -> str:
        """Of what the feed says."""
        content = asdict(self)
        del content["entry"]["notes"]
        text = json.dumps([READER, content], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


def read(found: Json, today: dt.date) -> Service:
    """The service. `today` tells an end that has passed from one that has not."""
    organization = next(iter(member(found, "organization")), {})
    provider = read_provider(organization)
    organization_id = organization.get("id") or found.get("organization_id")
    service = Service(
        entry=Entry(key=key_of(found.get("id")), provider=provider, fields={}),
        id=uuid_text(found.get("id")),
        organization_id=uuid_text(organization_id),
        organization_key=key_of(organization_id) or provider["name"].casefold(),
        areas=read_areas(found),
    )
    notes = service.entry.notes
    if not service.id:
        notes.append("Its id is no UUID: ours was made from it.")
    for name, value in found.items():
        if isinstance(value, list) and len(value) > MOST_OF_A_KIND:
            notes.append(
                f"Of its {len(value):,} “{known_text(name, 50)}” the first {MOST_OF_A_KIND} count."
            )
    read_terms(found, service)
    service.entry.places = read_places(found, notes)
    read_fields(found, service, today)
    service.entry.categories = [term for _, term in service.foreign_terms]
    return service


def read_fields(found: Json, service: Service, today: dt.date) -> None:
    entry = service.entry
    when = times.read(found, entry.places or [], entry.notes)
    entry.times = when.times
    entry.fields = {
        "name": known_text(found.get("name"), 200),
        "description": description(found),
        "when_text": shorten(when.words, 300),
        "starts_on": when.starts_on,
        "ends_on": when.ends_on,
        "verified_on": date(found.get("assured_date")),
        **status(found, when.ends_on, today),
        **cost(found),
        **ages(found, entry.notes),
        **contact(found),
        **coded_facts(found, service),
        "national": service.areas.national,
    }


def read_provider(organization: Json) -> dict[str, str]:
    name = known_text(organization.get("name"), 200)
    about = plain(organization.get("description"))[:LONGEST_DESCRIPTION]
    about = "" if about.casefold() in NOTHING else about
    return {
        "name": name,
        "description": about,
        "phone": phone(objects(organization.get("phones"))),
        "email": known_text(organization.get("email"), 254),
        "web": web(organization.get("website") or organization.get("url")),
    }


def description(found: Json) -> str:
    text = plain(found.get("description"))
    ways_in = [
        known_text(access.get("description") or access.get("accessibility"), 500)
        for at in member(found, "service_at_locations")
        for location in member(at, "location")
        for access in member(location, "accessibility", "accessibility_for_disabilities")
    ]
    # our own facts come as terms as well
    ours = {term.name for term in terms.FIXED.values()}
    foreign = [way for way in dict.fromkeys(ways_in) if way and way not in ours]
    if foreign:
        text = f"{text}\n\nGetting in: {'; '.join(foreign)}".strip()
    return shorten(text, LONGEST_DESCRIPTION)


def contact(found: Json) -> Json:
    phones = objects(found.get("phones"))
    for one in member(found, "contacts", "contact"):
        phones += objects(one.get("phones"))
    return {
        "phone": phone(phones),
        "email": known_text(found.get("email"), 254),
        "web": web(found.get("url")),
    }


def status(found: Json, ends_on: dt.date | None, today: dt.date) -> Json:
    stated = known_text(found.get("status"), 40).casefold()
    ended = ends_on is not None and ends_on < today
    if stated == "temporarily closed":
        return {"status": Status.PAUSED}
    if stated == "inactive" and ended:
        # as we publish what is past its end date
        return {"status": Status.ACTIVE}
    if stated in ("inactive", "defunct", "closed", "deleted"):
        return {"status": Status.CLOSED}
    # times long past on a service said to run: the service is believed
    return {"status": Status.ACTIVE} | ({"ends_on": None} if ended else {})


def ages(found: Json, notes: list[str]) -> Json:
    givers = [found, *member(found, "eligibilitys", "eligibility")]
    limits: Json = {}
    for name in ("minimum_age", "maximum_age"):
        given = next((age for one in givers if (age := number(one.get(name))) is not None), None)
        limits[name] = None if given is None or not 0 <= given <= OLDEST else int(given)
    youngest, oldest = limits["minimum_age"], limits["maximum_age"]
    if youngest is not None and oldest is not None and youngest > oldest:
        notes.append(f"Ages {youngest} to {oldest} make no sense and were left out.")
        return {"minimum_age": None, "maximum_age": None}
    return limits


def cost(found: Json) -> Json:
    """What it costs: by our own label where it is ours, otherwise by its amounts and words."""
    options = member(found, "cost_options")
    labels = {str(label): Cost(value) for value, label in Cost.choices}
    stated = options[0].get("option") if len(options) == 1 else None
    if isinstance(stated, str) and stated in labels:
        kind = labels[stated]
        amount = pounds(options[0]) if kind == Cost.AMOUNT else None
        return priced(kind, amount, known_text(options[0].get("amount_description"), 200))
    amounts = [amount for one in options if (amount := pounds(one)) is not None]
    words = "; ".join(dict.fromkeys(filter(None, map(cost_words, options))))
    words = words or known_text(found.get("fees"), 200)
    if len(amounts) == len(options) == 1 and amounts[0]:
        about = known_text(options[0].get("amount_description"), 100) or known_text(
            options[0].get("option"), 100
        )
        return priced(Cost.AMOUNT, amounts[0], about)
    if (amounts and not any(amounts)) or words.casefold().strip(" .") in ("free", "no charge"):
        return priced(Cost.FREE, None, "" if words.casefold().startswith("free") else words)
    return priced(Cost.OTHER if words else Cost.UNKNOWN, None, words)


def priced(kind: Cost, amount: Decimal | None, words: str) -> Json:
    return {"cost": kind, "amount": amount, "cost_text": shorten(words, 200)}


def pounds(option: Json) -> Decimal | None:
    amount = number(option.get("amount"))
    if amount is None or not 0 <= amount <= MOST_POUNDS:
        return None
    return Decimal(str(amount)).quantize(Decimal("0.01"))


def cost_words(option: Json) -> str:
    amount = pounds(option)
    parts = [
        known_text(option.get("option"), 100),
        known_text(option.get("amount_description"), 100),
    ]
    if amount:
        parts.insert(1, f"£{amount}")
    return " ".join(dict.fromkeys(filter(None, parts)))


def read_terms(found: Json, service: Service) -> None:
    """Our own terms by their ids; everybody else's by name, to be looked up."""
    for link in [*objects(found.get("attributes")), *objects(found.get("service_taxonomys"))]:
        for term in member(link, "taxonomy_term", "taxonomy"):
            term_id = uuid_text(term.get("id"))
            taxonomy = uuid_text(term.get("taxonomy_id"))
            name = known_text(term.get("name"), 200)
            if term_id and taxonomy and UUID(taxonomy) in terms.TAXONOMIES:
                service.known_terms[term_id] = name
            elif name:
                vocabulary = known_text(term.get("taxonomy") or term.get("vocabulary"), 200)
                service.foreign_terms.append((vocabulary, name))
    service.foreign_terms = sorted(set(service.foreign_terms))[:MOST_OF_A_KIND]


def fixed_terms(service: Service) -> list[Term]:
    """The terms of ours with fixed meanings that the service carries."""
    return [terms.FIXED[UUID(key)] for key in service.known_terms if UUID(key) in terms.FIXED]


def coded_facts(found: Json, service: Service) -> Json:
    """How it is delivered, how to join, whom it is for: by our terms, or guessed from the rest."""
    codes: dict[str, list[str]] = {}
    for term in fixed_terms(service):
        codes.setdefault(term.taxonomy.key, []).append(term.code)
    access = " ".join(
        known_text(found.get(name), 200).casefold()
        for name in ("attending_access", "attending_type")
    )
    return {
        "delivery": codes.get("delivery") or guessed_delivery(found, service, access),
        "joining": (codes.get("joining") or [guessed_joining(access)])[0],
        "genders": codes.get("gender", []),
        "conditions": codes.get("condition", []),
        "address_confidential": terms.PRIVATE in codes.get("handling", []),
    }


def guessed_delivery(found: Json, service: Service, attending: str) -> list[str]:
    for row in member(found, "schedules", "regular_schedules"):
        attending += " " + known_text(row.get("attending_type"), 200).casefold()
    virtual = any(
        location.get("location_type") == "virtual"
        for at in member(found, "service_at_locations")
        for location in member(at, "location")
    )
    mentioned = {
        Delivery.PLACE: bool(service.entry.places),
        Delivery.ONLINE: virtual or bool(re.search(r"online|virtual|video|zoom", attending)),
        Delivery.PHONE: bool(re.search(r"phone|helpline", attending)),
        Delivery.HOME: bool(re.search(r"home visit|own home|outreach", attending)),
    }
    kinds = [str(kind) for kind, holds in mentioned.items() if holds]
    if kinds:
        return kinds
    reach = contact(found)
    return [str(Delivery.PHONE if reach["phone"] or not reach["web"] else Delivery.ONLINE)]


def guessed_joining(access: str) -> str:
    if "referral" in access:
        return Joining.REFERRAL
    return Joining.DROP_IN if re.search(r"drop.?in", access) else Joining.CONTACT
