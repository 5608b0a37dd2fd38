"""What a later stage adds to an earlier stage's page, found by the name of its address alone: the
earlier page knows nothing else of it, and goes without where there is no such address."""

import copy
import json
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, resolve

from facilitation.paths import path_to


def fragment(request: HttpRequest, name: str, *args: Any) -> dict[str, Any]:
    """The JSON that the view of that name answers, asked here and now for the same user; empty
    where this installation has no such view."""
    try:
        path = path_to(name, *args)
    except NoReverseMatch:
        return {}
    found = resolve("/" + path.removeprefix(get_script_prefix()))
    reader = copy.copy(request)
    reader.method = "GET"  # also while the page itself saves something
    answer: dict[str, Any] = json.loads(found.func(reader, *found.args, **found.kwargs).content)
    return answer
