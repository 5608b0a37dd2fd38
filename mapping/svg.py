"""The map drawn on the server from what is stored: for files, for paper, for then and now."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.template.loader import render_to_string

from mapping import rings
from mapping.labels import FONT_SIZE, LINE, Box, Label, Labelled, lay_out
from mapping.names import Naming, display_names, shown
from mapping.picture import picture
from mapping.rings import Point
from mapping.typeface import FAMILY, font_face
from mapping.vocabulary import Ring, Shape

# How large shapes and names are drawn: 1 is 40 of the picture's 1,000 across. The largest at which
# every name is written in full; where there is none, the last.
Scales = tuple[float, ...]
ON_PAPER: Scales = (1.5, 1.3, 1.15, 1.0, 0.9)
MARGIN = 130  # on either side of the circle, for names
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
Looks = Mapping[str, Mapping[str, str]]
FONT = f"'{FAMILY}', system-ui, 'Segoe UI', sans-serif"
# What the page's stylesheet says of each class, as attributes: drawing programs know no classes
# of ours, and the ring lines are dark enough for a black and white printer.
ATTRIBUTES: Looks = {
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
    "picture__paper": {"fill": "paper"},
    "picture__lead": {"stroke": "ink-soft", "stroke-width": "1.5"},
    "shape--possible": {
        "fill": "none",
        "stroke": "groups",
        "stroke-width": "3",
        "stroke-dasharray": "5 4",
    },
    "picture__caption": {"fill": "ink-soft", "font-size": "24", "text-anchor": "end"},
    "picture__key": {"fill": "ink", "font-size": "24", "text-anchor": "start"},
}
# Names without an edge, which WeasyPrint and some drawing programs draw over them.
WITHOUT_EDGE: Looks = {
    **ATTRIBUTES,
    "member__label": {"fill": "ink", "font-size": str(FONT_SIZE)},
}
# On white and in black, for any printer.
IN_BLACK: Looks = {
    **WITHOUT_EDGE,
    **{f"circle--{ring}": {"fill": "none", "stroke": "edge"} for ring in rings.RADII},
    **{f"shape--{shape}": {"fill": "#333"} for shape in Shape if shape is not Shape.UNKNOWN},
    "shape--possible": {**ATTRIBUTES["shape--possible"], "stroke": "#000"},
    "member__label": {"fill": "#000", "font-size": str(FONT_SIZE)},
    "circle__label": {"fill": "#000", "font-size": "15"},
    "me": {"fill": "#000"},
}


class Placed(Protocol):
    """Who can be drawn."""

    @property
    def pk(self) -> Any: ...
    @property
    def name(self) -> str: ...
    @property
    def relationship(self) -> str: ...
    @property
    def point(self) -> Point: ...
    @property
    def shape(self) -> Shape: ...


@dataclass(frozen=True)
class PossibleGroup:
    """What could join the map: a group that was chosen, drawn dashed in the outer circle."""

    name: str
    point: Point
    shape: str = "possible"


def possible_groups(names: Iterable[str], members: Sequence[Placed]) -> list[PossibleGroup]:
    """Each in the outer circle, as far away from everyone else as can be: what was chosen for
    different reasons should not look like one cluster."""
    points = [member.point for member in members]
    found = []
    for name in names:
        place = rings.spread(Ring.OUTER, points, enough=2 * rings.CENTRE)
        points.append(place)
        found.append(PossibleGroup(name, place))
    return found


def svg_picture(
    members: Sequence[Placed],
    naming: Naming,
    scales: Scales = ON_PAPER,
    *,
    keep_clear: Callable[[float], Sequence[Box]] = lambda scale: (),
    notes: Mapping[Any, str] | None = None,
    possible: Sequence[PossibleGroup] = (),
    margin: int = MARGIN,
) -> dict[str, Any]:
    """What templates/mapping/_svg.html draws: members, most important first, with labels that keep
    clear of each other and of `keep_clear` (by scale, in the units of the picture).

    `notes`: by member, what stands under the name; everyone else's shape fades. `possible`: what
    could join the map.
    """
    names = names_of(members, naming)
    drawn: list[Placed | PossibleGroup] = [*members, *possible]
    said = [(names[member.pk], (notes or {}).get(member.pk, "")) for member in members]
    said += [(group.name, "") for group in possible]
    for scale in scales:
        labels = labels_at(scale, drawn, said, keep_clear(scale), margin)
        if all(label.whole for label in labels):
            break
    return {
        "scale": scale,
        "whole": all(label.whole for label in labels),
        "view_box": f"{-margin} 0 {1000 + 2 * margin} 1000",
        "margin": margin,
        "line": LINE,
        "centre": rings.CENTRE,
        "person": rings.PERSON_RADIUS,
        "circles": picture([])["circles"],
        "members": [
            {
                "x": one.point[0],
                "y": one.point[1],
                "shape": one.shape,
                "label": label,
                "faded": notes is not None and not note,
                "note": note,
            }
            for one, label, (_, note) in zip(drawn, labels, said, strict=True)
        ],
        "font": FONT,
    }


def names_of(members: Sequence[Placed], naming: Naming) -> dict[Any, str]:
    """By member: the first name, two of one name told apart; or initials."""
    if naming == Naming.NAMES:
        return {pk: shown(name, naming) for pk, name in display_names(members).items()}
    return {member.pk: shown(member.name, naming) for member in members}


def labels_at(
    scale: float,
    drawn: Sequence[Placed | PossibleGroup],
    said: Sequence[tuple[str, str]],
    keep_clear: Sequence[Box],
    margin: int,
) -> list[Label]:
    """In units of the scale."""
    kept = [Box(*(edge / scale for edge in box)) for box in keep_clear]
    return lay_out(
        [
            Labelled(one.point[0] / scale, one.point[1] / scale, name, note)
            for one, (name, note) in zip(drawn, said, strict=True)
        ],
        size=1000 / scale,
        taken=[*taken(picture([])["circles"], scale), *kept],
        margin=max(0, margin - 10) / scale,
    )


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


def svg_file(members: Sequence[Placed], naming: Naming, caption: str = "") -> str:
    """The map as an SVG document that needs nothing else: no stylesheet and no script, and our
    typeface is in it. `caption`: whose map it is, and of which day."""
    key = legend(members)
    height = (key[-1]["y"] if key else 1000) + LEGEND_ROW
    svg = svg_picture(members, naming, margin=0)
    if not svg["whole"]:  # names beside the circle, too
        svg = svg_picture(members, naming)
    context = {
        "svg": svg,
        "key": key,
        "width": 1000 + 2 * svg["margin"],
        "height": height + LEGEND_ROW,
        "caption": caption,
        "caption_y": height + 8,
        "font_face": font_face(),
    }
    return self_contained(render_to_string("mapping/map.svg", context))


def self_contained(svg: str, looks: Looks = ATTRIBUTES) -> str:
    """The shapes as definitions, and every class replaced by what the page's stylesheet says."""
    svg = re.sub(r'<svg class="shapes"[^>]*>(.*?)</svg>', r"<defs>\1</defs>", svg, flags=re.S)
    return re.sub(r' class="([^"]*)"', lambda found: attributes(found[1].split(), looks), svg)


def attributes(classes: list[str], looks: Looks) -> str:
    known: dict[str, str] = {}
    for name in classes:
        known |= looks.get(name, {})
    return "".join(f' {key}="{TOKENS.get(value, value)}"' for key, value in known.items())
