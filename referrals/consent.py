"""What a referrer asks the person before a referral is sent. A version that was used is never
edited; add the next."""

from typing import NamedTuple


class Wording(NamedTuple):
    version: str
    # {organisation} stands for whom it is sent to
    share: str
    tell: str


WORDINGS = {
    "2026-1": Wording(
        version="2026-1",
        share=(
            "They agree that this is sent to {organisation}, who keep it and get in touch with "
            "them."
        ),
        tell=(
            "They agree that we hear what came of it: booked, seen or declined. Never what was "
            "said."
        ),
    ),
}
CURRENT = WORDINGS["2026-1"]
