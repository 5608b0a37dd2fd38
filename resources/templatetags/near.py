"""Small helps for the page "Near you"."""

from typing import Any

from django import template

from resources import phrases
from resources.models import Place, Resource

register = template.Library()


@register.simple_tag(takes_context=True)
def more_link(context: dict[str, Any], number: int) -> str:
    """The same page with more of one section, and that section in view."""
    query = context["request"].GET.copy()
    query.appendlist("more", str(number))
    return f"?{query.urlencode()}#group-{number}"


@register.filter
def when_words(resource: Resource) -> list[str]:
    return phrases.when_words(resource)


@register.filter
def access_words(place: Place | None) -> list[str]:
    return phrases.access_words(place) if place else []


@register.filter
def where_words(place: Place) -> str:
    """The address on one line."""
    parts = [place.name, place.address, place.town, place.postcode]
    return ", ".join(part for part in parts if part)
