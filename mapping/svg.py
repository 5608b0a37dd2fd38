"""The map drawn on the server from what is stored: for files, for paper, for then and now."""

import re
from collections.abc import Sequence
from typing import Any, Protocol

from django.template.loader import render_to_string

from mapping import rings
from mapping.labels import FONT_SIZE, Box, lay_out
from mapping.names import Naming, shown
from mapping.picture import picture
from mapping.rings import Point
from mapping.vocabulary import Shape

# members → how large shapes and names are drawn: 1 is 40 of the picture's 1,000 across
Scales = tuple[tuple[int, float], ...]
ON_PAPER: Scales = ((25, 1.5), (60, 1.15), (1000, 0.9))
LEGEND_COLUMNS, LEGEND_ROW = 4, 46

# The light theme's tokens (static/genie.css; a test holds them together): a file is its own page.
TOKENS = {
    "paper": "#fbfaf7",
    "surface": "#fff",
    "ink": "#1d2b33",
    "ink-soft": "#3d4b53",
    "edge": "#6d7b82",
    "family": "#b4492d",
    "friends": "#1f6f9f",
    "groups": "#4e7a27",
    "professionals": "#6b4fa0",
    "pets": "#8a6a00",
    "activities": "#a23b72",
    "ring-1": "#d9e6e4",
    "ring-2": "#e6ede6",
    "ring-3": "#f1f4ee",
}
FONT = "'Atkinson Hyperlegible Next', system-ui, 'Segoe UI', sans-serif"
# What the page's stylesheet says of each class, as attributes: drawing programs know no classes
# of ours, and the ring lines are dark enough for a black and white printer.
ATTRIBUTES = {
    **{f"circle--{ring}": {"fill": f"ring-{ring}", "stroke": "edge"} for ring in rings.RADII},
    **{f"shape--{shape}": {"fill": shape.value} for shape in Shape if shape is not Shape.UNKNOWN},
    "shape--unknown": {
        "fill": "surface",
        "stroke": "edge",
        "stroke-width": "3",
        "stroke-dasharray": "4 3",
    },
    "sign": {"fill": "surface"},
    "sign-line": {
        "fill": "none",
        "stroke": "surface",
        "stroke-width": "3",
        "stroke-linecap": "round",
    },
    "me": {"fill": "ink"},
    "me__label": {"fill": "surface", "font-size": "18", "font-weight": "700"},
    "circle__label": {"fill": "ink-soft", "font-size": "15"},
    "member__label": {
        "fill": "ink",
        "font-size": str(FONT_SIZE),
        "stroke": "ring-2",
        "stroke-width": "4",
        "stroke-linejoin": "round",
        "paint-order": "stroke",
    },
    "drawn__paper": {"fill": "paper"},
    "drawn__key": {"fill": "ink", "font-size": "24", "text-anchor": "start"},
}


class Placed(Protocol):
    """Who can be drawn."""

    @property
    def name(self) -> str: ...
    @property
    def point(self) -> Point: ...
    @property
    def shape(self) -> Shape: ...


def svg_picture(
    members: Sequence[Placed],
    naming: Naming,
    scale: float | None = None,
    keep_clear: Sequence[Box] = (),
) -> dict[str, Any]:
    """What templates/mapping/_svg.html draws: members, most important first, with labels that
    keep clear of each other and of `keep_clear`, in the units of the picture."""
    scale = scale or scale_for(len(members), ON_PAPER)
    circles = picture([])["circles"]
    names = [shown(member.name, naming) for member in members]
    labels = lay_out(
        [
            (member.point[0] / scale, member.point[1] / scale, name)
            for member, name in zip(members, names, strict=True)
        ],
        size=1000 / scale,
        taken=[*taken(circles, scale), *(Box(*(edge / scale for edge in b)) for b in keep_clear)],
    )
    return {
        "scale": scale,
        "centre": rings.CENTRE,
        "person": rings.PERSON_RADIUS,
        "circles": circles,
        "members": [
            {"x": member.point[0], "y": member.point[1], "shape": member.shape, "label": label}
            for member, label in zip(members, labels, strict=True)
        ],
        "font": FONT,
    }


def scale_for(members: int, scales: Scales) -> float:
    """How large to draw so many members."""
    return next(scale for most, scale in scales if members <= most)


def taken(circles: list[dict[str, Any]], scale: float) -> list[Box]:
    """Where the person and the names of the rings stand, in the labels' units."""
    centre, radius = rings.CENTRE / scale, rings.PERSON_RADIUS / scale
    ring_names = [
        Box(centre - 60, circle["label_y"] / scale - 16, centre + 60, circle["label_y"] / scale + 6)
        for circle in circles
    ]
    return [Box(-radius, -radius, radius, radius).at(centre, centre), *ring_names]


def legend(members: Sequence[Placed]) -> list[dict[str, Any]]:
    """The shapes on this map, in rows under it."""
    there = [shape for shape in Shape if shape in {member.shape for member in members}]
    return [
        {
            "shape": shape,
            "label": shape.label,
            "x": 40 + (number % LEGEND_COLUMNS) * 245,
            "y": 1040 + (number // LEGEND_COLUMNS) * LEGEND_ROW,
        }
        for number, shape in enumerate(there)
    ]


def svg_file(members: Sequence[Placed], naming: Naming) -> str:
    """The map as an SVG document that needs nothing else: no stylesheet, no font, no script."""
    key = legend(members)
    height = (key[-1]["y"] + LEGEND_ROW) if key else 1000
    context = {"svg": svg_picture(members, naming), "key": key, "height": height}
    return self_contained(render_to_string("mapping/map.svg", context))


def self_contained(svg: str) -> str:
    """The shapes as definitions, and every class replaced by what the page's stylesheet says."""
    svg = re.sub(r'<svg class="shapes"[^>]*>(.*?)</svg>', r"<defs>\1</defs>", svg, flags=re.S)
    return re.sub(r' class="([^"]*)"', lambda found: attributes(found[1].split()), svg)


def attributes(classes: list[str]) -> str:
    known: dict[str, str] = {}
    for name in classes:
        known |= ATTRIBUTES.get(name, {})
    return "".join(f' {key}="{TOKENS.get(value, value)}"' for key, value in known.items())
