"""How a service is delivered, how to join it, and whether it runs: by our own terms, or by the
words that other feeds use. Knows no database."""

import datetime as dt
import re
from typing import NamedTuple
from uuid import UUID

from open_referral import terms
from open_referral.harvest.told import Told
from open_referral.harvest.values import Json, date, known_text, objects, take_text, take_truth
from resources.intake import status
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
# Beside "status": what it says is believed, if it is of whether it runs
OTHER_STATUS = (
    "service_status", "publish_status", "publication_status", "workflow_status", "workflow_state",
    "record_status", "operational_status", "lifecycle_status", "state",
)  # fmt: skip
# Outpost's: where it says no, or gives a date, the service is not to be seen
UNSEEN = (
    "visible", "approved", "published", "is_published", "public", "is_public", "active",
    "is_active", "enabled", "live", "listed", "publicly_visible", "is_visible", "is_live",
    "is_approved", "is_enabled", "publish", "display", "show_in_directory",
)  # fmt: skip
HIDDEN = (
    "archived", "is_archived", "deleted", "is_deleted", "draft", "is_draft", "hidden", "is_hidden",
    "unpublished", "discontinued", "is_closed", "closed", "disabled", "inactive",
)  # fmt: skip
TAKEN_BACK = (
    "discarded_at", "marked_for_deletion", "deleted_at", "archived_at", "removed_at", "closed_at",
    "unpublished_at",
)  # fmt: skip
# days after which it is not to be seen
LAST_DAYS = (
    "visible_to", "closed_on", "date_closed", "closed_date", "closing_date", "closure_date",
    "end_date", "ends_on", "expires", "expires_at", "expires_on", "expiry_date", "valid_to",
    "unpublish_date", "unpublish_at", "visible_until",
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


def take_status(
    found: Json, name: str, ends_on: dt.date | None, today: dt.date, told: Told
) -> Status:
    """A status that we do not know is not taken for an active one. `name`: the service's."""
    words = said_of_status(found)
    stated = next(iter(words))
    unknown = next((word for word, meant in words.items() if meant is None), None)
    if unknown is not None:
        told.notes.append(
            f"Its status “{unknown}” is not one that we know: it was taken as temporarily closed, "
            "and nobody is shown it until a curator has looked."
        )
        return Status.PAUSED
    ended = ends_on is not None and ends_on < today
    if stated.casefold() == "inactive" and ended:
        # as we publish what is past its end date
        return Status.ACTIVE
    worst = next((one for one in WORST_FIRST if one in words.values()), Status.ACTIVE)
    if by_name := status.by_name(name):
        told.notes.append("Its name says that it is closed: nobody is shown it.")
        worst = by_name
    if worst is Status.ACTIVE and ended:
        told.notes.append(f"It ended on {ends_on}: nobody is shown it.")
    if take_truth(found, "temporarily_closed"):
        worst = Status.PAUSED
    return hide_unseen(found, worst, today, told)


def said_of_status(found: Json) -> dict[str, Status | None]:
    """What each word that says something of it means; the first is its own status."""
    stated = take_text(found, "status", 60)
    if found.get("status") is True:
        del found["status"]
    words = {stated: status.read(stated)}
    for field in OTHER_STATUS:
        other = known_text(found.get(field), 60)
        meant = status.read(other)
        # a "complete" or "NY" says nothing of whether it runs
        if other and (meant or NOT_YET.fullmatch(other.replace("_", " "))):
            words[take_text(found, field, 60)] = meant
    return words


NOT_YET = re.compile(
    r"drafts?|(?:pending|proposed|awaiting|in|for|under|needs?|not)\b(?: .+)|pending|proposed"
    r"|unpublished|unapproved|hidden|private|rejected|declined|embargoed|trash(?:ed)?|disabled"
    r"|superseded|merged|duplicate|scheduled",
    re.IGNORECASE,
)
WORST_FIRST = (Status.CLOSED, Status.PAUSED)


def hide_unseen(found: Json, status: Status, today: dt.date, told: Told) -> Status:
    """What Outpost says of services that are not, not yet or no longer to be seen."""
    unseen = [name for name in UNSEEN if take_truth(found, name) is False]
    unseen += [name for name in HIDDEN if take_truth(found, name)]
    unseen += ["status"] if found.get("status") is False else []
    unseen += [name for name in TAKEN_BACK if known_text(found.get(name), 40)]
    starts = date(found.get("visible_from"))
    unseen += ["visible_from"] if starts and starts > today else []
    ends = {name: day for name in LAST_DAYS if (day := date(found.get(name), ends=True))}
    over = [name for name, day in ends.items() if day < today]
    unseen += over
    for name in (*TAKEN_BACK, *over, "visible_to" if "visible_to" in ends else ""):
        found.pop(name, None)
    if starts:
        del found["visible_from"]
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
