"""What researchers get instead of names and ids."""

import hmac
from uuid import UUID

from django.conf import settings

LENGTH = 20  # hexadecimal digits: 80 bits, so that no two of a million people ever share one


def pseudonym(kind: str, pk: UUID, study: str) -> str:
    """The same stand-in for the same record, such as a "participant", in every export for a study,
    of LENGTH hexadecimal digits: two studies cannot be joined. Without the key nobody can tell
    whose it is, nor try ids until one fits.
    """
    message = f"genie pseudonym\0{study.casefold()}\0{kind}\0{pk}".encode()
    return hmac.new(settings.GENIE_PSEUDONYM_KEY.encode(), message, "sha256").hexdigest()[:LENGTH]
