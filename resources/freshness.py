"""When an entry should be checked again. A pure rule (our decision)."""

import datetime as dt

# A group moves or folds within a term or two; a helpline keeps its number.
GROUP = dt.timedelta(days=182)
REMOTE = dt.timedelta(days=365)


def check_again_on(*, verified_on: dt.date, delivery: list[str]) -> dt.date:
    """Half a year after the last check where people meet or are visited, otherwise a year."""
    meets = bool({"place", "home"} & set(delivery)) or not delivery
    return verified_on + (GROUP if meets else REMOTE)
