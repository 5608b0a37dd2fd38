"""Small helps for the page "Near you"."""

from collections.abc import Sequence
from typing import Any

from django import template

from resources import phrases
from resources.models import Place, Resource
from resources.near import entries
from resources.near.index import Entry

register = template.Library()


@register.simple_tag(takes_context=True)
def more_link(context: dict[str, Any], number: int) -> str:
    """The same page with more of one section, and that section in view."""
    query = context["request"].GET.copy()
    query.appendlist("more", str(number))
    query["section"] = str(number)
    return f"?{query.urlencode()}#group-{number}"


@register.simple_tag(takes_context=True)
def section_link(context: dict[str, Any], number: int) -> str:
    """The same page with that section open, and in view."""
    query = context["request"].GET.copy()
    query["section"] = str(number)
    return f"?{query.urlencode()}#group-{number}"


@register.filter
def numbered(index: list[Entry], number: int) -> Entry | None:
    """The entry of a section in the index."""
    return next((entry for entry in index if entry.number == number), None)


@register.simple_tag(takes_context=True)
def own_reasons(context: dict[str, Any], because: list[str]) -> list[str]:
    """A result's reasons, less those that are told once for the section it stands in."""
    section = context.get("section")
    told: Sequence[str] = section.wanted.because if section else ()
    return [reason for reason in because if reason not in told]


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


@register.simple_tag
def entry_details(resource: Resource, place: Place | None) -> str:
    return entries.details(resource, place)
