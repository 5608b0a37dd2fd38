"""Numbered pages that cost the same from the first to the last.

OFFSET walks over every row before the page. So the list's outline is worked out once: how many
rows there are, and the key of every 500th. A page then starts at the nearest of those. The
outline is kept for a minute at most, and only until the directory is next written to.
"""

import hashlib
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from geography.memory import cache

STRIDE = 500
KEPT_FOR = 60  # seconds


class Outline(NamedTuple):
    total: int
    # the keys of rows 0, 500, 1000...
    marks: list[UUID]


class Page(NamedTuple):
    number: int
    per_page: int
    total: int
    rows: QuerySet[Any]


def page(rows: QuerySet[Any], *, number: int, per_page: int, kept_as: object = None) -> Page:
    """Rows in the order of their keys. `kept_as` names the list, so that its outline can be kept;
    without it nothing is. A page beyond the last is empty."""
    outline = outline_of(rows) if kept_as is None else kept_outline(rows, kept_as)
    mark, skip = divmod((number - 1) * per_page, STRIDE)
    if mark < len(outline.marks):
        # the first key is looked for in the index alone, before any row is read
        keys = rows.order_by("pk").filter(pk__gte=outline.marks[mark]).values("pk")
        start = Subquery(keys[skip : skip + 1])
        shown = rows.order_by("pk").filter(pk__gte=start)[:per_page]
        return Page(number, per_page, outline.total, shown)
    return Page(number, per_page, outline.total, rows.none())


def kept_outline(rows: QuerySet[Any], kept_as: object) -> Outline:
    key = "outline-" + hashlib.sha256(repr(kept_as).encode()).hexdigest()
    kept: Outline | None = cache.get(key)
    if kept is None:
        kept = outline_of(rows)
        cache.set(key, kept, KEPT_FOR)
    return kept


def outline_of(rows: QuerySet[Any]) -> Outline:
    numbered = rows.order_by().annotate(row=Window(RowNumber(), order_by="pk"))
    marks = numbered.annotate(past=F("row") % STRIDE).filter(past=1).order_by("row")
    return Outline(rows.count(), list(marks.values_list("pk", flat=True)))
