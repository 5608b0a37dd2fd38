"""Words to search by: the part of the query that finds what has them."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection

from resources.models.search_text import SearchText, TextSearch
from resources.search_terms import plain, terms

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
    for condition in search.conditions():
        found = SearchText.objects.filter(condition)
        number = found.count()
        if number:
            sql, params = found.values("resource_id", named=search.in_name).query.sql_with_params()
            written = connection.ops.compose_sql(sql, params)  # type: ignore[attr-defined]
            # it becomes a part of a query with parameters of its own
            head = HEAD.format(query=written.replace("%", "%%"))
            among = FOUND if number <= FEW else NOT_JOINED.format(condition=FOUND)
            yield Called(head, among, NOT_JOINED.format(condition=f"{FOUND[:-1]} WHERE named)"))


def is_meant(name: str, text: str) -> bool:
    """Whether the words are in an interest's name: then all of it is meant."""
    looked_for = terms(text)
    return bool(looked_for) and all(term in plain(name) for term in looked_for)
