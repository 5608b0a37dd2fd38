"""Minutes per step, as a pure rule: a calm guide to the 45 minutes, not a stopwatch."""

import datetime as dt

# The page reports in every minute while it is on screen. A longer silence than this is the lid
# of a laptop, not conversation, so none of it counts. (Our decision.)
LONGEST_SILENCE = dt.timedelta(minutes=20)


def elapsed(last: dt.datetime | None, now: dt.datetime) -> tuple[int, dt.datetime]:
    """Whole seconds to add for the time since the page last reported in, and the moment up to
    which they count: the fraction of a second left over is counted next time."""
    if last is None or not dt.timedelta(0) <= now - last <= LONGEST_SILENCE:
        return 0, now
    seconds = int((now - last).total_seconds())
    return seconds, last + dt.timedelta(seconds=seconds)
