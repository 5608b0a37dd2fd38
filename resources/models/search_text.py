"""What entries are found by when somebody searches by words: for people, curators and machines."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField, TrigramWordSimilarity
from django.db import models
from django.db.models import Case, F, Func, Q, QuerySet, When
from django.db.models.expressions import OrderBy

from resources.models.directory import Resource
from resources.search_terms import plain, terms

# Where a word of an entry stands: in its name; in its provider's, its places or its telephone
# number; in what only curators may search; in its description.
NAME, WHOSE_AND_WHERE, CURATORS_ONLY, DESCRIPTION = "A", "B", "C", "D"
FOR_EVERYONE = NAME + WHOSE_AND_WHERE + DESCRIPTION
FOR_CURATORS = ""  # all, which the index alone answers
# Shorter ones are alike by chance
SHORTEST_MISTYPED = 4
PAGE = 50


class SearchText(models.Model):
    """The words of an entry, in the form of `resources.search_terms.plain`.

    The description and the places of one whose address is confidential are for curators only, as
    any word of them may tell where it is. Written by `resources.listings.refresh`, and by the
    database itself where a provider is renamed.
    """

    resource = models.OneToOneField(
        Resource, on_delete=models.CASCADE, primary_key=True, related_name="search_text"
    )
    # of itself, its provider and its towns: to forgive typing errors in
    names = models.TextField()
    # letters of its own name: a search puts the shortest first, without a look at the entry
    name_length = models.PositiveSmallIntegerField(db_default=0)
    words = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="search_text_words"),
            GinIndex(fields=["names"], opclasses=["gin_trgm_ops"], name="search_text_names"),
        ]

    def __str__(self) -> str:
        return self.names


def query(looked_for: Iterable[str], weights: str = "", *, whole: bool = False) -> SearchQuery:
    """What has each of these terms in one of its forms ("walks" is "walking"), or begun; `whole`,
    only whole ones."""
    ends = weights if whole else f"*{weights}"
    text = " & ".join(f"'{term}':{ends}" for term in looked_for)
    return SearchQuery(text, config="english", search_type="raw")


class InNames(Func):
    """The words of a name among all: as its index has them (migration 0018)."""

    template = "ts_filter(%(expressions)s, '{a}')"
    output_field = SearchVectorField()


class TextSearch:
    """A search by words in what `prefix` leads to, within what has these `weights`.

    What is typed wrongly is forgiven where nothing is as it was typed."""

    def __init__(
        self, text: str, *, prefix: str = "search_text__", weights: str = FOR_EVERYONE
    ) -> None:
        self.terms, self.text = terms(text), plain(text)
        self.prefix, self.weights = prefix, weights
        # among equals; `names` begin with the name
        self.shortest_first = (f"{prefix}name_length", f"{prefix}names", "pk")
        # of what was found, the first page, where nothing else had to be ranked for it
        self.named: list[UUID] = []

    def find(self, entries: QuerySet[Resource]) -> QuerySet[Resource]:
        """Those of the entries that are meant, the best match first."""
        strictly, *loosely = self.conditions()
        found = entries.filter(strictly).order_by(*self.best_first())
        # (no name has a telephone number or a postcode)
        self.named = self.with_name(entries) if self.mistyped else []
        for condition in [] if self.named else loosely:
            # (exists() would read the whole table where there is none)
            if found.count():
                break
            found = entries.filter(condition).order_by(*self.likest_first())
        return found

    def with_name(self, entries: QuerySet[Resource]) -> list[UUID]:
        """The first page of those whose names have all the words as they are: the best there are. A
        common word is in a tenth as many names as entries, and an index of names alone has them."""
        names = SearchText.objects.alias(in_names=InNames(F("words")))
        whole = names.filter(in_names=query(self.terms, whole=True))
        if entries.query.has_filters():
            whole = whole.filter(resource__in=entries)
        shortest_first = whole.order_by("name_length", "names", "pk")
        return list(shortest_first.values_list("pk", flat=True)[:PAGE])

    def first(self, found: QuerySet[Resource]) -> QuerySet[Resource]:
        """The first page of what `find` found, in the same order."""
        if len(self.named) < PAGE:
            return found[:PAGE]
        return found.filter(pk__in=self.named).order_by(*self.shortest_first)

    def conditions(self) -> list[Q]:
        """Which entries are meant, strictly first; each is for where the one before finds none."""
        if not self.mistyped:
            return [self.exactly]
        return [
            self.exactly,
            self.with_typing_errors(),
            self.where("names__trigram_word_similar", self.text),
        ]

    @property
    def exactly(self) -> Q:
        """Those with all the words."""
        return self.having(self.terms, self.weights) if self.terms else Q(pk__in=[])

    @property
    def in_name(self) -> Q:
        """Those with all the words in their names."""
        return self.having(self.terms, NAME) if self.terms else Q(pk__in=[])

    @property
    def in_names(self) -> InNames:
        """Of the words only those in names: what its index finds needs no look at the entry."""
        return InNames(F(f"{self.prefix}words"))

    @property
    def mistyped(self) -> list[str]:
        """The words that may be: none with a number in it."""
        words = [term for term in self.terms if term.isalpha()]
        return [word for word in words if len(word) >= SHORTEST_MISTYPED] or words

    def with_typing_errors(self) -> Q:
        """Those with all the words but the shortest, or with names that are like them or hold
        them."""
        found = Q()
        for word in self.mistyped:
            found &= (
                self.having([word], self.weights)
                | self.where("names__contains", word)
                | self.where("names__trigram_strict_word_similar", word)
            )
        numbered = [term for term in self.terms if not term.isalpha()]
        return found & self.having(numbered, self.weights) if numbered else found

    def best_first(self) -> list[OrderBy | str]:
        """All words in the name before all in the name, the provider or a place, before others;
        whole before begun; among equals the shortest name."""
        if not self.terms:
            return ["name", "pk"]
        score = Case(
            When(self.having(self.terms, NAME, whole=True), then=3),
            When(self.having(self.terms, NAME), then=2),
            When(self.having(self.terms, NAME + WHOSE_AND_WHERE), then=1),
            default=0,
        )
        return [OrderBy(score, descending=True), *self.shortest_first]

    def likest_first(self) -> list[OrderBy | str]:
        alike = TrigramWordSimilarity(self.text, f"{self.prefix}names")
        return [OrderBy(alike, descending=True), *self.shortest_first]

    def having(self, looked_for: Iterable[str], weights: str, *, whole: bool = False) -> Q:
        return self.where("words", query(looked_for, weights, whole=whole))

    def where(self, field: str, value: object) -> Q:
        return Q(**{f"{self.prefix}{field}": value})
