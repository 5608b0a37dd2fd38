"""What a reader has to say of a service beside its fields. Knows no database."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Told:
    # to people, in the description: one paragraph each
    words: list[str] = field(default_factory=list)
    # the same, of its places: not where an address must not be known
    about_places: list[str] = field(default_factory=list)
    # to curators, in the run's report
    notes: list[str] = field(default_factory=list)

    def say(self, label: str, *texts: str) -> None:
        """A paragraph of what there is to say under a label; nothing where there is nothing."""
        self.words += paragraph(label, texts)

    def say_of_place(self, label: str, *texts: str) -> None:
        self.about_places += paragraph(label, texts)


def paragraph(label: str, texts: Iterable[str]) -> list[str]:
    said = "; ".join(dict.fromkeys(filter(None, texts)))
    return [f"{label}: {said}"] if said else []
