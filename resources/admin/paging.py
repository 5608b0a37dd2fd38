"""The pages of a search: the first one ranks no more than it must."""

from typing import Any

from django.core.paginator import Page, Paginator

from resources.models import Resource
from resources.models.search_text import TextSearch


class SearchPaginator(Paginator[Resource]):
    def __init__(self, like: Paginator[Resource], search: TextSearch) -> None:
        super().__init__(like.object_list, like.per_page, like.orphans, like.allow_empty_first_page)
        self.search = search

    def page(self, number: Any) -> Page[Resource]:
        found = super().page(number)
        if found.number == 1 and self.count > self.per_page:
            found.object_list = self.search.first(self.object_list)  # type: ignore[arg-type]
        return found
