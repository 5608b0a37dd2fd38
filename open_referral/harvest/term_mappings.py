"""What the terms of a feed's services mean in our interests."""

from open_referral import terms
from open_referral.harvest.reading import Service
from resources.intake.terms import TermMappings

FIXED = {str(key) for key in terms.FIXED}


class FeedTerms(TermMappings):
    """Our own terms are known by their ids; everybody else's by the table."""

    def __init__(self) -> None:
        super().__init__()
        self.by_id = {str(terms.interest(slug, name).id): slug for slug, name in self.interests}

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
