"""E-mail addresses that people sign in by: one spelling each.

A letter that looks like another ("facılitator@", with a dotless i) is somebody else's address to a
mail server, and the same to a database that compares in capitals. So an address has none: it is in
plain letters, and compared as it stands in small ones.
"""

from django.core.exceptions import ValidationError

WRONG = "Write an e-mail address, such as name@example.org."
LONGEST = 254


def plain(typed: str) -> str:
    """The one spelling of an address, or a ValidationError."""
    address = typed.strip().lower()
    if not address.isascii() or len(address) > LONGEST:
        raise ValidationError(WRONG)
    return address
