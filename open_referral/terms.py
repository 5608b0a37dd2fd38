"""Our coded facts as taxonomies and terms of the standard. Knows no database.

The interests are the stage 2 vocabulary, which is data; every other vocabulary is ours and fixed.
Putting a fact into a term rather than into prose is what lets another Genie read it back.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from facilitation.vocabulary import Condition, Gender
from open_referral.ids import derived
from resources.vocabulary import Delivery, Joining, Known

# what a place's accessibility facts are called in public
ACCESS = {
    "step_free": "Step-free access",
    "hearing_loop": "Hearing loop",
    "toilet": "Accessible toilet",
    "parking": "Parking",
}
PRIVATE = "private"


@dataclass(frozen=True)
class Taxonomy:
    key: str
    name: str
    description: str

    @property
    def id(self) -> UUID:
        return derived("taxonomy", self.key)


@dataclass(frozen=True)
class Term:
    taxonomy: Taxonomy
    # what our tables hold: an interest's slug, a choice's value
    code: str
    name: str

    @property
    def id(self) -> UUID:
        return derived("taxonomy", self.taxonomy.key, self.code)


INTEREST = Taxonomy(
    "interest", "Genie interests", "What there is to do or to get, in the words Genie asks in."
)
DELIVERY = Taxonomy("delivery", "How it is delivered", "Where or by what means people take part.")
JOINING = Taxonomy("joining", "How to join", "What to do before the first visit or call.")
GENDER = Taxonomy("gender", "Gender it is for", "Given only where it is not for everyone.")
CONDITION = Taxonomy(
    "condition", "Health conditions it is for", "Given only where it is not for everyone."
)
PLACE = Taxonomy("place", "Accessibility of a place", "What is known of getting in and around.")
HANDLING = Taxonomy(
    "handling", "How to treat an entry", "What whoever takes an entry must respect."
)
TAXONOMIES = {
    taxonomy.id: taxonomy
    for taxonomy in (INTEREST, DELIVERY, JOINING, GENDER, CONDITION, PLACE, HANDLING)
}


def choices(taxonomy: Taxonomy, vocabulary: Any) -> Iterator[Term]:
    return (Term(taxonomy, value, str(label)) for value, label in vocabulary.choices)


FIXED = {
    term.id: term
    for term in (
        *choices(DELIVERY, Delivery),
        *choices(JOINING, Joining),
        *choices(GENDER, Gender),
        *choices(CONDITION, Condition),
        *(
            Term(PLACE, f"{fact}:{known.value}", f"{label}: {known.value}")
            for fact, label in ACCESS.items()
            for known in (Known.YES, Known.NO)
        ),
        Term(HANDLING, PRIVATE, "The address is confidential: do not publish or pin it"),
    )
}
BY_CODE = {(term.taxonomy, term.code): term for term in FIXED.values()}


def interest(slug: str, name: str) -> Term:
    return Term(INTEREST, slug, name)


def every_term(interests: Iterable[tuple[str, str]]) -> dict[UUID, Term]:
    """All terms by id, `interests` given as (slug, name)."""
    return {term.id: term for term in (interest(*pair) for pair in interests)} | FIXED
