"""Whether a facilitator is ready to hold sessions alone, as a pure rule.

The papers ask that whoever delivers Genie is trained and that delivery is checked for fidelity;
they publish no threshold. These are our decision: a manager looks at the rows, not at the word.
"""

from collections.abc import Sequence
from typing import NamedTuple

FIRST = 3  # sessions that somebody supports
WHOLE = 2  # of them that went through all steps in a usual time
STEPS = 5
LEAST_MINUTES, MOST_MINUTES = 20, 90


class FirstSession(NamedTuple):
    """One of a facilitator's first sessions. `supported_by`: a name, or empty."""

    supported_by: str
    steps: int
    minutes: int

    @property
    def is_whole(self) -> bool:
        return self.steps == STEPS and LEAST_MINUTES <= self.minutes <= MOST_MINUTES


def missing(first: Sequence[FirstSession]) -> list[str]:
    """What there is to do yet, in words; empty for who is ready."""
    words = []
    if len(first) < FIRST:
        words.append(f"{FIRST - len(first)} more to hold")
    if unsupported := sum(not one.supported_by for one in first):
        words.append(f"{unsupported} not marked as supported")
    if sum(one.is_whole for one in first) < WHOLE:
        words.append(f"{WHOLE} of them in all {STEPS} steps, within 20 to 90 minutes")
    return words
