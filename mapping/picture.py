"""The map as a picture: what the template draws, and the words the page's script needs for it."""

from collections.abc import Collection
from typing import Any

from facilitation.phrases import in_sentence
from mapping import phrases, rings
from mapping.models import Member
from mapping.vocabulary import ContactFrequency, Relationship, Ring, Shape, Work, shape_of

LABEL_LENGTH = 18
# Units of the picture (1,000 across) for one pixel, where no script measures: about 560 pixels.
UNITS_PER_PIXEL = 1.8


def shorten(name: str, length: int = LABEL_LENGTH) -> str:
    return name if len(name) <= length else name[: length - 1].rstrip() + "…"


def picture(members: Collection[Member]) -> dict[str, Any]:
    """Circles, outermost first, and members at their places, in thousandths of the width."""
    return {
        "scale": UNITS_PER_PIXEL,
        "centre": rings.CENTRE,
        "person": rings.PERSON_RADIUS,
        "circles": [
            {
                "ring": ring,
                "radius": rings.RADII[ring],
                "label": in_sentence(ring.label),
                "label_y": rings.CENTRE - rings.RADII[ring] + 34,
            }
            for ring in reversed(Ring)
        ],
        "members": [
            {
                "member": member,
                "x": member.point[0],
                "y": member.point[1],
                "label": shorten(member.name),
            }
            for member in members
        ],
        "legend": Shape.choices,
        "unknown": any(member.shape == Shape.UNKNOWN for member in members),
    }


# Everything said on the page by script comes from the same words as what the server says.
WORDS = {
    "circles": {ring.value: phrases.CIRCLES[ring] for ring in Ring},
    "seen": {frequency.value: phrases.SEEN[frequency] for frequency in ContactFrequency},
    "often": {frequency.value: phrases.OFTEN[frequency] for frequency in ContactFrequency},
    "work": {work.value: in_sentence(work.label) for work in Work},
    "short": {work.value: phrases.WORK_IN_SHORT[work] for work in Work},
    "relationships": {
        relationship.value: in_sentence(relationship.label) for relationship in Relationship
    },
    "shapes": {"": Shape.UNKNOWN.value}
    | {relationship.value: shape_of(relationship).value for relationship in Relationship},
}
