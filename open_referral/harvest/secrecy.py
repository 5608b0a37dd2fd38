"""Whether a feed says that an address must not be known: by a flag, or where the address would be.
Knows no database."""

import re
from functools import lru_cache

from open_referral.harvest.values import Json, known_text, objects, take_truth
from resources.confidential import MASKED, says_withheld
from resources.intake.values import NOT_CONFIDENTIAL

PLACE = r"(?:exact_|full_|the_|venue_)?(?:address|location)"
HIDDEN = (
    r"(?:not_(?:public|published|shown|visible|for_publication|to_be_published)|hidden|private"
    r"|secret|masked|withheld|unpublished|undisclosed|unlisted|sensitive|protected|restricted)"
)
SECRET_FLAG = re.compile(
    r"confidential|mask_exact_address|(?:is_|^)private$"
    rf"|(?:hide|withhold|mask|(?:do_?not|dont|not|never|no)_(?:show|publish|display|share|list))_{PLACE}"
    rf"|(?:address|location)_(?:is_)?{HIDDEN}|{HIDDEN}_(?:address|location)",
    re.IGNORECASE,
)
# the other way round
SHOWN = r"(?:visible|public|shown|published|shareable)"
SHOWN_FLAG = re.compile(
    rf"(?:address|location)_(?:is_)?{SHOWN}(?!_(?:at|on|by|date))|(?:show|publish|share)_{PLACE}",
    re.IGNORECASE,
)
# it may also be the address itself
SHOWN_OR_ADDRESS = re.compile(rf"(?:^|_)(?:{SHOWN}|display)_(?:address|location)$", re.IGNORECASE)


def is_hidden(*holders: Json) -> bool:
    """Of what joins a service to a location, and of the location with its addresses."""
    addresses = [one for holder in holders for one in objects(holder.get("addresses"))]
    lines = [
        known_text(one.get(name), 300) for one in addresses for name in ("address_1", "address_2")
    ]
    flagged = [says_secret(holder) for holder in (*holders, *addresses)]
    masked = any(MASKED.fullmatch(str(one.get("address_1")).strip()) for one in addresses)
    return any(flagged) or masked or any(map(says_withheld, lines))


def says_secret(holder: Json) -> bool:
    """By a flag: Outpost's, or one that is called after what it means."""
    unseen = [take_truth(holder, name) is False for name in ("visible", "public", "is_public")]
    return secret_by_flag(holder) or any(unseen)


def secret_by_flag(holder: Json) -> bool:
    """Only a plain no to whether it is secret, or a plain yes to whether it is shown, leaves it to
    be seen."""
    secret = False
    for name in list(holder):
        kind = asks(name)
        if kind is SECRET_FLAG:
            secret |= keeps_secret(holder, name)
        elif kind is SHOWN_FLAG:
            said = take_truth(holder, name)
            secret |= said is False or (said is None and bool(known_text(holder.get(name), 200)))
        elif kind is SHOWN_OR_ADDRESS:
            secret |= take_truth(holder, name) is False
    return secret


# the same few hundred names come up again and again
@lru_cache(maxsize=5000)
def asks(name: str) -> re.Pattern[str] | None:
    """Which of the patterns a name fits: what its value says."""
    called = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    kinds = (SECRET_FLAG, SHOWN_FLAG, SHOWN_OR_ADDRESS)
    return next((kind for kind in kinds if kind.search(called)), None)


def keeps_secret(holder: Json, name: str) -> bool:
    said = take_truth(holder, name)
    text = known_text(holder.get(name), 200) if said is None else ""
    if text and text.casefold() not in NOT_CONFIDENTIAL:
        del holder[name]
        return True
    return said is True
