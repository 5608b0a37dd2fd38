"""What is told of a priority wherever the plan is taken: on paper, by e-mail, on a phone."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from django.utils.translation import gettext as _

from plans.models import PlanItem


class Told(NamedTuple):
    label: str
    words: str


def facts(said: Mapping[str, Any]) -> list[Told]:
    """What the entry said that day, in the order in which one asks."""
    provider = said.get("provider", "")
    told = [
        Told(_("When"), when(said)),
        Told(_("Cost"), said.get("cost", "")),
        Told(_("Where"), where(said)),
        Told(_("Run by"), provider if provider != said.get("name") else ""),
        Told(_("Contact"), contact(said)),
    ]
    return [one for one in told if one.words]


def contact(said: Mapping[str, Any]) -> str:
    ways = [said.get(name, "") for name in ("phone", "email", "web")]
    return " · ".join(way.removeprefix("https://") for way in ways if way)


def when(said: Mapping[str, Any]) -> str:
    times = "; ".join(said.get("when", []))
    return f"{times} ({said['dates']})" if times and said.get("dates") else times


def where(said: Mapping[str, Any]) -> str:
    if said.get("address_confidential"):
        return _("They will tell you when you get in touch.")
    place = said.get("where")
    if not place:
        return " · ".join(said.get("delivery", []))
    return " · ".join(part for part in (spot(place), place["transport"], *place["access"]) if part)


def spot(place: Mapping[str, Any]) -> str:
    """ "The Hub, 1 The Avenue, Southampton SO17 1BJ"."""
    town = f"{place['town']} {place['postcode']}".strip()
    return ", ".join(part for part in (place["name"], place["address"], town) if part)


def intentions(item: PlanItem) -> list[Told]:
    """How it is to begin, in the person's own words."""
    told = [
        Told(_("My first step"), item.first_step),
        Told(_("Who, and by when"), item.step_in_words),
        Told(_("Who could come or help"), item.helpers_in_words),
        Told(_("What might get in the way"), item.barriers_in_words),
        Told(_("What would help"), item.what_would_help),
    ]
    return [one for one in told if one.words]


class Reach(NamedTuple):
    """How a telephone's camera gets in touch, and what it then does."""

    address: str
    does: str


def reach(said: Mapping[str, Any]) -> Reach | None:
    """What an entry's QR code leads to: its website, else its number, its e-mail or its place."""
    if said.get("web"):
        return Reach(said["web"], _("opens their website"))
    if said.get("phone"):
        return Reach(f"tel:{''.join(said['phone'].split())}", _("rings them"))
    if said.get("email"):
        return Reach(f"mailto:{said['email']}", _("writes to them"))
    if said.get("where"):
        place = quote(f"{said['where']['address']} {said['where']['postcode']}".strip())
        return Reach(f"geo:0,0?q={place}", _("shows where it is"))
    return None
