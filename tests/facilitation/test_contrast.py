"""Every ink of the stylesheet against every background it is used on, measured: 7:1 for text, 3:1
for shapes and edges (WCAG 2.2, 1.4.6 and 1.4.11), in both themes."""

import re
from itertools import product

import pytest
from django.conf import settings

CSS = (settings.BASE_DIR / "static" / "genie.css").read_text()
BLOCKS = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
PAGES = ["paper", "surface", "tint"]
RINGS = ["ring-1", "ring-2", "ring-3"]


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})\b", block))


THEMES = {"light": tokens(BLOCKS[0]), "dark": tokens(BLOCKS[0]) | tokens(BLOCKS[1])}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21():
    assert contrast("#000", "#ffffff") == 21


TEXT = [
    *product(["ink", "ink-soft"], [*PAGES, *RINGS, "danger-tint"]),
    *product(["accent", "danger", "good"], ["paper", "surface"]),
    ("accent-ink", "accent"),
]
SHAPES = [
    *product(
        ["family", "friends", "groups", "professionals", "pets", "activities"],
        ["paper", "surface", *RINGS],
    ),
    *product(["edge", "accent", "danger"], PAGES),
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_stands_out(theme, ink, ground):
    assert contrast(THEMES[theme][ink], THEMES[theme][ground]) >= 7


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), SHAPES)
def test_shapes_and_edges_stand_out(theme, ink, ground):
    assert contrast(THEMES[theme][ink], THEMES[theme][ground]) >= 3
