"""What the network could become: the map as it is, and what was chosen as dashed groups."""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from facilitation.models import Session
from mapping.models import Member
from mapping.names import Naming
from mapping.picture import shorten
from mapping.svg import IN_BLACK, Scales, possible_groups, self_contained, svg_picture

LONGEST_NAME = 40
SMALL: Scales = (2.2, 1.9, 1.6, 1.3, 1.1)  # to be read on a fridge


def what_it_could_become(
    session: Session, chosen: Iterable[str], naming: Naming = Naming.NAMES
) -> dict[str, Any]:
    """The picture with what was chosen dashed in the outer circle, but for what is on the map
    already."""
    everyone = sorted(session.members.on_map(), key=lambda member: member.order)
    names = [shorten(name, LONGEST_NAME) for name in chosen]
    possible = [name for name in names if not on_the_map(name, everyone)]
    groups = possible_groups(possible, everyone)
    return svg_picture(everyone, naming, SMALL, possible=groups, margin=40)


def on_the_map(name: str, members: Iterable[Member]) -> bool:
    return any(member.name.casefold() == name.casefold() for member in members)


def drawing_of_what_it_could_become(
    session: Session, chosen: Iterable[str], naming: Naming
) -> SafeString:
    """The same as SVG that needs no stylesheet of a page."""
    context = {
        "svg": what_it_could_become(session, chosen, naming),
        "title": _("My map, with what I chose in the outer circle."),
    }
    drawing = render_to_string("mapping/becoming.svg", context)  # which escapes
    return mark_safe(self_contained(drawing, IN_BLACK))  # noqa: S308
