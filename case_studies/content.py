"""What a case study tells: the person reads all of it before they agree, and no more is shown."""

import hashlib
import json
from collections import Counter
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from case_studies.models import TEXTS, CaseStudy
from facilitation.models import Session
from facilitation.phrases import in_sentence
from mapping.models import Member
from mapping.names import Naming, shown
from mapping.svg import WITHOUT_EDGE, Scales, self_contained, svg_picture
from plans.vocabulary import Outcome

SIZES: Scales = (2.6, 2.2, 1.9, 1.6, 1.3)  # half a page wide
DAYS_A_MONTH = 30.4


class Map(NamedTuple):
    title: str
    members: list[Member]

    @property
    def label(self) -> str:
        """What a picture is told as."""
        number = len(self.members)
        return f"{self.title}: {number} on the map, by initials."

    @property
    def drawing(self) -> SafeString:
        """As SVG with initials, which needs no stylesheet."""
        svg = svg_picture(self.members, Naming.INITIALS, SIZES, margin=40)
        drawing = render_to_string("mapping/becoming.svg", {"svg": svg, "title": self.label})
        return mark_safe(self_contained(drawing, WITHOUT_EDGE))  # noqa: S308 (the template escapes)

    @property
    def marks(self) -> list[tuple[object, ...]]:
        """What is to be seen of it."""
        return [
            (shown(one.name, Naming.INITIALS), one.shape.value, one.ring, one.x, one.y)
            for one in self.members
        ]


class Told(NamedTuple):
    """One case study, ready to be read."""

    study: CaseStudy
    months: int  # between the two
    maps: list[Map]
    outcomes: list[str]  # such as "2 still going"

    @property
    def digest(self) -> str:
        """Of all that is shown: agreed to and approved are these words and maps, and no others."""
        told = [getattr(self.study, name) for name in TEXTS]
        tags = [self.study.conditions_in_words, self.study.audiences_in_words]
        maps = [(one.title, one.marks) for one in self.maps]
        return hashlib.sha256(
            json.dumps([told, tags, self.months, maps, self.outcomes]).encode()
        ).hexdigest()

    @property
    def is_agreed(self) -> bool:
        agreement = self.study.agreement
        return agreement is not None and agreement.digest == self.digest

    @property
    def is_approved(self) -> bool:
        return self.is_agreed and self.study.approved_digest == self.digest


def tell(study: CaseStudy) -> Told:
    """For one with its sessions and members at hand: see `CaseStudyQuerySet.with_maps`."""
    sessions = study.session.participant.sessions.all()
    first = min(sessions, key=lambda one: one.started_at)
    now = next(one for one in sessions if one.pk == study.session_id)
    months = months_between(first, now)
    maps = [
        Map("At the first session", on_map(first)),
        Map(f"{months} {'month' if months == 1 else 'months'} later", on_map(now)),
    ]
    told = Counter(one.outcome for one in study.session.follow_up_answers.all())
    outcomes = [f"{told[one]} {in_sentence(str(one.label))}" for one in Outcome if told[one]]
    return Told(study, months, [one for one in maps if one.members], outcomes)


def on_map(session: Session) -> list[Member]:
    there = [member for member in session.members.all() if member.ring]
    return sorted(there, key=lambda member: member.order)


def months_between(first: Session, now: Session) -> int:
    return round((now.started_at - first.started_at).days / DAYS_A_MONTH)
