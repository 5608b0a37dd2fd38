"""Every address of the site, found by walking the URL configuration."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver, reverse


class Address(NamedTuple):
    """`route` is the whole pattern, as the URL configuration spells it: no two are the same."""

    route: str
    name: str
    takes: tuple[str, ...]  # its parameters

    def url(self, values: Mapping[str, object]) -> str:
        if self.name:
            return reverse(self.name, kwargs={key: values[key] for key in self.takes})
        filled = re.sub(r"<\w+:(\w+)>", lambda found: str(values[found[1]]), self.route)
        return re.sub(r"\(\?P<(\w+)>\.\*\)\$", lambda found: str(values[found[1]]), filled)


def walk(
    resolver: URLResolver | None = None,
    above: str = "/",
    namespace: str = "",
    taken: tuple[str, ...] = (),
) -> Iterator[Address]:
    for entry in (resolver or get_resolver()).url_patterns:
        route = above + str(entry.pattern).removeprefix("^")
        takes = (*taken, *entry.pattern.converters, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from walk(entry, route, inner, takes)
        elif isinstance(entry, URLPattern):
            name = namespace + entry.name if entry.name else ""
            yield Address(route, name, tuple(dict.fromkeys(takes)))
