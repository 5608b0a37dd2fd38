"""Rules as hypothesis makes them up."""

import datetime as dt

from hypothesis import strategies as st

from recurrence.rules import Rule
from recurrence.vocabulary import Frequency

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2029, 12, 31))


@st.composite
def rules(draw) -> Rule:
    """Any rule of ours that falls on some day."""
    monthly = draw(st.booleans())
    by_date = monthly and draw(st.booleans())
    starts_on = draw(st.none() | DAYS)
    ends_on = draw(st.none() | DAYS)
    ordered = not (starts_on and ends_on) or starts_on <= ends_on
    rule = Rule(
        frequency=Frequency.MONTHLY if monthly else Frequency.WEEKLY,
        interval=draw(st.integers(1, 12)),
        weekday=None if by_date else draw(st.integers(0, 6)),
        week=draw(st.sampled_from([1, 2, 3, 4, 5, -1])) if monthly and not by_date else None,
        day_of_month=draw(st.sampled_from([*range(1, 32), -1])) if by_date else None,
        months=tuple(sorted(draw(st.sets(st.integers(1, 12), max_size=3)))),
        starts_on=starts_on,
        ends_on=ends_on if ordered else None,
        exceptions=tuple(sorted(draw(st.sets(DAYS, max_size=2)))),
    )
    if starts_on and rule.interval > 1:
        first = Rule(**{**vars(rule), "ends_on": None, "exceptions": ()}).first_date()
        rule = Rule(**{**vars(rule), "starts_on": first or None, "ends_on": None})
    return rule
