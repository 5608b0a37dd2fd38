"""What the sessions of a period cost: hours by role at the rates that a manager entered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from facilitation.roles import Role
from reports.models import ClosedPeriod, HourlyRate


class RoleCost(NamedTuple):
    role: str
    hours: float  # in sessions and around them
    pounds: float


@dataclass(frozen=True)
class Costs:
    """`by_role`: of the roles with a rate and enough sessions to tell their hours."""

    by_role: Sequence[RoleCost]
    people: int | None
    taken_up: int | None

    @property
    def pounds(self) -> float:
        return sum(cost.pounds for cost in self.by_role)

    @property
    def per_person(self) -> float | None:
        return self.pounds / self.people if self.people and self.by_role else None

    @property
    def per_activity(self) -> float | None:
        return self.pounds / self.taken_up if self.taken_up and self.by_role else None


def costs_of(closed: ClosedPeriod, rates: Sequence[HourlyRate]) -> Costs:
    known = {rate.role: rate for rate in rates}
    hours = {role: closed.figures["means"].get(f"hours {role}") for role in Role}
    return Costs(
        [cost(rate, hours[Role(role)] or 0) for role, rate in known.items() if hours[Role(role)]],
        closed.count("activity", "people"),
        closed.count("activity", "taken_up"),
    )


def cost(rate: HourlyRate, in_sessions: float) -> RoleCost:
    hours = in_sessions * (1 + float(rate.other_hours))
    return RoleCost(str(rate.get_role_display()), hours, hours * float(rate.pounds))
