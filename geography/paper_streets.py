"""The streets of a map for paper, where there is a file with some (`basemap`): vector tiles read by
GDAL, which knows them, and drawn in black and grey."""

import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import pairwise
from math import atan2, degrees, hypot, log2
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, Protocol

from django.contrib.gis.gdal import DataSource, GDALException
from django.contrib.gis.gdal.feature import Feature
from pmtiles.reader import MmapSource, Reader
from pmtiles.tile import Compression

from geography import basemap

# What a street is, by its `kind`, `class` or `type` in the schemes of `basemap`: the same as in
# static/geography/basemap-style.js.
STREETS = {
    "motorway": {"Motorway", "highway", "motorway"},
    "main": {
        *("Primary", "A Road", "B Road", "major_road", "trunk", "primary", "secondary"),
        "tertiary",
    },
    "minor": {"Minor", "Local", "Restricted", "minor_road", "minor", "service", "busway"},
    "rail": {"rail", "transit", "Multi Track", "Single Track", "Narrow Gauge"},
}
KIND_OF = {word: kind for kind, words in STREETS.items() for word in words}
LINES = {"roads", "transportation", "rail"}
NAMES = {"roads", "transportation_name"}
WATER = {"sea", "surfacewater", "water"}
LEAST_SQUARE = 400  # how small one tile is drawn
HALF_WORLD = 20_037_508.342789244  # metres of the web map from its middle to its edge
LETTER = 11  # how wide one is, in the drawing
MOST_NAMES = 14

Line = list[tuple[float, float]]


class Frame(Protocol):
    """See `geography.paper`."""

    @property
    def west(self) -> float: ...
    @property
    def north(self) -> float: ...
    @property
    def scale(self) -> float: ...

    def squares(self, zoom: int) -> Iterator[tuple[int, int]]: ...


class Found(NamedTuple):
    layer: str
    says: dict[str, Any]
    shape: Any  # a geometry in metres of the web map


def streets(frame: Frame) -> dict[str, Any] | None:
    """Paths by kind of street, water, and names along the streets; None where there is no file, or
    it shows nothing here."""
    file = basemap.current()
    if file is None:
        return None
    paths: dict[str, list[str]] = defaultdict(list)
    named: dict[str, Line] = {}
    for found in features(file.path, frame):
        if found.layer in WATER and found.shape.geom_type.name.endswith("Polygon"):
            paths["water"] += [path(ring, frame) + "Z" for ring in rings(found.shape)]
        elif found.layer in LINES | NAMES and "LineString" in found.shape.geom_type.name:
            take_line(found, frame, paths, named)
    if not paths:
        return None
    return {
        **{kind: "".join(paths[kind]) for kind in ("water", *STREETS)},
        "names": names(named),
        "attribution": file.attribution,
    }


def take_line(
    found: Found, frame: Frame, paths: dict[str, list[str]], named: dict[str, Line]
) -> None:
    says = found.says
    word = says.get("kind") or says.get("class") or says.get("type")
    kind = KIND_OF.get(str(word), "rail" if found.layer == "rail" else "")
    if not kind:
        return
    for line in lines(found.shape):
        if found.layer in LINES:
            paths[kind].append(path(line, frame))
        name = says.get("name") or says.get("name1")
        if found.layer in NAMES and kind != "rail" and name:
            drawn = [place(point, frame) for point in line]
            named[name] = max(named.get(name, []), longest_piece(drawn), key=length)


def features(path: str, frame: Frame) -> Iterator[Found]:
    """All that the file's squares under the drawing hold."""
    with open(path, "rb") as file, TemporaryDirectory() as folder:
        reader = Reader(MmapSource(file))
        header = reader.header()
        zoom = int(log2(frame.scale / LEAST_SQUARE))
        zoom = min(max(zoom, header["min_zoom"]), header["max_zoom"])
        for x, y in frame.squares(zoom):
            content = reader.get(zoom, x, y)
            if content is None:
                continue
            if header["tile_compression"] == Compression.GZIP:
                content = gzip.decompress(content)
            # by this address GDAL knows where in the world it is
            square = Path(folder) / str(zoom) / str(x) / f"{y}.pbf"
            square.parent.mkdir(parents=True, exist_ok=True)
            square.write_bytes(content)
            yield from features_of(square)


def features_of(square: Path) -> Iterator[Found]:
    """What cannot be read, or has no shape, is not drawn."""
    with suppress(GDALException):
        source = DataSource(str(square))
        for layer in (source[number] for number in range(source.layer_count)):
            if layer.name in LINES | NAMES | WATER:
                yield from filter(None, (found_in(layer.name, feature) for feature in layer))


def found_in(layer: str, feature: Feature) -> Found | None:
    with suppress(GDALException):
        return Found(layer, says(feature), feature.geom)
    return None


def says(feature: Feature) -> dict[str, Any]:
    wanted = ("kind", "class", "type", "name", "name1")
    return {name: feature.get(name) for name in wanted if name in feature.fields}


def lines(shape: Any) -> Iterable[Line]:
    return [shape.coords] if shape.geom_type.name == "LineString" else list(shape.coords)


def rings(shape: Any) -> Iterator[Line]:
    for polygon in [shape.coords] if shape.geom_type.name == "Polygon" else shape.coords:
        yield from polygon


def place(point: tuple[float, ...], frame: Frame) -> tuple[float, float]:
    """From metres of the web map into the drawing."""
    x = (point[0] + HALF_WORLD) / (2 * HALF_WORLD)
    y = (HALF_WORLD - point[1]) / (2 * HALF_WORLD)
    return (x - frame.west) * frame.scale, (y - frame.north) * frame.scale


def path(line: Iterable[tuple[float, ...]], frame: Frame) -> str:
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in (place(point, frame) for point in line))


def longest_piece(line: Line) -> Line:
    """Of a line, the straight piece on which a name has the most room."""
    return max(([*ends] for ends in pairwise(line)), key=length, default=[])


def length(piece: Line) -> float:
    return hypot(piece[1][0] - piece[0][0], piece[1][1] - piece[0][1]) if piece else 0


def names(named: dict[str, Line]) -> list[dict[str, Any]]:
    """Those that fit on their street, the longest streets first, none across another."""
    found: list[dict[str, Any]] = []
    for name, piece in sorted(named.items(), key=lambda one: -length(one[1])):
        room = len(name) * LETTER
        if length(piece) < room or len(found) == MOST_NAMES:
            continue
        (x1, y1), (x2, y2) = sorted(piece)
        x, y = (x1 + x2) / 2, (y1 + y2) / 2
        near = any(hypot(x - one["x"], y - one["y"]) < (room + one["room"]) / 2 for one in found)
        if not near:
            turn = round(degrees(atan2(y2 - y1, x2 - x1)), 1)
            found.append({"name": name, "x": round(x), "y": round(y), "turn": turn, "room": room})
    return found
