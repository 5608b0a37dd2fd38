"""How a service is delivered, how to join it, and whether it runs: by our own terms, or by the
words that other feeds use. Knows no database."""

import datetime as dt
import re
from typing import NamedTuple
from uuid import UUID

from open_referral import terms
from open_referral.harvest.told import Told
from open_referral.harvest.values import Json, date, known_text, objects, take_text, take_truth
from resources.vocabulary import Delivery, Joining, Status

DELIVERED = {
    Delivery.PLACE: re.compile(r"venue|face.to.face|in.person|on.?site|\bat (?:a|the|our)\b"),
    Delivery.ONLINE: re.compile(r"online|virtual|video|zoom|\bteams\b|webinar"),
    Delivery.PHONE: re.compile(r"phone|helpline"),
    Delivery.HOME: re.compile(r"home.?visit|(?:own|your|at|people'?s) home|outreach|domiciliary"),
}
JOINED = {
    Joining.REFERRAL: re.compile(r"referral|referred"),
    Joining.DROP_IN: re.compile(r"drop.?in|walk.?in|just turn up"),
    Joining.CONTACT: re.compile(r"appointment|booking|by arrangement"),
}
STATUS = {
    **dict.fromkeys(("", "active", "open", "published", "live", "current"), Status.ACTIVE),
    **dict.fromkeys(
        ("temporarily closed", "temporarily unavailable", "paused", "suspended"), Status.PAUSED
    ),
    **dict.fromkeys(
        ("inactive", "defunct", "closed", "deleted", "archived", "ended", "expired", "discontinued",
         "permanently closed"),
        Status.CLOSED,
    ),
}  # fmt: skip
# Outpost's: where it says no, or gives a date, the service is not to be seen
UNSEEN = (
    "visible", "approved", "published", "is_published", "public", "is_public", "active",
    "is_active", "enabled", "live", "listed",
)  # fmt: skip
HIDDEN = (
    "archived", "is_archived", "deleted", "is_deleted", "draft", "is_draft", "hidden", "is_hidden",
    "unpublished", "discontinued", "is_closed", "closed", "disabled", "inactive",
)  # fmt: skip
TAKEN_BACK = (
    "discarded_at", "marked_for_deletion", "deleted_at", "archived_at", "removed_at", "closed_at",
    "unpublished_at",
)  # fmt: skip


class Attending(NamedTuple):
    """What is said of how people take part, in small letters."""

    words: str
    virtual: bool


def take_attending(found: Json) -> Attending:
    said = [take_understood(found, name) for name in ("attending_access", "attending_type")]
    holders = [found]
    for at in objects(found.get("service_at_locations")):
        holders += [at, *objects(at.get("location"))]
    for row in (row for holder in holders for row in objects(holder.get("schedules"))):
        said.append(take_understood(row, "attending_type"))
    said += ["referral"] if take_truth(found, "needs_referral") else []
    virtual = any(holder.get("location_type") == "virtual" for holder in holders)
    return Attending(" ".join(filter(None, said)), virtual)


def take_understood(holder: Json, name: str) -> str:
    """What stands there, where it says something to us; what does not, stays."""
    text = known_text(holder.get(name), 200).casefold()
    patterns = (*DELIVERED.values(), *JOINED.values())
    if not any(pattern.search(text) for pattern in patterns):
        return ""
    del holder[name]
    return text


def coded_facts(
    known_terms: dict[str, str], attending: Attending, contact: Json, *, at_a_place: bool
) -> Json:
    codes: dict[str, list[str]] = {}
    for key in known_terms:
        if term := terms.FIXED.get(UUID(key)):
            codes.setdefault(term.taxonomy.key, []).append(term.code)
    joined = (kind for kind, pattern in JOINED.items() if pattern.search(attending.words))
    return {
        "delivery": codes.get("delivery") or delivery(attending, contact, at_a_place=at_a_place),
        "joining": (codes.get("joining") or [str(next(joined, Joining.CONTACT))])[0],
        "genders": codes.get("gender", []),
        "conditions": codes.get("condition", []),
        "address_confidential": terms.PRIVATE in codes.get("handling", []),
    }


def delivery(attending: Attending, contact: Json, *, at_a_place: bool) -> list[str]:
    holds = {kind: bool(words.search(attending.words)) for kind, words in DELIVERED.items()}
    holds[Delivery.PLACE] = at_a_place
    holds[Delivery.ONLINE] |= attending.virtual
    if kinds := [str(kind) for kind in Delivery if holds[kind]]:
        return kinds
    return [str(Delivery.PHONE if contact["phone"] or not contact["web"] else Delivery.ONLINE)]


def take_status(found: Json, ends_on: dt.date | None, today: dt.date, told: Told) -> Status:
    """A status that we do not know is not taken for an active one."""
    stated = take_text(found, "status", 60)
    status = STATUS.get(re.sub(r"[\s_-]+", " ", stated.casefold()))
    if status is None:
        told.notes.append(
            f"Its status “{stated}” is not one that we know: it was taken as temporarily closed, "
            "and nobody is shown it until a curator has looked."
        )
        return Status.PAUSED
    ended = ends_on is not None and ends_on < today
    if stated.casefold() == "inactive" and ended:
        # as we publish what is past its end date
        return Status.ACTIVE
    if status is Status.ACTIVE and ended:
        told.notes.append(f"It ended on {ends_on}: nobody is shown it.")
    if take_truth(found, "temporarily_closed"):
        status = Status.PAUSED
    return hide_unseen(found, status, today, told)


def hide_unseen(found: Json, status: Status, today: dt.date, told: Told) -> Status:
    """What Outpost says of services that are not, not yet or no longer to be seen."""
    unseen = [name for name in UNSEEN if take_truth(found, name) is False]
    unseen += [name for name in HIDDEN if take_truth(found, name)]
    unseen += ["status"] if found.get("status") is False else []
    unseen += [name for name in TAKEN_BACK if known_text(found.get(name), 40)]
    starts, ends = date(found.get("visible_from")), date(found.get("visible_to"))
    unseen += ["visible_from"] if starts and starts > today else []
    unseen += ["visible_to"] if ends and ends < today else []
    for name in TAKEN_BACK:
        found.pop(name, None)
    for name, day in (("visible_from", starts), ("visible_to", ends)):
        if day:
            del found[name]
    if not unseen or status is not Status.ACTIVE:
        return status
    told.notes.append(
        f"Its source does not show it ({', '.join(unseen)}): it was taken as temporarily closed."
    )
    return Status.PAUSED


def take_verified_on(found: Json, today: dt.date, told: Told) -> dt.date | None:
    """When somebody at the source last made sure of it."""
    day = date(found.get("assured_date"))
    if day is None:
        return None
    del found["assured_date"]
    if day > today:
        told.notes.append(f"It is said to be checked on {day}, which is to come: left out.")
        return None
    return day
