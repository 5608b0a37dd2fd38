"""What `manage.py check` says of the maps' background, as every command does when it begins.

Warnings: a map is drawn all the same, from what is in the database, and a disk that is not mounted
stops no reminder.
"""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

from geography.basemap import BasemapError, read

WITHOUT = "Maps are drawn without streets meanwhile. docs/basemap.md says how to make such a file."


@register
def check_basemap(**kwargs: Any) -> list[CheckMessage]:
    if not settings.GENIE_BASEMAP:
        return []
    try:
        basemap = read(settings.GENIE_BASEMAP)
    except BasemapError as problem:
        return [Warning(f"GENIE_BASEMAP: {problem}", hint=WITHOUT, id="geography.W001")]
    if not settings.BASEMAP_RENDERER:
        return [
            Warning(
                "GENIE_BASEMAP: what draws it is not installed.",
                hint="npm ci --omit=dev, and then collectstatic.",
                id="geography.W002",
            )
        ]
    if not basemap.attribution:
        return [
            Warning(
                "GENIE_BASEMAP: the file does not say whom to name on the map.",
                hint="Set GENIE_BASEMAP_ATTRIBUTION to what the data's licence asks for.",
                id="geography.W003",
            )
        ]
    return []
