"""What the frame round every step shows: the five steps, the one before and the one after, and
how the time was spent."""

import uuid
from typing import NamedTuple

from django import template
from django.urls import NoReverseMatch
from django.utils.html import format_html

from facilitation.models import Session, StageTime, User
from facilitation.paths import path_to
from facilitation.prepared import Prepared
from facilitation.progress import is_done
from facilitation.roles import Role
from facilitation.vocabulary import (
    FOLLOW_UP_URL_NAME,
    STAGE_URL_NAMES,
    THEN_AND_NOW_URL_NAME,
    TOGETHER_URL_NAME,
    USUAL_MINUTES,
    Stage,
)

register = template.Library()
TIMES = Prepared(lambda session: StageTime.objects.filter(session=session), uuid.UUID(int=1))


class Step(NamedTuple):
    label: str
    url: str  # empty: not to be opened yet
    current: bool
    done: bool


class Minutes(NamedTuple):
    label: str
    minutes: int
    usual: int


class Link(NamedTuple):
    label: str
    about: str
    url: str
    group: str = ""  # the menu's heading that it stands under; empty: always in sight


class Group(NamedTuple):
    title: str
    links: list[Link]


@register.simple_tag
def once() -> str:
    """In a form that creates something: sent twice, it creates one."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid.uuid4())


def step(session: Session, stage: Stage, current: Stage, *, done: bool = False) -> Step:
    open_now = stage == Stage.ABOUT or session.participant.may_be_kept
    return Step(
        label=stage.label,
        url=path_to(STAGE_URL_NAMES[stage], session.pk) if open_now else "",
        current=stage == current,
        done=done,
    )


@register.simple_tag
def steps(session: Session, current: Stage) -> list[Step]:
    """At a follow-up, how it went comes first; on the telephone nothing else comes."""
    before = [how_it_went(session, current)] if session.previous_id else []
    if session.by_telephone:
        return before
    done = {stage: is_done(session, stage) for stage in Stage}
    return [*before, *(step(session, stage, current, done=done[stage]) for stage in Stage)]


def how_it_went(session: Session, current: Stage) -> Step:
    return Step(
        label="How did it go?",
        url=path_to(FOLLOW_UP_URL_NAME, session.pk),
        current=not current,
        done=is_done(session, FOLLOW_UP_URL_NAME),
    )


@register.simple_tag
def kept_steps(session: Session) -> str:
    """The pages of which a copy is kept on the device. Matching needs the line, and says so."""
    names = [STAGE_URL_NAMES[stage] for stage in Stage if stage != Stage.NEAR]
    names.append(TOGETHER_URL_NAME)
    before = [FOLLOW_UP_URL_NAME] if session.previous_id else []
    after = [THEN_AND_NOW_URL_NAME] if session.previous_id else []
    kept = before if session.by_telephone else [*before, *names, *after]
    return " ".join(path_to(name, session.pk) for name in kept)


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


@register.simple_tag
def minutes_by_step(session: Session) -> list[Minutes]:
    """Whole minutes spent on each step so far and usually, and on all of them together."""
    seconds = {time.stage: time.seconds for time in TIMES.all(session.pk)}
    rows = [
        Minutes(stage.label, seconds.get(stage, 0) // 60, USUAL_MINUTES[stage]) for stage in Stage
    ]
    return [*rows, Minutes("Together", sum(seconds.values()) // 60, sum(USUAL_MINUTES.values()))]


def link(label: str, about: str, name: str, group: str = "") -> list[Link]:
    """The link, or none where this installation has no such page."""
    try:
        return [Link(label, about, path_to(name), group)]
    except NoReverseMatch:
        return []


RESULTS, SET_UP = "Results", "Organisation"


@register.simple_tag
def menu(user: User) -> list[Link]:
    """The pages this user has, besides the steps of a session."""
    links: list[Link] = []
    if user.holds_sessions:
        links += link("My sessions", "Sit down with someone.", "facilitation:sessions")
        links += link("Referrals", "Who was sent to us.", "referrals:queue")
    if user.role == Role.MANAGER and user.organisation_id:
        links += for_managers()
    if user.role in {Role.FACILITATOR, Role.MANAGER}:
        group = SET_UP if user.role == Role.MANAGER else ""
        links += link("Network types", "How they are worked out.", "mapping:rule", group)
    if user.role == Role.RESEARCHER:
        links += link("Exports", "Answers without names or postcodes.", "reports:research")
    if user.role == Role.CURATOR:
        links += link("The directory", "Local activities and support.", "admin:index")
    elif user.is_staff:
        group = SET_UP if user.role == Role.MANAGER else ""
        links += link("Settings", "What this installation is made of.", "admin:index", group)
    if user.role:
        links += link("Learning", "Practise, prompt cards and guides.", "learning:learning")
    return links


def for_managers() -> list[Link]:
    return [
        *link("Caseload", "Who is with whom.", "facilitation:caseload"),
        *link("Figures", "What happened, period by period.", "reports:figures", RESULTS),
        *link("Case studies", "What it meant for somebody.", "case_studies:library", RESULTS),
        *link("Unmet needs", "Too little nearby.", "resources:unmet_needs", RESULTS),
        *link("Colleagues", "Who may sign in.", "facilitation:team", SET_UP),
        *link("Partners", "Who refers people to us.", "referrals:partners", SET_UP),
        *link("Measures", "Questions with a score.", "measures:choose", SET_UP),
        *link("Audit log", "What was done, and by whom.", "facilitation:audit", SET_UP),
    ]


@register.filter
def grouped(links: list[Link]) -> list[Group]:
    """As the menu shows them: what is always in sight, then each group in turn."""
    groups: dict[str, list[Link]] = {"": []}
    for one in links:
        groups.setdefault(one.group, []).append(one)
    return [Group(title, found) for title, found in groups.items()]
