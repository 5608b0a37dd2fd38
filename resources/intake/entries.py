"""An entry from elsewhere as the directory's forms take it, and what became of it. No database."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import TextChoices


class RowOutcome(TextChoices):
    """What became of one row or entry of a source. The label is how a count of them is shown."""

    NEW = "new", "new"
    CHANGED = "changed", "changed"
    UNCHANGED = "unchanged", "unchanged"
    CLOSED = "closed", "closed"
    SKIPPED = "skipped", "skipped"
    DUPLICATE = "duplicate", "duplicates in the file, left out"
    LOOK_ALIKE = "look-alike", "possible duplicates, kept"
    FAILED = "failed", "failed"
    # of a feed: it cannot be taken as it is
    LEFT_OUT = "left out", "left out"
    # of a remark only: it was saved, and something is to be said about it
    NOTE = "note", "notes"


class EntryError(Exception):
    """The entry cannot be saved. `messages` say why in plain words."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


@dataclass
class Brought:
    """What a source brought to an entry, as against what curators added to it."""

    interests: list[str] = field(default_factory=list)
    places: list[UUID] = field(default_factory=list)


@dataclass
class Entry:
    """Fields named and shaped as the forms of the directory take them.

    What is not given is left as it is: a missing field, `places` or `times` None. A source's
    "address_confidential" makes an address confidential, and never takes that back.
    """

    key: str  # what the source calls it
    provider: dict[str, str]
    fields: dict[str, Any]
    # a place with "ids" is found by them, any other by its postcode
    places: list[dict[str, Any]] | None = None
    # as ScheduleForm takes them; "place" is the number of one of `places`, None: wherever it is
    times: list[dict[str, Any]] | None = None
    notes: list[str] = field(default_factory=list)
    # From a source with ids of its own: the id that a new entry gets, and its provider's
    id: UUID | None = None
    provider_id: UUID | None = None
    # May the source change that provider where it exists already?
    owns_provider: bool = False
    # what it last said of that provider, by field; None where nobody knows
    provider_said: dict[str, str] | None = None
    # of all that the source says of it; empty, it is looked at every time
    digest: str = ""
    area: Any = None  # a MultiPolygon
    # what else its source calls it: read by the rule for refuges
    categories: list[str] = field(default_factory=list)
    # earlier; places of these that it has no longer are removed
    brought: Brought | None = None

    @property
    def kept_notes(self) -> list[str]:
        """Without what no database can hold."""
        return [note.replace("\0", "\N{REPLACEMENT CHARACTER}") for note in self.notes]


class Result(NamedTuple):
    """What became of an entry. `error` says why it failed; `brought` is what it brings now."""

    outcome: RowOutcome
    resource_id: UUID | None = None
    error: str = ""
    external_id: int | None = None
    provider_made: UUID | None = None
    brought: Brought | None = None
