"""Minutes per step, as a pure rule: a calm guide to the 45 minutes, not a stopwatch."""

import datetime as dt

# The page reports in every minute while it is on screen. A longer silence than this is the lid
# of a laptop, not conversation, so none of it counts. (Our decision.)
LONGEST_SILENCE = dt.timedelta(minutes=20)


def seconds_between(last: dt.datetime | None, now: dt.datetime) -> int:
    """Whole seconds to add for the time since the page last reported in."""
    if last is None or now < last or now - last > LONGEST_SILENCE:
        return 0
    return int((now - last).total_seconds())
