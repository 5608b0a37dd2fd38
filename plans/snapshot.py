"""What a resource said on the day it was chosen, in the words that the hand-out prints."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple, NotRequired, TypedDict

from django.utils import timezone

from recurrence.rfc5545 import from_text, to_text
from recurrence.words import next_words
from resources.confidential import open_name, tells_a_point, withhold
from resources.models import Place, Resource
from resources.phrases import access_words, cost_words, dated, rules, when_words
from resources.vocabulary import Delivery, Joining


class Where(TypedDict):
    name: str
    address: str
    town: str
    postcode: str
    access: list[str]
    transport: str


class Snapshot(TypedDict):
    name: str
    provider: str
    description: str
    delivery: list[str]
    when: list[str]
    # the regular times whose dates can be told, after RFC 5545
    rules: NotRequired[list[str]]
    # of each of these, when it begins and ends, or "" where that is not known
    times: NotRequired[list[tuple[str, str]]]
    cost: str
    joining: str
    phone: str
    email: str
    web: str
    # None: no one place, or one whose address is confidential, which is never copied
    where: Where | None
    address_confidential: bool


def take_snapshot(resource: Resource, place: Place | None) -> Snapshot:
    today = timezone.localdate()
    regular = dated(resource, rules(resource, place, today))
    return Snapshot(
        name=resource.name,
        provider=resource.run_by,
        description=resource.shown_description,
        delivery=[Delivery(kind).label for kind in resource.delivery],
        when=when_words(resource, place),
        rules=[to_text(rule) for rule in regular],
        times=[(clock(rule.starts), clock(rule.ends)) for rule in regular],
        cost=cost_words(resource),
        joining=resource.joining,
        phone=resource.phone or resource.provider.phone,
        email=resource.email or resource.provider.email,
        web=resource.web or resource.provider.web,
        where=where(place) if place and not resource.address_confidential else None,
        address_confidential=resource.address_confidential,
    )


def clock(time: dt.time | None) -> str:
    return time.isoformat("minutes") if time else ""


def next_dates(said: Mapping[str, Any], today: dt.date) -> str:
    """When it is next, as it was said that day: "next 1, 8 and 15 December"."""
    return next_words([from_text(text) for text in said.get("rules", [])], today)


def without_address(said: dict[str, Any]) -> dict[str, Any]:
    """What was said, less an address that turned out to be confidential: of a snapshot's age."""
    where: dict[str, Any] = said.get("where") or {}
    address = [str(where.get(name, "")) for name in ("name", "address")]

    def open_words(text: str) -> str:
        return withhold(text, address, name=said.get("name", ""))

    return {
        **said,
        "name": open_name(said.get("name", "")),
        "provider": open_name(said.get("provider", "")),
        "web": "" if tells_a_point(said.get("web", "")) else said.get("web", ""),
        "where": None,
        "address_confidential": True,
        "description": open_words(said.get("description", "")),
        "when": [open_words(text) for text in said.get("when", [])],
        "cost": open_words(said.get("cost", "")),
    }


# What is told when it changed since it was chosen, by the name of the fact.
TOLD = {
    "name": "Name",
    "when": "When",
    "where": "Where",
    "cost": "Cost",
    "delivery": "How",
    "joining": "Joining",
    "phone": "Phone",
    "email": "E-mail",
    "web": "Web",
}


class Since(NamedTuple):
    """What became of an entry since it was chosen: it is closed, or says other things now."""

    closed: bool
    changes: list[tuple[str, str]]  # what is told, and what it is now


def since(snapshot: Snapshot, resource: Resource | None, place: Place | None) -> Since:
    """How the directory differs today from what was chosen; `resource` is None where closed."""
    if resource is None:
        return Since(closed=True, changes=[])
    now = take_snapshot(resource, place)
    changed = [key for key in TOLD if key in snapshot and snapshot[key] != now[key]]  # type: ignore[literal-required]
    return Since(False, [(TOLD[key], in_words(key, now)) for key in changed])


def in_words(key: str, snapshot: Snapshot) -> str:
    value = snapshot[key]  # type: ignore[literal-required]
    if key == "where":
        where = snapshot["where"]
        parts = [where["name"], where["address"], where["town"], where["postcode"]] if where else []
        return ", ".join(part for part in parts if part) or "ask them"
    if key == "joining":
        return str(Joining(value).label)
    return (", ".join(value) if isinstance(value, list) else str(value)) or "not known"


def where(place: Place) -> Where:
    return Where(
        name=place.name,
        address=place.address,
        town=place.town,
        postcode=place.postcode,
        access=access_words(place),
        transport=place.transport,
    )


def suggest_first_step(snapshot: Snapshot) -> str:
    """A first step to begin from, by how one joins. Ours; the person changes it as they like."""
    if snapshot["joining"] == Joining.REFERRAL:
        return "Ask the person who made this plan with me to put my name forward."
    if snapshot["joining"] == Joining.DROP_IN and snapshot["when"]:
        return f"Go along: {snapshot['when'][0]}."[:300]
    if snapshot["phone"]:
        return f"Ring {snapshot['phone']} and ask about starting."
    if snapshot["email"] or snapshot["web"]:
        return "Write to them and ask about starting."
    return "Go along and say hello." if snapshot["where"] else ""
