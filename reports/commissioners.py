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
# of text, about
LINES_A_COLUMN = 48
LETTERS_A_LINE = 52
HOW_IT_WAS_COUNTED = 20  # lines


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
    second = [section for section in told if section not in first]
    context = {
        "closed": closed,
        "organisation": closed.organisation,
        "smallest": SMALLEST_SHOWN,
        "pages": [columns(first), columns(second, HOW_IT_WAS_COUNTED)],
    }
    return make_pdf("reports/commissioners.pdf.html", context, "reports/pdf.css")


def shorten(table: Table) -> Table:
    """What can be told of it; of the organisation's own names those with the most."""
    rows = [row for row in table.rows if row.value is not None]
    if table.key not in BY_KEY or BY_KEY[table.key].labels is None:
        rows = rows[:MOST_ROWS]
    return replace(table, rows=rows)


def columns(sections: list[Section], below: int = 0) -> list[list[Section]]:
    """The sections of a page in two columns, as even as whole sections go, with so many lines more
    `below` them. In one that runs over into the second where one of two would be too long."""

    def longest(first: int) -> int:
        left, right = (sum(map(lines, part)) for part in (sections[:first], sections[first:]))
        return max(left, right + below)

    first = min(range(len(sections) + 1), key=longest)
    if longest(first) > LINES_A_COLUMN:
        return [sections]
    return [sections[:first], sections[first:]]


def lines(section: Section) -> int:
    """About how many it takes: a heading, a lead, and of each table the title, rows and a gap."""
    return (
        2 + len(section.lead) // LETTERS_A_LINE + sum(len(one.rows) + 2 for one in section.tables)
    )
