"""The wording a participant agrees to. A version that was used is never edited; add the next."""

from typing import NamedTuple


class Wording(NamedTuple):
    version: str
    introduction: str
    # key → sentence, and whether a session cannot go on without it
    clauses: dict[str, str]
    needed: frozenset[str]


WORDINGS = {
    "2026-1": Wording(
        version="2026-1",
        introduction=(
            "We'd like to keep what we talk about today, so that you get a plan to take home and "
            "we can pick up where we left off. You can change your mind at any time, and we will "
            "delete everything."
        ),
        clauses={
            "keep": "I agree that what I say in this session is kept, and seen only by the person "
            "helping me.",
            "follow_up": "I agree to be contacted in a few months to see how I got on.",
            "research": "I agree that my answers, without my name or postcode, help to make "
            "Genie better.",
        },
        needed=frozenset({"keep"}),
    ),
}
CURRENT = WORDINGS["2026-1"]
