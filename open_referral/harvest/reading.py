"""One service of somebody else's feed, version 3 or 1, as an entry of ours. Knows no database.

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
    Json,
    date,
    key_of,
    member,
    number,
    objects,
    phone,
    said,
    uuid_text,
    web,
)
from open_referral.terms import Term
from resources.vocabulary import Cost, Delivery, Joining, Status

# read anew when this code reads differently
READER = 1
LONGEST_DESCRIPTION = 10_000
OLDEST = 120
MOST_POUNDS = 99_999
REFUGE = re.compile(r"\b(?:women'?s refuges?|refuges?|safe house)\b", re.IGNORECASE)
NO_REFUGE = re.compile(r"\b(?:animal|wildlife|bird|traffic|nature)\b", re.IGNORECASE)


@dataclass
class Entry:
    """What a feed says of one service, in our words."""

    # what the feed calls it, and that as a UUID when it is one
    key: str
    id: str
    provider: Json
    # as ResourceForm takes them
    fields: Json
    # terms of our taxonomies by id, with their names
    known_terms: dict[str, str]
    # everybody else's terms: (taxonomy, term)
    foreign_terms: list[tuple[str, str]]
    areas: Areas
    places: list[Json]
    times: list[Json]
    notes: list[str] = field(default_factory=list)

    def digest(self) -> str:
        """Of what the feed says."""
        said = {name: value for name, value in asdict(self).items() if name != "notes"}
        text = json.dumps([READER, said], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


def read(service: Json, today: dt.date) -> Entry:
    """The service as an entry. `today` tells an end that has passed from one that has not."""
    notes: list[str] = []
    entry = Entry(
        key=key_of(service.get("id")),
        id=uuid_text(service.get("id")),
        provider=read_provider(service),
        fields={},
        known_terms={},
        foreign_terms=[],
        areas=read_areas(service),
        places=[],
        times=[],
        notes=notes,
    )
    if not entry.id:
        notes.append("Its id is no UUID: ours was made from it.")
    for name, value in service.items():
        if isinstance(value, list) and len(value) > MOST_OF_A_KIND:
            notes.append(
                f"Of its {len(value):,} “{said(name, 50)}” the first {MOST_OF_A_KIND} count."
            )
    read_terms(service, entry)
    entry.places = read_places(service, notes)
    when = times.read(service, notes)
    entry.times = when.times
    entry.fields |= {
        "name": said(service.get("name"), 200),
        "description": description(service),
        "when_text": shorten(when.words, 300),
        "starts_on": when.starts_on,
        "ends_on": when.ends_on,
        "verified_on": date(service.get("assured_date")),
        **status(service, when.ends_on, today),
        **cost(service),
        **ages(service, notes),
        **contact(service),
        **shape(service, entry),
        "national": entry.areas.national,
    }
    hide_refuge(entry)
    return entry


def read_provider(service: Json) -> Json:
    organization = next(iter(member(service, "organization")), {})
    name = said(organization.get("name"), 200)
    about = plain(organization.get("description"))[:LONGEST_DESCRIPTION]
    key = organization.get("id") or service.get("organization_id")
    return {
        "key": key_of(key) or name.casefold(),
        "id": uuid_text(key),
        "name": name,
        "description": "" if about in (name, str(organization.get("name"))) else about,
        "phone": phone(objects(organization.get("phones"))),
        "email": said(organization.get("email"), 254),
        "web": web(organization.get("website") or organization.get("url")),
    }


def description(service: Json) -> str:
    text = plain(service.get("description"))
    ways_in = [
        said(access.get("description") or access.get("accessibility"), 500)
        for at in member(service, "service_at_locations")
        for location in member(at, "location")
        for access in member(location, "accessibility", "accessibility_for_disabilities")
    ]
    # our own facts come as terms as well
    ours = {term.name for term in terms.FIXED.values()}
    foreign = [way for way in dict.fromkeys(ways_in) if way and way not in ours]
    if foreign:
        text = f"{text}\n\nGetting in: {'; '.join(foreign)}".strip()
    return shorten(text, LONGEST_DESCRIPTION)


def contact(service: Json) -> Json:
    phones = objects(service.get("phones"))
    for one in member(service, "contacts", "contact"):
        phones += objects(one.get("phones"))
    return {
        "phone": phone(phones),
        "email": said(service.get("email"), 254),
        "web": web(service.get("url")),
    }


def status(service: Json, ends_on: dt.date | None, today: dt.date) -> Json:
    stated = said(service.get("status"), 40).casefold()
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


def ages(service: Json, notes: list[str]) -> Json:
    givers = [service, *member(service, "eligibilitys", "eligibility")]
    found: Json = {}
    for name in ("minimum_age", "maximum_age"):
        given = next((age for one in givers if (age := number(one.get(name))) is not None), None)
        found[name] = None if given is None or not 0 <= given <= OLDEST else int(given)
    youngest, oldest = found["minimum_age"], found["maximum_age"]
    if youngest is not None and oldest is not None and youngest > oldest:
        notes.append(f"Ages {youngest} to {oldest} make no sense and were left out.")
        return {"minimum_age": None, "maximum_age": None}
    return found


def cost(service: Json) -> Json:
    """What it costs: by our own label where it is ours, otherwise by its amounts and words."""
    options = member(service, "cost_options")
    labels = {str(label): Cost(value) for value, label in Cost.choices}
    stated = options[0].get("option") if len(options) == 1 else None
    if isinstance(stated, str) and stated in labels:
        kind = labels[stated]
        amount = pounds(options[0]) if kind == Cost.AMOUNT else None
        return priced(kind, amount, said(options[0].get("amount_description"), 200))
    amounts = [amount for one in options if (amount := pounds(one)) is not None]
    words = "; ".join(dict.fromkeys(filter(None, map(cost_words, options))))
    words = words or said(service.get("fees"), 200)
    if len(amounts) == len(options) == 1 and amounts[0]:
        about = said(options[0].get("amount_description"), 100) or said(
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
    parts = [said(option.get("option"), 100), said(option.get("amount_description"), 100)]
    if amount:
        parts.insert(1, f"£{amount}")
    return " ".join(dict.fromkeys(filter(None, parts)))


def read_terms(service: Json, entry: Entry) -> None:
    """Our own terms by their ids; everybody else's by name, to be looked up."""
    for link in [*objects(service.get("attributes")), *objects(service.get("service_taxonomys"))]:
        for term in member(link, "taxonomy_term", "taxonomy"):
            term_id = uuid_text(term.get("id"))
            taxonomy = uuid_text(term.get("taxonomy_id"))
            name = said(term.get("name"), 200)
            if term_id and taxonomy and UUID(taxonomy) in terms.TAXONOMIES:
                entry.known_terms[term_id] = name
            elif name:
                vocabulary = said(term.get("taxonomy") or term.get("vocabulary"), 200)
                entry.foreign_terms.append((vocabulary, name))
    entry.foreign_terms = sorted(set(entry.foreign_terms))[:MOST_OF_A_KIND]


def known(entry: Entry) -> list[Term]:
    """The terms of ours with fixed meanings that the entry carries."""
    return [terms.FIXED[UUID(key)] for key in entry.known_terms if UUID(key) in terms.FIXED]


def shape(service: Json, entry: Entry) -> Json:
    """How it is delivered, how to join, whom it is for: by our terms, or guessed from the rest."""
    codes: dict[str, list[str]] = {}
    for term in known(entry):
        codes.setdefault(term.taxonomy.key, []).append(term.code)
    access = " ".join(
        said(service.get(name), 200).casefold() for name in ("attending_access", "attending_type")
    )
    return {
        "delivery": codes.get("delivery") or guessed_delivery(service, entry, access),
        "joining": (codes.get("joining") or [guessed_joining(access)])[0],
        "genders": codes.get("gender", []),
        "conditions": codes.get("condition", []),
        "address_confidential": terms.PRIVATE in codes.get("handling", []),
    }


def guessed_delivery(service: Json, entry: Entry, attending: str) -> list[str]:
    for row in member(service, "schedules", "regular_schedules"):
        attending += " " + said(row.get("attending_type"), 200).casefold()
    virtual = any(
        location.get("location_type") == "virtual"
        for at in member(service, "service_at_locations")
        for location in member(at, "location")
    )
    spoken = {
        Delivery.PLACE: bool(entry.places),
        Delivery.ONLINE: virtual or bool(re.search(r"online|virtual|video|zoom", attending)),
        Delivery.PHONE: bool(re.search(r"phone|helpline", attending)),
        Delivery.HOME: bool(re.search(r"home visit|own home|outreach", attending)),
    }
    found = [str(kind) for kind, holds in spoken.items() if holds]
    if found:
        return found
    reach = contact(service)
    return [str(Delivery.PHONE if reach["phone"] or not reach["web"] else Delivery.ONLINE)]


def guessed_joining(access: str) -> str:
    if "referral" in access:
        return Joining.REFERRAL
    return Joining.DROP_IN if re.search(r"drop.?in", access) else Joining.CONTACT


def hide_refuge(entry: Entry) -> None:
    """An address that looks like a refuge's is not shown until a curator has looked."""
    name = " ".join([entry.fields["name"], *(term for _, term in entry.foreign_terms)])
    if entry.fields["address_confidential"] or NO_REFUGE.search(name) or not REFUGE.search(name):
        return
    entry.fields["address_confidential"] = True
    if entry.places:
        entry.notes.append(
            "This looks like a refuge: its address is kept confidential. Please have a look."
        )
