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
    "2026-2": Wording(
        version="2026-2",
        introduction=(
            "We'd like to keep what we talk about today, so that you get a plan to take home and "
            "we can pick up where we left off. You can change your mind at any time: then we "
            "keep what there is and stop, or delete everything, as you wish."
        ),
        clauses={
            "keep": "I agree that what I say in this session is kept, and seen only by the person "
            "helping me, or by a colleague who takes over from them.",
            "follow_up": "I agree to be contacted in a few months to see how I got on.",
            "research": "I agree that my answers, without my name or postcode, help to make "
            "Genie better.",
            "record": "I agree that you also keep how to reach me and what I need: telephone, "
            "e-mail, language, getting about, who cares for me, and a note by the person "
            "helping me.",
        },
        needed=frozenset({"keep"}),
    ),
    # the same in shorter sentences: what was agreed to before holds as it was said
    "2026-3": Wording(
        version="2026-3",
        introduction=(
            "We'd like to keep what we talk about today, so that you get a plan to take home and "
            "we can pick up where we left off. You can change your mind at any time: then we "
            "keep what there is and stop, or delete everything, as you wish."
        ),
        clauses={
            "keep": "I agree that what I say in this session is kept. It is seen only by the "
            "person helping me, or by a colleague who takes over from them.",
            "follow_up": "I agree to be contacted in a few months to see how I got on.",
            "research": "I agree that my answers help to make Genie better. My name and postcode "
            "are left out.",
            "record": "I agree that you also keep how to reach me and what I need: telephone, "
            "e-mail, language, getting about, who cares for me. The person helping me may add a "
            "note.",
        },
        needed=frozenset({"keep"}),
    ),
}
CURRENT = WORDINGS["2026-3"]

# What happens when one agreement is withdrawn. Without what is needed there is no session: then
# everything is deleted, which is asked on a page of its own.
WITHDRAWING = {
    "follow_up": "Nobody contacts them about a follow-up: its date is taken away.",
    "record": "How to reach them, what they need and the private note are deleted.",
    "research": "What they said is in no export from now on.",
}
