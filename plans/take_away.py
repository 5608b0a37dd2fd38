"""The plan as files: a PDF for the fridge, plain text for a phone, and a calendar file."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from facilitation.models import Session
from facilitation.pdf import make_pdf
from facilitation.qr import qr_code
from geography.paper import Pin, paper_map
from mapping.becoming import drawing_of_what_it_could_become
from mapping.names import Naming
from plans import where
from plans.models import PlanItem
from plans.told import Told, facts, intentions, reach


class Look(NamedTuple):
    """What whoever prints may choose."""

    large: bool = False  # 18 points, a page for each priority
    name: bool = False  # of the person, where it is known
    names: bool = False  # of those on the map, instead of initials


class Priority(NamedTuple):
    """One of the plan, ready to be told."""

    position: int
    name: str
    facts: list[Told]
    intentions: list[Told]
    code: SafeString | None
    code_does: str


def file_name(session: Session, ending: str) -> str:
    """ "G-7KQ2M-plan.pdf": the reference code, never a name."""
    return f"{session.participant.reference}-plan.{ending}"


def items_of(session: Session) -> Sequence[PlanItem]:
    items = session.plan_items.select_related("resource", "place")
    return list(items.prefetch_related("with_members"))


def priority(item: PlanItem) -> Priority:
    said = item.said
    way = reach(said)
    label = _("A code for a telephone’s camera: it %(does)s.") % {"does": way.does} if way else ""
    return Priority(
        item.position,
        said["name"],
        facts(said),
        intentions(item),
        qr_code(way.address, label) if way else None,
        way.does if way else "",
    )


def plan_pdf(session: Session, look: Look = Look()) -> bytes:  # noqa: B008 (never changed)
    items = items_of(session)
    naming = Naming.NAMES if look.names else Naming.INITIALS
    pins = where.pins(items)
    context: dict[str, Any] = {
        "session": session,
        "called": session.participant.name if look.name else "",
        "large": look.large,
        "priorities": [priority(item) for item in items],
        "becomes": drawing_of_what_it_could_become(
            session, [item.said["name"] for item in items], naming
        ),
        "map": paper_map([pin_of(pin) for pin in pins]) if pins else None,
        "map_title": "; ".join(f"{numbers(pin)}: {', '.join(pin['names'])}" for pin in pins),
    }
    return make_pdf("plans/plan.pdf.html", context, "plans/pdf.css")


def pin_of(pin: where.Pin) -> Pin:
    return Pin(pin["at"], numbers(pin))


def numbers(pin: where.Pin) -> str:
    return ", ".join(map(str, pin["numbers"]))


def priorities_of(session: Session) -> list[Priority]:
    return [priority(item) for item in items_of(session)]


def plan_text(session: Session) -> str:
    """To be read on a phone, or pasted into a message."""
    context = {"session": session, "priorities": priorities_of(session)}
    return render_to_string("plans/plan.txt", context)
