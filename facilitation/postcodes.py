"""How a UK postcode is written. Where one is, `resources` knows."""

import re

# The outward codes' shapes, then a digit and two letters (BS 7666; GIR 0AA is long retired).
POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")


def normalise(text: str) -> str:
    """The postcode as it is printed: "so171bj" → "SO17 1BJ". ValueError if it cannot be one."""
    match = POSTCODE.fullmatch(re.sub(r"[\s.\-]", "", text).upper())
    if match is None:
        raise ValueError("not a postcode")
    return f"{match[1]} {match[2]}"
