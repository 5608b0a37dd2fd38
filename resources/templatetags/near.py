"""Small helps for the page "Near you"."""

from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from resources import phrases
from resources.models import Place, Resource
from resources.near import entries
from resources.near.index import Entry
from resources.near.lines import line
from resources.near.page import Folded, Result

register = template.Library()


@register.simple_tag(takes_context=True)
def more_link(context: dict[str, Any], number: int) -> str:
    """The same page with more of one section, and that section in view."""
    query = copy(context["request"].GET)
    query.appendlist("more", str(number))
    query["section"] = str(number)
    return f"?{query.urlencode()}#group-{number}"


@register.simple_tag(takes_context=True)
def section_link(context: dict[str, Any], number: int) -> str:
    """The same page with that section open, and in view."""
    query = copy(context["request"].GET)
    query["section"] = str(number)
    return f"?{query.urlencode()}#group-{number}"


@register.filter
def numbered(index: list[Entry], number: int) -> Entry | None:
    """The entry of a section in the index."""
    return next((entry for entry in index if entry.number == number), None)


@register.simple_tag
def folded_lines(folded: Iterable[Folded]) -> SafeString:
    """What is folded away, each in one line: a page has hundreds."""
    return format_html_join("", "<li>{}</li>", ((one.words,) for one in folded))


@register.simple_tag(takes_context=True)
def result_line(context: Context, result: Result, ask_first: bool = False) -> SafeString:
    """One result, as the page around it shows it: chosen or not, with its reasons less those that
    are told once for the section it stands in."""
    section = context.get("section")
    told: Sequence[str] = section.wanted.because if section else ()
    is_chosen = result.key in (context.get("chosen") or ())
    choosing = context.get("choosing") or {}
    if choosing and context["session"].finished_at:
        choosing = {}
    words = {
        "key": result.key,
        "number": str(result.number or ""),
        "name": result.resource.name,
        "made_for": result.made_for,
        "facts": " · ".join(result.facts),
        "because": " and ".join(reason for reason in result.because if reason not in told),
        "for_whom": result.for_whom,
        "checked": result.checked,
        "details": entries.details(result.resource, result.place),
        "wrong_url": context.get("wrong_url", ""),
        "choose_url": choosing.get("unchoose_url" if is_chosen else "choose_url", ""),
        "place": str(result.place.pk) if result.place else "",
        "csrf_token": context.get("csrf_token", ""),
    }
    said = {"also": bool(section), "ask_first": ask_first, "is_chosen": is_chosen}
    return line(words, frozenset(name for name, is_so in said.items() if is_so))


@register.filter
def when_words(resource: Resource, place: Place | None) -> list[str]:
    return phrases.when_words(resource, place)


@register.filter
def all_when_words(resource: Resource) -> list[str]:
    return phrases.all_when_words(resource)


@register.filter
def access_words(place: Place | None) -> list[str]:
    return phrases.access_words(place) if place else []


@register.filter
def where_words(place: Place) -> str:
    """The address on one line."""
    parts = [place.name, place.address, place.town, place.postcode]
    return ", ".join(part for part in parts if part)
