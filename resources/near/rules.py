"""What is shown to a person, in which order, and why: stage 3 as pure rules.

The rules are Genie's as far as they are published and our decision elsewhere. They know neither
the database nor a page, so that they can be read, and tested, on their own.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

T = TypeVar("T")
U = TypeVar("U")

METRES_PER_MILE = 1609.344
# our decision, as are the next two
DEFAULT_MILES = 5
FURTHEST = 20  # miles that can be chosen
# fewer places than this in range: the nearest beyond are shown, and the need is recorded
ENOUGH = 3
# of each interest at first; the rest is one press away
SHOWN = 3
REMOTE_SHOWN = 6  # of what needs no place
# An interest that tells a person's situation: what carries it was made for people in it, whatever
# else it offers. How such people are called.
SITUATIONS = {"support-for-carers": "carers"}
UNNAMED = "other"  # "something else" is no condition that anything could be made for


class Answered(NamedTuple):
    """A Yes or Maybe: how a result refers to it, and the interests still on, as (slug, name)."""

    yes: bool
    number: int
    because: str
    interests: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Wanted:
    """An interest to look for, and why: the Yes or Maybe answers it came from."""

    slug: str
    name: str
    yes: bool
    because: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """What decides whether a resource suits. Empty: not said, which never excludes anyone."""

    ages: tuple[int, int] | None = None  # the youngest and oldest the person can be
    gender: str = ""
    conditions: tuple[str, ...] = ()

    @property
    def named_conditions(self) -> list[str]:
        """Those that a resource can be made for."""
        return [one for one in self.conditions if one != UNNAMED]


@dataclass(frozen=True)
class Filters:
    miles: float = DEFAULT_MILES
    day: int | None = None  # 0 is Monday
    free: bool = False
    step_free: bool = False
    online: bool = False
    words: str = ""  # to search by; typos are forgiven
    ashore: bool = False  # nothing across the water

    @property
    def narrowed(self) -> bool:
        """Whether anything but the distance leaves resources out."""
        return self.chosen or bool(self.words)

    @property
    def chosen(self) -> bool:
        """Whether it is on one day only, or has to be something."""
        return self.day is not None or self.free or self.step_free or self.online or self.ashore


class Candidate(NamedTuple):
    """A resource found for an interest. `miles` from home in a straight line; None: no place."""

    interest: str
    resource: UUID
    place: UUID | None
    miles: float | None
    verified_on: dt.date | None
    overdue: bool = False  # for its next check
    made_for: bool = False  # people with a condition, or in a situation, of this person's
    across: bool = False  # the water
    named: bool = False  # by the words searched by: the best match


@dataclass
class Section(Generic[T]):
    """What is shown for one interest: candidates as the rules order them, then results as the page
    tells them."""

    wanted: Wanted
    number: int = 0  # on the page, from 1; it stays when a search hides others
    near: list[T] = field(default_factory=list)
    rest: list[T] = field(default_factory=list)  # in range too, and one press away
    beyond: list[T] = field(default_factory=list)
    ask_first: list[T] = field(default_factory=list)
    above: list[T] = field(default_factory=list)  # belongs here, but is shown further up
    in_range: int = 0
    more: bool = False
    is_cut: bool = False  # there may be more than were looked at

    @property
    def listed(self) -> list[T]:
        """What is shown here, in order."""
        return self.near + self.beyond + self.ask_first

    @property
    def unmet(self) -> bool:
        return self.in_range < ENOUGH


@dataclass
class Found(Generic[T]):
    """All that is shown: a section for each wanted interest, and what needs no place (`remote`)."""

    sections: list[Section[T]] = field(default_factory=list)
    remote: list[T] = field(default_factory=list)
    remote_rest: list[T] = field(default_factory=list)  # one press away
    remote_number: int = 0  # on the page, as sections have one
    by_water: bool = False  # something may be across the water
    wanted: bool = True  # whether anything was looked for

    @property
    def listed(self) -> list[T]:
        """Everything in the order of the page, each once."""
        return [one for section in self.sections for one in section.listed] + self.remote

    def fold_remote(self, shown: int) -> None:
        self.remote, self.remote_rest = self.remote[:shown], self.remote[shown:]

    def map(
        self, convert: Callable[[list[T]], list[U]], fold: Callable[[list[T]], list[U]]
    ) -> "Found[U]":
        """The same with every list put by `convert` into another form, what is folded by `fold`."""
        return Found(
            [
                Section(
                    section.wanted,
                    section.number,
                    near=convert(section.near),
                    rest=fold(section.rest),
                    beyond=convert(section.beyond),
                    ask_first=convert(section.ask_first),
                    above=convert(section.above),
                    in_range=section.in_range,
                    more=section.more,
                    is_cut=section.is_cut,
                )
                for section in self.sections
            ],
            convert(self.remote),
            fold(self.remote_rest),
            self.remote_number,
            self.by_water,
        )


def wanted_interests(answers: Iterable[Answered]) -> list[Wanted]:
    """The interests answered Yes, then those answered Maybe, each in the items' order."""
    ordered = sorted(answers, key=lambda answer: (not answer.yes, answer.number))
    found: dict[str, Wanted] = {}
    for answer in ordered:
        for slug, name in answer.interests:
            earlier = found.get(slug)
            because = (*earlier.because, answer.because) if earlier else (answer.because,)
            yes = answer.yes or (earlier.yes if earlier else False)
            found[slug] = Wanted(slug, name, yes, tuple(dict.fromkeys(because)))
    return list(found.values())


def reasons(wanted: Iterable[Wanted], interests: Collection[str]) -> list[str]:
    """Why a resource with these interests is shown, the strongest reason first, each once."""
    because = [text for each in wanted if each.slug in interests for text in each.because]
    return list(dict.fromkeys(because))


def situations(wanted: Iterable[Wanted], interests: Collection[str]) -> list[str]:
    """How those are called for whom a resource with these interests was made: "carers"."""
    return [SITUATIONS[one.slug] for one in wanted if one.slug in SITUATIONS.keys() & interests]


def mark_made_for(candidates: Iterable[Candidate]) -> list[Candidate]:
    """What was found for a situation too was made for it. In the situation's own section all of
    it was, so nothing there comes first for that."""
    candidates = list(candidates)
    for_situation = {one.resource for one in candidates if one.interest in SITUATIONS}
    return [
        one._replace(made_for=True)
        if one.resource in for_situation and one.interest not in SITUATIONS
        else one
        for one in candidates
    ]


def tenths(miles: float) -> float:
    """As a distance is shown. Two places at the same shown distance count as equally near."""
    return round(miles, 1)


def newest_first(day: dt.date | None) -> int:
    return -(day or dt.date.min).toordinal()


def nearest_first(candidate: Candidate) -> tuple[bool, bool, bool, float, int, float, UUID]:
    """What is named by the words searched by; then by distance as shown; among equals the more
    recently verified. What is overdue for its next check comes last, and what is across the water
    after all that is not; but both stay on their side of the chosen distance."""
    assert candidate.miles is not None
    return (
        not candidate.named,
        candidate.across,
        candidate.overdue,
        tenths(candidate.miles),
        newest_first(candidate.verified_on),
        candidate.miles,
        candidate.resource,
    )


def arrange(
    candidates: Iterable[Candidate],
    *,
    wanted: Sequence[Wanted],
    miles: float,
    nearest: int,
    shown: Sequence[int] = (),
    outside_area: Iterable[Candidate] = (),
) -> Found[Candidate]:
    """The sections of the page, one for each wanted interest, and what needs no place.

    `candidates` serve the home: for each interest the `nearest` few, whatever their distance, and
    those without a place. `outside_area` are in range but serve another area. `shown` is how many
    places each section may show. Every resource appears once: where it is most wanted.
    """
    candidates = mark_made_for(candidates)
    remote = remote_candidates(candidates, wanted, miles)
    seen: set[UUID] = set()
    elsewhere = {candidate.resource for candidate in remote}
    sections: list[Section[Candidate]] = []
    for position, want in enumerate(wanted):
        limit = shown[position] if position < len(shown) else SHOWN
        found = of_interest(candidates, want)
        section = section_of(want, found, miles=miles, limit=limit, seen=seen, elsewhere=elsewhere)
        section.number = position + 1
        section.is_cut = section.in_range >= nearest
        section.more = section.more or section.is_cut
        if not section.in_range:
            section.ask_first = fresh(of_interest(outside_area, want), seen)[:ENOUGH]
        seen.update(candidate.resource for candidate in section.listed)
        sections.append(section)
    return Found(sections, [one for one in remote if one.resource not in seen])


def of_interest(candidates: Iterable[Candidate], want: Wanted) -> list[Candidate]:
    """The candidates with a place, found for this interest, nearest first."""
    placed = (one for one in candidates if one.interest == want.slug and one.miles is not None)
    return sorted(placed, key=nearest_first)


def fresh(candidates: Iterable[Candidate], seen: set[UUID]) -> list[Candidate]:
    return [candidate for candidate in candidates if candidate.resource not in seen]


def section_of(
    want: Wanted,
    found: Sequence[Candidate],
    *,
    miles: float,
    limit: int,
    seen: set[UUID],
    elsewhere: set[UUID],
) -> Section[Candidate]:
    """The section for one interest, from its candidates with a place, nearest first. In range, what
    was made for people like this one comes before what is for everyone on the same side of the
    water."""
    in_range = [one for one in found if one.miles is not None and one.miles <= miles]
    in_range.sort(key=lambda one: (not one.named, one.across, not one.made_for or one.overdue))
    further = [one for one in found if one.miles is not None and one.miles > miles]
    new = fresh(in_range, seen)
    section: Section[Candidate] = Section(
        want,
        in_range=len(in_range),
        near=new[:limit],
        rest=new[limit:],
        more=len(new) > limit,
    )
    beyond = fresh(further, elsewhere)[: max(ENOUGH - len(in_range), 0)]
    section.beyond = fresh(beyond, seen)
    section.above = [one for one in in_range + beyond if one.resource in seen]
    return section


def remote_candidates(
    candidates: Iterable[Candidate], wanted: Sequence[Wanted], miles: float
) -> list[Candidate]:
    """What needs no place and has none in range, once each: what is named by the words searched by,
    for a Yes before a Maybe, then what was made for people like this one, among equals the more
    recently verified first."""
    candidates = list(candidates)
    in_range = {one.resource for one in candidates if one.miles is not None and one.miles <= miles}
    yes = {want.slug: want.yes for want in wanted}
    remote = [one for one in candidates if one.miles is None and one.resource not in in_range]
    remote.sort(
        key=lambda one: (
            not one.named,
            not yes[one.interest],
            not one.made_for or one.overdue,
            one.overdue,
            newest_first(one.verified_on),
            one.resource,
        )
    )
    best: dict[UUID, Candidate] = {}
    for one in remote:
        best.setdefault(one.resource, one)
    return list(best.values())
