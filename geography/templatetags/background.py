"""What a map's background is drawn from, for the templates of every app that has a map."""

from typing import Any

from django import template
from django.conf import settings

from geography import basemap

register = template.Library()


@register.inclusion_tag("geography/background.html")
def background(*, names: bool = False) -> dict[str, Any]:
    """Attributes of the map's element; `names`: whether those of towns and streets are written."""
    return {
        "names": names,
        "tile_url": settings.GENIE_TILE_URL,
        "tile_attribution": settings.GENIE_TILE_ATTRIBUTION,
        "basemap": basemap.current(),
        "renderer": settings.BASEMAP_RENDERER,
    }
