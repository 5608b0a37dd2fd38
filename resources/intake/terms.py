"""What other people's words mean in our interests: by the table that curators keep."""

from preferences.models import Interest
from resources.intake import guesses
from resources.models import TermMapping

# Beyond that a source's terms are no vocabulary, and nobody could go through the table.
MOST_NEW = 2000
LONGEST = 200


class TermMappings:
    """The table, remembered for the length of a run; terms not in it are added with a guess."""

    def __init__(self) -> None:
        self.interests = list(Interest.objects.values_list("slug", "name"))
        self.slugs = {slug for slug, _ in self.interests}
        self.by_name = {name.casefold(): slug for slug, name in self.interests}
        self.table: dict[tuple[str, str], list[str]] = {}
        self.added = 0
        for mapping in TermMapping.objects.prefetch_related("interests"):
            known = [interest.slug for interest in mapping.interests.all()]
            self.table[mapping.taxonomy.casefold(), mapping.term.casefold()] = known

    def ours(self, term: str) -> list[str]:
        """An interest by its own slug or name."""
        slug = term if term in self.slugs else self.by_name.get(" ".join(term.split()).casefold())
        return [slug] if slug else []

    def guess(self, term: str) -> list[str]:
        """What the same word means where somebody else uses it, or else what it sounds like."""
        elsewhere = (known for (_, word), known in self.table.items() if word == term.casefold())
        guessed = [slug for slug in guesses.interests(term) if slug in self.slugs]
        return next(filter(None, elsewhere), guessed)

    def interests_for(self, taxonomy: str, term: str) -> list[str]:
        """The slugs of the interests that a term of a taxonomy, or of a source, stands for."""
        taxonomy, term = taxonomy[:LONGEST], term[:LONGEST]
        key = (taxonomy.casefold(), term.casefold())
        if key not in self.table:
            if self.added == MOST_NEW:
                return []
            self.added += 1
            guessed = self.guess(term)
            mapping = TermMapping.objects.create(taxonomy=taxonomy, term=term)
            mapping.interests.set(Interest.objects.filter(slug__in=guessed))
            self.table[key] = guessed
        return self.table[key]
