"""Words to search by: the part of the query that finds what has them."""

import json
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet, Value

from facilitation.vocabulary import Condition
from resources.models import Listing
from resources.models.search_text import SHORTEST_MISTYPED, SearchText, TextSearch, query
from resources.near.phrases import SHORT
from resources.search_terms import plain, terms

# In every badge and many a label: they tell no condition from another.
SAID_OF_ALL = {"for", "people", "with", "and", "or", "a", "another", "other", "problems"}
ALIKE = 0.75  # of two words' letters: "asma" is asthma, "hear" is not learning
FEW = 300  # resources, which are quicker to join than to meet on the way outward
# More than these are soon met on the way outward: each is looked at there, and they are not listed.
MANY = 3000


class Called(NamedTuple):
    """The resources that are meant by the words: the head of a query that finds them, and the
    conditions for one to be among them, and to be so by its name. `joined`: the first condition,
    as it may become a join."""

    head: str
    found: str
    joined: str
    named: str


HEAD = "WITH called AS MATERIALIZED ({query}) "
FOUND = "l.resource_id IN (SELECT called.resource_id FROM called)"
NAMED = f"{FOUND[:-1]} WHERE named)"
# (an offset, so that it is asked for each row, and not for all at once)
EACH = "EXISTS (SELECT FROM ({query}) one WHERE one.resource_id = l.resource_id OFFSET 0)"
# This keeps it from becoming a join: each row that is met is looked up in a hash.
NOT_JOINED = "({condition}) IS TRUE"


def called(text: str) -> Iterator[Called]:
    """Those meant strictly, then those that could be meant; each only where there are any."""
    search = TextSearch(text, prefix="")
    for nth, condition in enumerate(search.conditions()):
        texts = SearchText.objects.filter(condition).values("resource_id", named=search.in_name)
        made = made_for(conditions_meant(text, loosely=nth > 0))
        if nth == 0 and search.terms and expected(texts) > MANY:
            yield among_many(search, texts, made)
            continue
        found = texts.union(*made, all=True) if made else texts
        number = found.count()
        if number:
            among = NOT_JOINED.format(condition=FOUND)
            named = NOT_JOINED.format(condition=NAMED)
            joined = FOUND if number <= FEW else among
            yield Called(HEAD.format(query=written(found)), among, joined, named)


def among_many(search: TextSearch, texts: QuerySet[Any, Any], made: list[Any]) -> Called:
    """Where the words are in so many that only those with all of them in their names are listed."""
    names = SearchText.objects.alias(in_names=search.in_names)
    named = names.filter(in_names=query(search.terms)).values("resource_id", named=Value(True))
    head = HEAD.format(query=written(named.union(*made, all=True) if made else named))
    each = EACH.format(query=written(texts))
    among = NOT_JOINED.format(condition=f"{FOUND} OR {each}" if made else each)
    return Called(head, among, among, NOT_JOINED.format(condition=FOUND))


def expected(found: QuerySet[Any, Any]) -> int:
    """How many rows PostgreSQL expects, by what it keeps of how common each word is."""
    return int(json.loads(found.explain(format="json"))[0]["Plan"]["Plan Rows"])


def written(found: QuerySet[Any, Any]) -> str:
    """As a part of a query with parameters of its own."""
    sql, params = found.query.sql_with_params()
    text: str = connection.ops.compose_sql(sql, params)  # type: ignore[attr-defined]
    return text.replace("%", "%%")


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
    if not conditions:
        return []
    made = Listing.objects.filter(for_conditions=True, conditions__overlap=conditions)
    parts = (made.exclude(point=None), made.filter(point=None))
    return [part.values("resource_id", named=Value(True)).distinct() for part in parts]


def is_meant(name: str, text: str) -> bool:
    """Whether the words are in an interest's name: then all of it is meant."""
    looked_for = terms(text)
    return bool(looked_for) and all(term in plain(name) for term in looked_for)
