"""The map through a lens: what stands under the name of those it is about. Pure."""

from collections.abc import Iterable
from typing import Any, Protocol

from mapping.phrases import HOW_OFTEN, OFTEN, WORK_IN_SHORT
from mapping.vocabulary import ContactFrequency, Work


class Seen(Protocol):
    """A member as a lens sees them."""

    @property
    def pk(self) -> Any: ...
    @property
    def frequency(self) -> str: ...
    @property
    def work(self) -> list[str]: ...
    @property
    def tie_status(self) -> str: ...


def notes(members: Iterable[Seen], lens: str) -> dict[Any, str]:
    """By member, for those who stand out through the lens."""
    return {member.pk: said for member in members if (said := note(member, lens))}


def note(member: Seen, lens: str) -> str:
    """Everything that somebody helps with, where this is among it; or how often they are seen.
    Nothing for whoever is no support."""
    if member.tie_status:
        return ""
    if lens == HOW_OFTEN:
        return OFTEN[ContactFrequency(member.frequency)] if member.frequency else ""
    if lens not in member.work:
        return ""
    return ", ".join(WORK_IN_SHORT[work] for work in Work if work in member.work)
