"""What is missing, by interest and postcode district, for those who can do something about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from facilitation.periods import Period
from facilitation.suppression import SMALLEST_SHOWN, shown
from geography import map_dots
from resources.models import UnmetNeed

MOST_DISTRICTS = 30
# How often an interest was looked for in vain in a district, as it may be told.
Cell = int | None


@dataclass
class Report:
    """Interests in their order by districts with the most need first. No totals: they would tell
    what is left out."""

    districts: list[str] = field(default_factory=list)
    rows: list[tuple[str, list[Cell]]] = field(default_factory=list)


def tabulate(counts: Mapping[tuple[str, str], int], interests: Sequence[tuple[str, str]]) -> Report:
    """`counts` by (interest slug, district); `interests` as (slug, name) in order. Only districts
    and interests with at least one number to show are listed."""
    large = {key: count for key, count in counts.items() if count >= SMALLEST_SHOWN}
    need: dict[str, int] = {}
    for (_, district), count in large.items():
        need[district] = need.get(district, 0) + count
    districts = sorted(need, key=lambda district: (-need[district], district))[:MOST_DISTRICTS]
    listed = {slug for slug, district in large if district in districts}
    rows = [
        (name, [shown(counts.get((slug, district), 0)) for district in districts])
        for slug, name in interests
        if slug in listed
    ]
    return Report(districts, rows)


def count_needs(period: Period) -> dict[tuple[str, str], int]:
    needs = UnmetNeed.objects.filter(date__gte=period.first, date__lt=period.after).exclude(
        district=""
    )
    counted = needs.order_by().values_list("interest", "district").annotate(times=Count("pk"))
    return {(interest, district): times for interest, district, times in counted}


def for_map(report: Report) -> list[dict[str, object]]:
    """A circle for each district: where, how much is shown for it, and of what."""
    centres = map_dots.centres()
    return [
        {
            "name": district,
            "at": centres[district],
            "missing": [
                {"interest": interest, "count": cells[column]}
                for interest, cells in report.rows
                if cells[column]
            ],
        }
        for column, district in enumerate(report.districts)
        if district in centres
    ]
