"""What the words of a file mean in the directory: its categories as our interests, by the table
that curators keep, and the areas it serves as local authorities."""

from typing import Any

from django.db.models import Max

from geography.models import LocalAuthority
from resources.intake.entries import Entry
from resources.intake.terms import TermMappings
from resources.models import TermMapping


class Meanings:
    """Looked up once for the length of a run."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.terms = TermMappings()
        self.areas = {
            plain(name): code for code, name in LocalAuthority.objects.values_list("code", "name")
        }
        checked = TermMapping.objects.filter(checked=True)
        # moves when a curator says what a word means
        self.version = str(checked.aggregate(Max("changed_at"))["changed_at__max"])

    def look_up(self, entry: Entry) -> None:
        """Put what is meant in the place of what is written. Areas that are none stay words."""
        fields = entry.fields
        if "interests" in fields:
            fields["interests"] = sorted(
                {slug for term in fields["interests"] for slug in self.interests(term)}
            )
        if "authorities" in fields:
            self.look_up_areas(entry, fields)

    def interests(self, term: str) -> list[str]:
        return self.terms.ours(term) or self.terms.interests_for(self.source, term)

    def look_up_areas(self, entry: Entry, fields: dict[str, Any]) -> None:
        codes = set(self.areas.values())
        named = {
            one: one if one in codes else self.areas.get(plain(one))
            for one in fields["authorities"]
        }
        fields["authorities"] = sorted({code for code in named.values() if code})
        unknown = [one for one, code in named.items() if code is None]
        if unknown:
            named_so = ", ".join(unknown)
            described = [fields.get("description"), f"Area served: {named_so}"]
            fields["description"] = "\n\n".join(filter(None, described))
            entry.notes.append(f"No local authority, so kept in the description: {named_so}.")


def plain(name: str) -> str:
    """ "Southampton City Council" and "City of Southampton" are one."""
    words = name.casefold().replace("&", "and").replace(",", " ").split()
    return " ".join(sorted(word for word in words if word not in KINDS))


# what a council is, as against what it is called
KINDS = {
    "council", "city", "borough", "of", "district", "county", "the", "unitary", "london", "royal",
}  # fmt: skip
