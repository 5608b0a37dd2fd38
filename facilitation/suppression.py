"""Counts that point to nobody: fewer than five, none included, are not told apart, and what is
shown is shown to the nearest five. Pure.

After the suppression of small numbers in NHS England's statistics (NHS Talking Therapies, monthly
activity: counts below five are suppressed, the others rounded to the nearest five). Beyond it, none
is not told from a few: in a list of groups that says which are empty, the others can be worked out.
"""

SMALLEST_SHOWN = 5
NEAREST = 5


def shown(count: int) -> int | None:
    """The count as anybody may see it; None: fewer than five, or none."""
    return None if count < SMALLEST_SHOWN else NEAREST * round(count / NEAREST)
