"""The area served, as a feed gives it, found among our local authorities or drawn."""

import json

from django.contrib.gis.geos import GEOSException, MultiPolygon, Polygon

from geography.models import LocalAuthority
from open_referral.harvest.places import Areas

UNREADABLE = (GEOSException, ValueError, TypeError, RecursionError, KeyError, AttributeError)


class Authorities:
    """The local authorities that we know: some four hundred, read once a run."""

    def __init__(self) -> None:
        self.names = dict(LocalAuthority.objects.values_list("pk", "name"))
        self.codes = {name: code for code, name in self.names.items()}

    def find(self, areas: Areas, notes: list[str]) -> list[str]:
        """The codes of those served, as far as we know them."""
        codes, names = set(areas.authorities), set(areas.names)
        note_unknown(sorted(codes - self.names.keys()) + sorted(names - self.codes.keys()), notes)
        known = {self.codes[name] for name in names & self.codes.keys()}
        return sorted(codes & self.names.keys() | known)


def note_unknown(unknown: list[str], notes: list[str]) -> None:
    if unknown:
        notes.append(
            f"Area served “{', '.join(unknown)[:200]}” was left out: we know no local authority "
            "of that name or code."
        )


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
