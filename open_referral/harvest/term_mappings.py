"""What the terms of a feed mean in our interests: by the table that curators keep."""

from open_referral import terms
from open_referral.harvest import guesses
from open_referral.harvest.reading import Service
from open_referral.models import TermMapping
from preferences.models import Interest

# Beyond that a feed's terms are no vocabulary, and nobody could go through the table.
MOST_NEW = 2000


class TermMappings:
    """The table, remembered for the length of a run; terms not in it are added with a guess."""

    def __init__(self) -> None:
        interests = list(Interest.objects.values_list("slug", "name"))
        self.slugs = {slug for slug, _ in interests}
        self.by_id = {str(terms.interest(slug, name).id): slug for slug, name in interests}
        self.table: dict[tuple[str, str], list[str]] = {}
        self.added = 0
        for mapping in TermMapping.objects.prefetch_related("interests"):
            known = [interest.slug for interest in mapping.interests.all()]
            self.table[mapping.taxonomy.casefold(), mapping.term.casefold()] = known

    def interests_of(self, service: Service) -> list[str]:
        """The slugs of the interests that the service's terms stand for."""
        found = {self.by_id[key] for key in service.known_terms if key in self.by_id}
        unknown = [
            (terms.INTEREST.name, name)
            for key, name in service.known_terms.items()
            if name and key not in self.by_id and key not in FIXED
        ]
        for taxonomy, term in (*service.foreign_terms, *unknown):
            found.update(self.interests_for(taxonomy, term))
        return sorted(found)

    def interests_for(self, taxonomy: str, term: str) -> list[str]:
        key = (taxonomy.casefold(), term.casefold())
        if key not in self.table:
            if self.added == MOST_NEW:
                return []
            self.added += 1
            guessed = [slug for slug in guesses.interests(term) if slug in self.slugs]
            mapping = TermMapping.objects.create(taxonomy=taxonomy, term=term)
            mapping.interests.set(Interest.objects.filter(slug__in=guessed))
            self.table[key] = guessed
        return self.table[key]


FIXED = {str(key) for key in terms.FIXED}
