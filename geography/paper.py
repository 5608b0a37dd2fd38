"""A map for paper, drawn here: the ground of the map on the screen, and numbered pins.

All in the units of a drawing 1,000 wide. What lies beneath the pins is public data; which map is
drawn stands in no address and no log.
"""

from array import array
from collections.abc import Iterator, Sequence
from math import asinh, cos, log2, pi, radians, tan
from sys import byteorder
from typing import Any, NamedTuple

from geography import map_dots, map_water
from geography.paper_streets import streets
from geography.towns import by_population

WIDTH, HEIGHT = 1000, 620
EDGE = 90  # kept free around the pins
# Metres from edge to edge at the least: closer, one sees a few streets and does not know which.
LEAST_METRES = 1400
EQUATOR = 40_075_017  # metres round the earth
METRES_IN_A_MILE = 1609.344
SCALES = (0.25, 0.5, 1, 2, 5, 10, 25, 50, 100)  # miles
MOST_TOWNS = 8
NAME_SPACE = 150, 40  # between the names of towns, across and down

Spot = tuple[float, float]


class Pin(NamedTuple):
    at: Spot  # latitude, longitude
    label: str


class Frame(NamedTuple):
    """What part of the world is drawn: its west and north edge in parts of the web map's square,
    and how many units of the drawing that square is across."""

    west: float
    north: float
    scale: float

    def place(self, spot: Spot) -> Spot:
        """Where a latitude and longitude stand in the drawing."""
        x, y = mercator(spot)
        return (x - self.west) * self.scale, (y - self.north) * self.scale

    def squares(self, zoom: int) -> Iterator[tuple[int, int]]:
        """The web map's squares that the drawing touches."""
        number = 1 << zoom
        east, south = self.west + WIDTH / self.scale, self.north + HEIGHT / self.scale
        for x in range(int(self.west * number), int(east * number) + 1):
            for y in range(int(self.north * number), int(south * number) + 1):
                yield x, y

    def corner(self, zoom: int, x: int, y: int) -> tuple[float, float, float]:
        """Of one square: its north-west corner in the drawing, and its width."""
        size = self.scale / (1 << zoom)
        return x * size - self.west * self.scale, y * size - self.north * self.scale, size

    def holds(self, x: float, y: float, margin: float = 0) -> bool:
        return -margin <= x <= WIDTH + margin and -margin <= y <= HEIGHT + margin


def mercator(spot: Spot) -> Spot:
    """In parts of the web map's square, right and down."""
    latitude, longitude = spot
    return (longitude + 180) / 360, (1 - asinh(tan(radians(latitude))) / pi) / 2


def frame_of(spots: Sequence[Spot]) -> Frame:
    """As close as shows all of them, and no closer than LEAST_METRES."""
    xs, ys = zip(*map(mercator, spots), strict=True)
    least = LEAST_METRES / (EQUATOR * cos(radians(spots[0][0])))
    scale = min(
        (WIDTH - 2 * EDGE) / max(max(xs) - min(xs), 1e-12),
        (HEIGHT - 2 * EDGE) / max(max(ys) - min(ys), 1e-12),
        WIDTH / least,
    )
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return Frame(middle[0] - WIDTH / 2 / scale, middle[1] - HEIGHT / 2 / scale, scale)


def paper_map(pins: Sequence[Pin]) -> dict[str, Any]:
    """What templates/geography/paper.svg draws. At least one pin."""
    frame = frame_of([pin.at for pin in pins])
    zoom = ground_zoom(frame)
    drawn = streets(frame)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "streets": drawn,
        "water": water_path(frame, zoom, rivers=not drawn),
        "dots": "" if drawn else dots_path(frame, zoom),
        "dot": 5 if zoom == max(map_dots.LEVELS) else 2.5,
        "towns": towns(frame),
        "pins": [
            {"x": round(x, 1), "y": round(y, 1), "label": pin.label}
            for pin in pins
            for x, y in [frame.place(pin.at)]
        ],
        "scale": scale_bar(frame, pins[0].at[0]),
    }


def ground_zoom(frame: Frame) -> int:
    """The squares that are drawn: the smallest of which a few fill the drawing."""
    across = log2(frame.scale / WIDTH)  # zoom at which one square is as wide as the drawing
    return next((zoom for zoom in sorted(map_dots.LEVELS, reverse=True) if zoom < across + 2.6), 5)


def dots_path(frame: Frame, zoom: int) -> str:
    """Each postcode as a line of no length, whose round ends make a dot."""
    steps = map_dots.LEVELS[zoom].steps
    found = []
    for x, y in frame.squares(zoom):
        left, top, size = frame.corner(zoom, x, y)
        numbers = read("H", map_dots.dots(zoom, x, y))
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            at = left + right / steps * size, top + down / steps * size
            if frame.holds(*at):
                found.append(f"M{at[0]:.0f} {at[1]:.0f}h0")
    return "".join(found)


def water_path(frame: Frame, zoom: int, *, rivers: bool) -> str:
    """The sea, estuaries, lakes and `rivers`, to be filled by the even-odd rule."""
    steps = map_water.LEVELS[zoom]
    found = []
    for x, y in frame.squares(zoom):
        left, top, size = frame.corner(zoom, x, y)
        numbers = read("h", map_water.water(zoom, x, y, rivers=rivers))
        start = 0
        while start < len(numbers):
            end = start + 1 + 2 * numbers[start]
            corners = zip(numbers[start + 1 : end : 2], numbers[start + 2 : end : 2], strict=True)
            line = "L".join(
                f"{left + right / steps * size:.0f} {top + down / steps * size:.0f}"
                for right, down in corners
            )
            found.append(f"M{line}Z")
            start = end
    return "".join(found)


def read(kind: str, content: bytes) -> "array[int]":
    """Little-endian 16-bit numbers."""
    numbers = array(kind, content)
    if byteorder == "big":
        numbers.byteswap()
    return numbers


def towns(frame: Frame) -> list[dict[str, Any]]:
    """The largest in sight, well apart."""
    found: list[dict[str, Any]] = []
    for name, north, east in by_population():
        x, y = frame.place((north, east))
        if frame.holds(x, y, margin=-60) and not any(
            abs(x - one["x"]) < NAME_SPACE[0] and abs(y - one["y"]) < NAME_SPACE[1] for one in found
        ):
            found.append({"name": name, "x": round(x), "y": round(y)})
        if len(found) == MOST_TOWNS:
            break
    return found


def scale_bar(frame: Frame, latitude: float) -> dict[str, Any]:
    """The longest of SCALES that takes a third of the drawing at most."""
    mile = METRES_IN_A_MILE / (EQUATOR * cos(radians(latitude))) * frame.scale
    miles = max((one for one in SCALES if one * mile <= WIDTH / 3), default=SCALES[0])
    return {"length": round(miles * mile), "miles": miles}
