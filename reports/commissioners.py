"""The figures of a period on two pages, for those who pay for it."""

from dataclasses import replace

from facilitation.pdf import make_pdf
from facilitation.suppression import SMALLEST_SHOWN
from reports.figures import BY_KEY
from reports.models import ClosedPeriod
from reports.report import Section, Table

# of names of the organisation's own, so that all of it stays on two pages
MOST_ROWS = 6
ON_PAGE_1 = 5  # sections


def two_pages(closed: ClosedPeriod, sections: list[Section]) -> bytes:
    """A PDF; see `facilitation.pdf`."""
    shortened = [
        replace(
            section, tables=[short for table in section.tables if (short := shorten(table)).rows]
        )
        for section in sections
    ]
    told = [section for section in shortened if section.tables]
    first = [section for section in told if section in shortened[:ON_PAGE_1]]
    context = {
        "closed": closed,
        "organisation": closed.organisation,
        "smallest": SMALLEST_SHOWN,
        "pages": [first, [section for section in told if section not in first]],
    }
    return make_pdf("reports/commissioners.pdf.html", context, "reports/pdf.css")


def shorten(table: Table) -> Table:
    """What can be told of it; of the organisation's own names those with the most."""
    rows = [row for row in table.rows if row.value is not None]
    if table.key not in BY_KEY or BY_KEY[table.key].labels is None:
        rows = rows[:MOST_ROWS]
    return replace(table, rows=rows)
