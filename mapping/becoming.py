"""What the network could become: the map as it is, and what was chosen as dashed groups."""

from collections.abc import Iterable
from typing import Any

from facilitation.models import Session
from mapping.models import Member
from mapping.names import Naming
from mapping.picture import shorten
from mapping.svg import Scales, possible_groups, svg_picture

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
