"""Points that come from elsewhere: read from the ways people write them, and checked. One rule for
files and feeds: only a point inside the United Kingdom or the Crown dependencies is taken, as it
was given; one that is not is refused with a sentence, and never put right by guessing. No database.
"""

import re
from functools import cache

from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Point, Polygon
from django.contrib.gis.geos.prepared import PreparedGeometry
from geopy.distance import geodesic

BRITISH_GRID, IRISH_GRID, WGS84, WEB_MERCATOR = 27700, 29902, 4326, 3857
# What the metres of web maps are between 9° W and 2° E, and between 49° and 61° N: far from any
# that a national grid has. 0, 0 is no place of ours there either.
WEB_EAST, WEB_NORTH = (-1_010_000, 230_000), (6_270_000, 8_630_000)
# A point farther than this from its postcode's own is another place's. The postcodes of the
# Highlands reach about as far. (Our decision.)
FARTHEST = 5000  # metres

# Longitude, latitude: drawn by hand through the sea, and close beside the Irish border.
# Every located postcode of the ONS Postcode Directory of November 2025 lies inside.
GREAT_BRITAIN_AND_ULSTER = (
    (-6.6, 49.7), (-3.9, 49.9), (-1.4, 50.35), (0.3, 50.5), (1.0, 50.7), (1.48, 51.03),
    (2.0, 51.4), (2.2, 52.3), (2.1, 53.2), (0.8, 53.7), (-0.9, 55.3), (-1.2, 57.2), (-0.3, 60.2),
    (-0.3, 61.2), (-2.6, 61.2), (-4.6, 59.4), (-8.0, 58.9), (-9.1, 57.9), (-8.2, 56.5),
    (-6.9, 55.6), (-6.9, 55.23), (-7.2, 55.11), (-7.45, 55.06), (-7.55, 54.8), (-7.8, 54.73),
    (-8.25, 54.5), (-8.15, 54.38), (-7.9, 54.2), (-7.55, 54.08), (-7.3, 54.11), (-7.12, 54.2),
    (-7.0, 54.37), (-6.88, 54.25), (-6.7, 54.02), (-6.4, 54.02), (-6.25, 54.08), (-6.0, 53.97),
    (-5.3, 53.85), (-5.3, 53.0), (-6.0, 51.6), (-6.9, 50.2), (-6.6, 49.7),
)  # fmt: skip
CHANNEL_ISLANDS = (
    (-2.75, 49.1), (-1.97, 49.1), (-1.97, 49.78), (-2.75, 49.78), (-2.75, 49.1),
)  # fmt: skip

NUMBER = r"[+-]?\d+(?:\.\d+)?"
PAIR = re.compile(rf"({NUMBER})(?:\s*[,;]\s*|\s+)({NUMBER})")
# as databases and JSON write them: longitude first
COMPASS = re.compile(r"(\d+(?:\.\d+)?)\s*°?\s*([NSEW])\b", re.IGNORECASE)
# 50°56'03.1"N, with whatever marks
SEXAGESIMAL = re.compile(
    r"(\d{1,2})\s*[°º]\s*(\d{1,2}(?:\.\d+)?)\s*['’′]\s*"
    r"(?:(\d{1,2}(?:\.\d+)?)\s*(?:\"|”|″|''|’’|′′))?\s*([NSEW]?)",
    re.IGNORECASE,
)
WELL_KNOWN = re.compile(rf"(?:SRID=4326;)?\s*POINT\s*\(\s*({NUMBER})\s+({NUMBER})\s*\)", re.I)
GRID_LETTERS = re.compile(r"([HJNOST][A-HJ-Z])\s*(\d+)\s*(\d*)")
MOST_GRID_DIGITS = 5
OUTSIDE = "is not in the United Kingdom"


class PointError(ValueError):
    """The point cannot be taken. The message says why in plain words."""


def at(latitude: float, longitude: float) -> Point:
    """A point in degrees of WGS84. Raises PointError outside the United Kingdom."""
    point = Point(longitude, latitude, srid=WGS84)
    if is_inside(point):
        return point
    said = f"Latitude {latitude:g}, longitude {longitude:g}"
    if latitude == longitude == 0:
        raise PointError(f"{said} is in the sea off Africa: it was left out.")
    if is_inside(Point(latitude, longitude, srid=WGS84)):
        raise PointError(f"{said} was left out: latitude and longitude look swapped.")
    if looks_like_grid(latitude, longitude):
        raise PointError(f"{said} was left out: these look like an easting and a northing.")
    raise PointError(f"{said} {OUTSIDE}: it was left out.")


def grid_of(postcode: str) -> int:
    """The grid that eastings and northings beside a postcode are on: Northern Ireland's own."""
    return IRISH_GRID if postcode.strip().upper().startswith("BT") else BRITISH_GRID


def at_grid(easting: float, northing: float, grid: int = BRITISH_GRID) -> Point:
    """A point in metres of a grid, or of web maps, as degrees. Raises PointError."""
    said = f"Easting {easting:.10g}, northing {northing:.10g}"
    of_web = looks_like_web_map(easting, northing)
    if of_web or looks_like_grid(easting, northing):
        point = Point(easting, northing, srid=WEB_MERCATOR if of_web else grid)
        point.transform(WGS84)
        # to a tenth of a metre: beyond that it is GDAL's own noise
        point = Point(round(point.x, 6), round(point.y, 6), srid=WGS84)
        if is_inside(point):
            return point
    if is_inside(Point(northing, easting, srid=WGS84)) or is_inside(
        Point(easting, northing, srid=WGS84)
    ):
        raise PointError(f"{said} was left out: these look like degrees.")
    raise PointError(f"{said} {OUTSIDE}: it was left out.")


def read_degrees(latitude: str, longitude: str) -> Point | None:
    """From two texts that are said to be degrees; None where both are empty. Raises PointError."""
    if not latitude.strip() and not longitude.strip():
        return None
    numbers = number(latitude), number(longitude)
    if None in numbers:
        raise PointError(
            f"Latitude “{latitude.strip()}”, longitude “{longitude.strip()}” was left out: degrees "
            "are written like 50.9341 and -1.3957."
        )
    return at(*numbers)  # type: ignore[arg-type]


def read_grid(easting: str, northing: str, grid: int = BRITISH_GRID) -> Point | None:
    """From two texts that are said to be metres of the grid. Raises PointError."""
    if not easting.strip() and not northing.strip():
        return None
    numbers = number(easting), number(northing)
    if None in numbers:
        raise PointError(
            f"Easting “{easting.strip()}”, northing “{northing.strip()}” was left out: metres are "
            "written like 442500 and 112500."
        )
    return at_grid(*numbers, grid)  # type: ignore[arg-type]


def read_pair(text: str, grid: int = BRITISH_GRID) -> Point | None:
    """From one text with both numbers: "50.93, -1.39", in metres too; "POINT (-1.39 50.93)"; a grid
    reference. Which comes first is not said, but only one order lies in the United Kingdom: that is
    taken. Raises PointError."""
    tidy = text.strip()
    if not tidy:
        return None
    if known := WELL_KNOWN.fullmatch(tidy):
        return at(float(known[2]), float(known[1]))
    if letters := GRID_LETTERS.fullmatch(tidy.upper()):
        return at_grid(*from_letters(*letters.groups()))
    pair = PAIR.fullmatch(signed(degrees(tidy.strip("()[]{} "))))
    if not pair:
        raise PointError(f"“{tidy[:80]}” was left out: a point is written like 50.9341, -1.3957.")
    one, other = float(pair[1]), float(pair[2])
    if is_inside(Point(one, other, srid=WGS84)):
        return at(other, one)
    in_metres = looks_like_grid(one, other) or looks_like_web_map(one, other)
    return at_grid(one, other, grid) if in_metres else at(one, other)


def degrees(text: str) -> str:
    """Minutes and seconds as parts of a degree: "50.934167 N" for "50°56'03" N"."""

    def decimal(one: re.Match[str]) -> str:
        minutes, seconds = float(one[2]), float(one[3] or 0)
        return f"{float(one[1]) + minutes / 60 + seconds / 3600:.6f} {one[4] or ''}".strip()

    return SEXAGESIMAL.sub(decimal, text)


def signed(text: str) -> str:
    """With signs for the points of the compass: "50.93, -1.39" for "50.93°N, 1.39°W"."""
    return COMPASS.sub(lambda one: f"{'-' if one[2] in 'SWsw' else ''}{one[1]}", text)


def from_letters(letters: str, first: str, second: str) -> tuple[float, float]:
    """Easting and northing of a grid reference such as SU 425 125. Raises PointError."""
    digits = first + second
    half = len(digits) // 2
    if len(digits) % 2 or not 1 <= half <= MOST_GRID_DIGITS or (second and len(second) != half):
        raise PointError(f"“{letters} {first} {second}”".replace(" ”", "”") + " was left out.")
    # 25 letters without I, from the top left: squares of 500 km, and in them of 100 km
    large, small = (ord(letter) - ord("A") - (letter > "I") for letter in letters)
    east = (large % 5 - 2) * 5 + small % 5
    north = (19 - large // 5 * 5) - small // 5
    unit = 10 ** (MOST_GRID_DIGITS - half)
    # the middle of the square that is named
    return (
        east * 100_000 + int(digits[:half]) * unit + unit / 2,
        north * 100_000 + int(digits[half:]) * unit + unit / 2,
    )


def number(text: str) -> float | None:
    tidy = text.strip().replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", tidy):
        tidy = tidy.replace(",", "")  # 442,500
    return float(tidy) if re.fullmatch(NUMBER, tidy) else None


def looks_like_grid(easting: float, northing: float) -> bool:
    return 1000 <= easting <= 700_000 and 1000 <= northing <= 1_300_000


def looks_like_web_map(x: float, y: float) -> bool:
    """Metres as ArcGIS and web maps count them (EPSG:3857): from Greenwich and the equator."""
    return WEB_EAST[0] <= x <= WEB_EAST[1] and WEB_NORTH[0] <= y <= WEB_NORTH[1]


def is_inside(point: Point) -> bool:
    return land().contains(point)


@cache
def land() -> PreparedGeometry:
    shapes: GEOSGeometry = MultiPolygon(
        Polygon(GREAT_BRITAIN_AND_ULSTER), Polygon(CHANNEL_ISLANDS), srid=WGS84
    )
    return shapes.prepared


def metres_between(one: Point, other: Point) -> float:
    return float(geodesic((one.y, one.x), (other.y, other.x)).meters)


def is_far(point: Point, postcodes_own: Point) -> bool:
    """Is the point too far from its postcode's to be right?"""
    return metres_between(point, postcodes_own) > FARTHEST


def far_words(point: Point, postcodes_own: Point, postcode: str) -> str:
    """What is said of a point that is too far from its postcode's, which is taken instead."""
    miles = metres_between(point, postcodes_own) / 1609.344
    return (
        f"Its point is {miles:,.0f} miles from {postcode}: the postcode was taken. "
        "Please see which is right."
    )
