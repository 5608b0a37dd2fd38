"""The report of a period as tables, for the page, the spreadsheet and the paper alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from facilitation.suppression import SMALLEST_SHOWN
from facilitation.vocabulary import Stage
from preferences.models import Interest
from referrals.models import Partner
from reports.costs import Costs
from reports.figures import ACTIVITY, BY_KEY, Figure
from reports.models import ClosedPeriod

FEW = f"under {SMALLEST_SHOWN}"
# of an average, "under 5" would be read as its value
TOO_FEW = "too few"


def in_words(value: float | None, small: str = FEW) -> str:
    """ "1,250", "8.5" or, where there is too little to tell, `small`."""
    if value is None:
        return small
    return f"{value:,.1f}".removesuffix(".0")


@dataclass
class Row:
    """`value`: None where it is too small to be told."""

    key: str
    label: str
    value: float | None
    before: float | None = None  # in the period before
    how: str = ""
    bar: int = 0  # the value's share of the largest in the table, in percent
    small: str = FEW

    @property
    def told(self) -> str:
        return in_words(self.value, self.small)

    @property
    def told_before(self) -> str:
        return in_words(self.before)

    @property
    def step(self) -> int:
        """The bar in steps of five percent."""
        return 5 * round(self.bar / 5)


def average(key: str, label: str, value: float | None) -> Row:
    return Row(key, label, value, small=TOO_FEW)


@dataclass
class Table:
    key: str
    title: str
    of: str
    how: str
    rows: list[Row]
    compares: bool = False  # whether the period before is told
    charted: bool = True  # whether its numbers are of one kind, and bars say something

    def __post_init__(self) -> None:
        largest = self.charted and max((row.value or 0 for row in self.rows), default=0)
        for row in self.rows:
            row.bar = round(100 * (row.value or 0) / largest) if largest else 0


@dataclass
class Section:
    title: str
    tables: list[Table]
    lead: str = ""


@dataclass
class Names:
    """What the organisation's own categories are called today."""

    partners: dict[str, str] = field(default_factory=dict)
    interests: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, organisation_id: Any) -> "Names":
        partners = Partner.objects.filter(organisation=organisation_id).values_list("pk", "name")
        return cls({str(pk): name for pk, name in partners},
                   dict(Interest.objects.values_list("slug", "name")))  # fmt: skip

    def __getitem__(self, key: str) -> str:
        return self.partners.get(key) or self.interests.get(key) or key


def sections(
    closed: ClosedPeriod, before: ClosedPeriod | None, names: Names, costs: Costs
) -> list[Section]:
    def tables(*keys: str) -> list[Table]:
        return [table(BY_KEY[key], closed, before, names) for key in keys]

    return [
        Section("In short", tables("activity")),
        Section("Referrals", [*tables("received", "people_by_partner", "taken_up_by_partner"),
                              waiting(closed, names)]),
        Section("Who was reached", tables("age", "district")),
        Section("Sessions", [minutes(closed)]),
        Section("Networks", [*tables("network_type", "growth"), on_map(closed)]),
        Section("What people asked for", tables("interests", "unmet")),
        Section("What became of it", tables("at_3_months", "at_6_months", "reasons")),
        Section("Measures before and after", measures(closed), NO_CLAIM),
        Section("What it costs", cost_tables(costs), COSTS_ONLY),
    ]  # fmt: skip


NO_CLAIM = (
    "These say what people answered, not what Genie did: without people who had no sessions to "
    "compare with, nobody can tell. A trial with 469 people found little to no effect on "
    "loneliness."
)
COSTS_ONLY = (
    "Hours of sessions at the rates that the organisation gave, and no more: without rent, "
    "management, the directory, or what the activities cost, and nothing about what was saved."
)


def table(figure: Figure, closed: ClosedPeriod, before: ClosedPeriod | None, names: Names) -> Table:
    counts: Mapping[str, int | None] = closed.figures["counts"].get(figure.key, {})
    compares = figure.key == "activity" and before is not None
    rows = [
        Row(
            key,
            label,
            counts.get(key),
            before.count(figure.key, key) if compares and before else None,
            ACTIVITY[key][1] if figure.key == "activity" else "",
        )
        for key, label in labels(figure, counts, names)
    ]
    return Table(figure.key, figure.title, figure.of, figure.how, rows, compares)


def labels(
    figure: Figure, counts: Mapping[str, int | None], names: Names
) -> Iterable[tuple[str, str]]:
    """In the vocabulary's order; names of the organisation's own by their number."""
    if figure.labels is not None:
        return figure.labels.items()
    named = [(key, names[key]) for key in counts]
    return sorted(named, key=lambda pair: (-(counts[pair[0]] or 0), pair[1]))


def waiting(closed: ClosedPeriod, names: Names) -> Table:
    means = closed.figures["means"]
    start = "days_to_contact"
    partners = sorted((names[key.split()[1]], key) for key in means if key.startswith(f"{start} "))
    listed = [("All partners", start), *partners]
    return Table(
        start,
        "Days to first contact",
        "Days",
        "From the day on which a referral came to the first word with the person, if that was in "
        "the period: half of them waited no longer (the median). Of partners with fewer than five "
        "it is not told.",
        [Row(key, name, means.get(key)) for name, key in listed],
    )


def minutes(closed: ClosedPeriod) -> Table:
    means = closed.figures["means"]
    return Table(
        "minutes",
        "Minutes a stage",
        "Minutes",
        "On average of the sessions begun in the period that spent time on the stage, as measured "
        "while its page is on screen; breaks are left out.",
        [average(s.value, str(s.label), means.get(f"minutes {s.value}")) for s in Stage],
    )


def on_map(closed: ClosedPeriod) -> Table:
    means = closed.figures["means"]
    listed = {"on_map_before": "On the map before", "on_map_after": "On the map of the follow-up"}
    return Table(
        "on_map",
        "How many on the map",
        "On average",
        "Of the same maps as “How maps grew”.",
        [average(key, name, means.get(key)) for key, name in listed.items()],
    )


def measures(closed: ClosedPeriod) -> list[Table]:
    return [
        Table(
            f"measure {number}",
            score["title"],
            "Mean",
            f"Of follow-ups finished in the period of which both answers are there: about "
            f"{score['people']}. From {score['lowest']} to {score['highest']}; a higher value "
            f"means {score['higher']}.",
            [Row("before", "Before", score["before"]), Row("after", "After", score["after"])],
            charted=False,
        )
        for number, score in enumerate(closed.figures["measures"], start=1)
    ]


def cost_tables(costs: Costs) -> list[Table]:
    if not costs.by_role:
        return []
    hours = [Row(cost.role, cost.role, round(cost.hours)) for cost in costs.by_role]
    pounds = [
        Row("total", "Altogether", round(costs.pounds)),
        average("per_person", "For each person reached", tidy(costs.per_person)),
        average("per_activity", "For each activity taken up", tidy(costs.per_activity)),
    ]
    return [
        Table(
            "hours",
            "Hours by role",
            "Hours",
            "Of sessions begun in the period, as measured, with the hours that you say go with "
            "each hour of a session. Of a role with fewer than five sessions it is not told.",
            hours,
        ),
        Table(
            "costs",
            "Costs",
            "Pounds",
            "Hours by role at the rate of the role; divided by the numbers above, which are to the "
            "nearest five.",
            pounds,
            charted=False,
        ),
    ]


def tidy(pounds: float | None) -> float | None:
    return None if pounds is None else round(pounds)
