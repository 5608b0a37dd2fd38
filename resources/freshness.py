"""When an entry should be checked again. A pure rule (our decision)."""

import datetime as dt

# A group moves or folds within a term or two; a helpline keeps its number.
GROUP = dt.timedelta(days=182)
REMOTE = dt.timedelta(days=365)
# Past its date an entry sinks in the results; so long past it, it leaves them.
TOO_LONG = dt.timedelta(days=182)


def check_again_on(*, verified_on: dt.date, delivery: list[str]) -> dt.date:
    """Half a year after the last check where people meet or are visited, otherwise a year."""
    meets = bool({"place", "home"} & set(delivery)) or not delivery
    return verified_on + (GROUP if meets else REMOTE)


def is_overdue(verify_by: dt.date | None, today: dt.date) -> bool:
    """Past the day by which it should have been checked again."""
    return verify_by is not None and verify_by < today


def oldest_trusted(today: dt.date) -> dt.date:
    """Entries that should have been checked before this day are not suggested any more."""
    return today - TOO_LONG
