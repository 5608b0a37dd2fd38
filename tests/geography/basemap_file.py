"""A tiny basemap, as somebody would bring one: a few made-up streets round SO17 1BJ.

PostGIS makes the tiles, the `pmtiles` package the file, in the words of any of the schemes that we
draw.
"""

import gzip
import json
from collections.abc import Iterator
from math import asinh, pi, radians, tan
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import write

WEST, SOUTH, EAST, NORTH = -1.42, 50.92, -1.37, 50.95
ZOOMS = range(5, 15)
ATTRIBUTION = '<a href="https://maps.example/copyright">© Nobody &amp; sons</a>'

STREET = "LINESTRING(-1.42 50.9341, -1.37 50.9341)"
MAIN = "LINESTRING(-1.3957 50.92, -1.3957 50.95)"
PARK = "POLYGON((-1.412 50.936, -1.402 50.936, -1.402 50.945, -1.412 50.945, -1.412 50.936))"
RIVER = "POLYGON((-1.385 50.92, -1.381 50.92, -1.381 50.95, -1.385 50.95, -1.385 50.92))"
HOUSE = "POLYGON((-1.3945 50.9345, -1.394 50.9345, -1.394 50.935, -1.3945 50.935, -1.3945 50.9345))"
RAIL = "LINESTRING(-1.42 50.925, -1.37 50.93)"
MIDDLE, STATION = "POINT(-1.3935 50.937)", "POINT(-1.39 50.9283)"


class Feature(NamedTuple):
    layer: str
    shape: str
    says: dict[str, Any]


SCHEMES = {
    "protomaps": [
        Feature("landuse", PARK, {"kind": "park"}),
        Feature("water", RIVER, {"kind": "river"}),
        Feature("buildings", HOUSE, {"kind": "building"}),
        Feature("roads", RAIL, {"kind": "rail"}),
        Feature("roads", STREET, {"kind": "minor_road", "name": "Made-up Road"}),
        Feature("roads", MAIN, {"kind": "major_road", "name": "The Avenue", "ref": "A33"}),
        Feature("places", MIDDLE, {"kind": "neighbourhood", "name": "Portswood"}),
        Feature("pois", STATION, {"kind": "station", "name": "St Denys"}),
    ],
    "zoomstack": [
        Feature("greenspaces", PARK, {"type": "Public Park Or Garden"}),
        Feature("surfacewater", RIVER, {"type": "Local"}),
        Feature("buildings", HOUSE, {}),
        Feature("rail", RAIL, {"type": "Multi Track"}),
        Feature("roads", STREET, {"type": "Local", "name": "Made-up Road", "level": 0}),
        Feature("roads", MAIN, {"type": "A Road", "name": "The Avenue", "number": "A33"}),
        Feature("names", MIDDLE, {"type": "Suburban Area", "name1": "Portswood"}),
        Feature("railway_stations", STATION, {"type": "Railway Station", "name": "St Denys"}),
    ],
    "openmaptiles": [
        Feature("park", PARK, {"class": "local_park"}),
        Feature("water", RIVER, {"class": "river"}),
        Feature("building", HOUSE, {}),
        Feature("transportation", RAIL, {"class": "rail"}),
        Feature("transportation", STREET, {"class": "minor"}),
        Feature("transportation", MAIN, {"class": "primary"}),
        Feature("transportation_name", STREET, {"class": "minor", "name": "Made-up Road"}),
        Feature("transportation_name", MAIN, {"class": "primary", "name": "The Avenue"}),
        Feature("place", MIDDLE, {"class": "suburb", "name": "Portswood"}),
        Feature("poi", STATION, {"class": "railway", "name": "St Denys"}),
    ],
}

# One layer of one square.
TILE = """
SELECT ST_AsMVT(feature, %(layer)s, 4096, 'shape') FROM (
    SELECT says::jsonb AS says, ST_AsMVTGeom(
        ST_Transform(ST_GeomFromText(wkt, 4326), 3857), ST_TileEnvelope(%(z)s, %(x)s, %(y)s)
    ) AS shape
    FROM unnest(%(says)s, %(shapes)s) AS given (says, wkt)
) feature WHERE shape IS NOT NULL
"""


def write_basemap(
    path: Path,
    scheme: str = "protomaps",
    *,
    features: list[Feature] | None = None,
    bounds: tuple[float, float, float, float] = (WEST, SOUTH, EAST, NORTH),
    zooms: range = ZOOMS,
    metadata: dict[str, Any] | None = None,
    **header: Any,
) -> Path:
    """`header` and `metadata` over what such a file says otherwise. Needs the database."""
    features = SCHEMES[scheme] if features is None else features
    layers = list(dict.fromkeys(feature.layer for feature in features))
    west, south, east, north = bounds
    with write(str(path)) as writer:
        for z in zooms:
            for x, y in squares(z, bounds):
                tile = b"".join(encode(z, x, y, layer, features) for layer in layers)
                if tile:
                    writer.write_tile(zxy_to_tileid(z, x, y), gzip.compress(tile, mtime=0))
        writer.finalize(
            {
                "tile_type": TileType.MVT,
                "tile_compression": Compression.GZIP,
                "min_lon_e7": round(west * 1e7),
                "min_lat_e7": round(south * 1e7),
                "max_lon_e7": round(east * 1e7),
                "max_lat_e7": round(north * 1e7),
                "center_zoom": max(zooms),
                "center_lon_e7": round((west + east) / 2 * 1e7),
                "center_lat_e7": round((south + north) / 2 * 1e7),
                **header,
            },
            {
                "attribution": ATTRIBUTION,
                "vector_layers": [{"id": layer, "fields": {}} for layer in layers],
                **(metadata or {}),
            },
        )
    return path


def squares(z: int, bounds: tuple[float, float, float, float]) -> Iterator[tuple[int, int]]:
    west, south, east, north = bounds
    for x in range(across(z, west), across(z, east) + 1):
        for y in range(down(z, north), down(z, south) + 1):
            yield x, y


def across(z: int, longitude: float) -> int:
    return int((longitude + 180) / 360 * 2**z)


def down(z: int, latitude: float) -> int:
    return int((1 - asinh(tan(radians(latitude))) / pi) / 2 * 2**z)


def encode(z: int, x: int, y: int, layer: str, features: list[Feature]) -> bytes:
    of_layer = [feature for feature in features if feature.layer == layer]
    with connection.cursor() as cursor:
        cursor.execute(
            TILE,
            {
                "z": z,
                "x": x,
                "y": y,
                "layer": layer,
                "says": [json.dumps(feature.says) for feature in of_layer],
                "shapes": [feature.shape for feature in of_layer],
            },
        )
        (encoded,) = cursor.fetchone()
    return bytes(encoded or b"")
