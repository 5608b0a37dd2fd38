"""Words to search by: the part of the query that finds what has them."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet, Value

from facilitation.vocabulary import Condition
from resources.models import Listing
from resources.models.search_text import SHORTEST_MISTYPED, SearchText, TextSearch
from resources.near.phrases import SHORT
from resources.search_terms import plain, terms

# In every badge and many a label: they tell no condition from another.
SAID_OF_ALL = {"for", "people", "with", "and", "or", "a", "another", "other", "problems"}
ALIKE = 0.75  # of two words' letters: "asma" is asthma, "hear" is not learning
FEW = 300  # resources, which are quicker to join than to meet on the way outward


class Called(NamedTuple):
    """The resources that are meant by the words: the head of a query that finds them, and the
    conditions for one to be among them, and to be so by its name."""

    head: str
    found: str
    named: str


HEAD = "WITH called AS MATERIALIZED ({query}) "
FOUND = "l.resource_id IN (SELECT called.resource_id FROM called)"
# This keeps it from becoming a join: each row that is met is looked up in a hash.
NOT_JOINED = "({condition}) IS TRUE"


def called(text: str) -> Iterator[Called]:
    """Those meant strictly, then those that could be meant; each only where there are any."""
    search = TextSearch(text, prefix="")
    for nth, condition in enumerate(search.conditions()):
        texts = SearchText.objects.filter(condition).values("resource_id", named=search.in_name)
        meant = conditions_meant(text, loosely=nth > 0)
        found = texts.union(*made_for(meant), all=True) if meant else texts
        number = found.count()
        if number:
            sql, params = found.query.sql_with_params()
            written = connection.ops.compose_sql(sql, params)  # type: ignore[attr-defined]
            # it becomes a part of a query with parameters of its own
            head = HEAD.format(query=written.replace("%", "%%"))
            among = FOUND if number <= FEW else NOT_JOINED.format(condition=FOUND)
            yield Called(head, among, NOT_JOINED.format(condition=f"{FOUND[:-1]} WHERE named)"))


def conditions_meant(text: str, *, loosely: bool = False) -> list[Condition]:
    """The conditions whose badge, "for people with COPD or asthma", or label has all the words, in
    whole or begun; `loosely`, or words that are like them."""
    looked_for = [term for term in terms(text) if term not in SAID_OF_ALL]

    def has(words: list[str], term: str) -> bool:
        begun = any(word.startswith(term) for word in words)
        mistyped = loosely and term.isalpha() and len(term) >= SHORTEST_MISTYPED
        return begun or (mistyped and bool(get_close_matches(term, words, 1, ALIKE)))

    called_so = {one: plain(f"{short} {one.label}").split() for one, short in SHORT.items()}
    return [
        condition
        for condition, words in called_so.items()
        if looked_for and all(has(words, term) for term in looked_for)
    ]


def made_for(conditions: list[Condition]) -> list[QuerySet[Listing, Any]]:
    """What was made for people with one of these, as good as named so: at places, for which there
    is an index, and elsewhere."""
    made = Listing.objects.filter(for_conditions=True, conditions__overlap=conditions)
    parts = (made.exclude(point=None), made.filter(point=None))
    return [part.values("resource_id", named=Value(True)).distinct() for part in parts]


def is_meant(name: str, text: str) -> bool:
    """Whether the words are in an interest's name: then all of it is meant."""
    looked_for = terms(text)
    return bool(looked_for) and all(term in plain(name) for term in looked_for)
