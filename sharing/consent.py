"""What the person agrees to before anything is given to somebody else. A version that was used is
never edited; add the next."""

from typing import NamedTuple


class Wording(NamedTuple):
    version: str
    # a summary for {practice}
    summary: str
    # that {organisation} hears of the person
    introduction: str


WORDINGS = {
    "2026-1": Wording(
        version="2026-1",
        summary=(
            "I have seen this summary, and I agree that it is given to {practice}, who may keep it "
            "in my record. Nothing else of what I said is given to them."
        ),
        introduction=(
            "I agree that {organisation} is told what is written here, and nothing else. Then they "
            "can say whether I can come."
        ),
    ),
}
CURRENT = WORDINGS["2026-1"]
