"""The area served, as a feed gives it, found among our local authorities or drawn."""

import json

from django.contrib.gis.geos import GEOSException, MultiPolygon, Polygon

from geography.models import LocalAuthority
from open_referral.harvest.places import Areas

UNREADABLE = (GEOSException, ValueError, TypeError, RecursionError, KeyError, AttributeError)


def find_authorities(areas: Areas, notes: list[str]) -> list[str]:
    """The codes of the local authorities served, as far as we know them."""
    codes = set(areas.authorities)
    by_code = set(LocalAuthority.objects.filter(pk__in=codes).values_list("pk", flat=True))
    by_name = dict(LocalAuthority.objects.filter(name__in=areas.names).values_list("name", "pk"))
    unknown = sorted(codes - by_code) + sorted(set(areas.names) - by_name.keys())
    if unknown:
        notes.append(
            f"Area served “{', '.join(unknown)[:200]}” was left out: we know no local authority "
            "of that name or code."
        )
    return sorted(by_code | set(by_name.values()))


def draw_area(areas: Areas, notes: list[str]) -> MultiPolygon | None:
    """The area of all shapes that can be read."""
    polygons: list[Polygon] = []
    for shape in areas.shapes:
        try:
            polygons += read_polygons(shape)
        except UNREADABLE:
            notes.append("The drawn area served cannot be read: left out.")
    return MultiPolygon(polygons, srid=4326) if polygons else None


def read_polygons(shape: str) -> list[Polygon]:
    """The polygons of a GeoJSON geometry. Raises one of UNREADABLE for anything else.

    Read here, not by GDAL, which would follow a reference to a coordinate system.
    """
    found = json.loads(shape)
    found = found.get("geometry", found)
    parts = {"Polygon": [found["coordinates"]], "MultiPolygon": found["coordinates"]}
    polygons = [Polygon(*rings, srid=4326) for rings in parts[found["type"]]]
    for polygon in polygons:
        west, south, east, north = polygon.extent
        on_earth = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
        if polygon.empty or polygon.hasz or not on_earth or not polygon.valid:
            raise ValueError
    return polygons
