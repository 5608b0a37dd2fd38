"""What the frame round every step shows: the five steps, the one before and the one after."""

from typing import NamedTuple

from django import template
from django.urls import reverse

from facilitation.models import Session
from facilitation.vocabulary import STAGE_URL_NAMES, Stage

register = template.Library()


class Step(NamedTuple):
    label: str
    url: str
    current: bool
    done: bool


def step(session: Session, stage: Stage, current: Stage) -> Step:
    order = list(Stage)
    return Step(
        label=stage.label,
        url=reverse(STAGE_URL_NAMES[stage], args=[session.pk]),
        current=stage == current,
        done=order.index(stage) < order.index(Stage(session.stage)),
    )


@register.simple_tag
def steps(session: Session, current: Stage) -> list[Step]:
    return [step(session, stage, current) for stage in Stage]


def neighbour(session: Session, current: Stage, by: int) -> Step | None:
    order = list(Stage)
    position = order.index(Stage(current)) + by
    return step(session, order[position], current) if 0 <= position < len(order) else None


@register.simple_tag
def previous_step(session: Session, current: Stage) -> Step | None:
    return neighbour(session, current, -1)


@register.simple_tag
def next_step(session: Session, current: Stage) -> Step | None:
    return neighbour(session, current, 1)
