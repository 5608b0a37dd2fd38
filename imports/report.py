"""What became of the rows of a file, for whoever brought it."""

from collections import Counter
from dataclasses import dataclass, field

from resources.intake.entries import RowOutcome

MOST_REMARKS = 3000

COUNTED = (
    RowOutcome.NEW,
    RowOutcome.CHANGED,
    RowOutcome.UNCHANGED,
    RowOutcome.CLOSED,
    RowOutcome.SKIPPED,
    RowOutcome.DUPLICATE,
    RowOutcome.LOOK_ALIKE,
    RowOutcome.FAILED,
)

Remark = tuple[int, str, str]


@dataclass
class Report:
    """What became of each row: counts, and one plain sentence for each row that needs a look."""

    counts: Counter[str] = field(default_factory=Counter)
    # (row number, RowOutcome, what)
    remarks: list[Remark] = field(default_factory=list)

    def count(self, number: int, outcome: RowOutcome, text: str) -> None:
        self.counts[outcome] += 1
        self.remark(number, outcome, text)

    def remark(self, number: int, outcome: RowOutcome, text: str) -> None:
        # what no database can hold is not quoted
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
        self.remarks.append((number, outcome.value, text))

    def sort_since(self, first: int) -> None:
        """Put the remarks from this one on in the order of their rows."""
        self.remarks[first:] = sorted(self.remarks[first:], key=lambda remark: remark[0])

    def most_important(self) -> list[Remark]:
        """What is kept of the remarks: every failure, and of the others a few thousand, those on
        rows that were left out on purpose last."""
        if len(self.remarks) <= MOST_REMARKS:
            return self.remarks
        failed = [remark for remark in self.remarks if remark[1] == RowOutcome.FAILED]
        others = [remark for remark in self.remarks if remark[1] != RowOutcome.FAILED]
        others.sort(key=lambda remark: remark[1] == RowOutcome.SKIPPED)
        return failed + others[: max(MOST_REMARKS - len(failed), 0)]
