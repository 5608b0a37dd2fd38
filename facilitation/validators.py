"""What a telephone number looks like, wherever one is typed."""

import re

from django.core.validators import RegexValidator

# Digits with the usual marks between them, and perhaps an extension: 023 8000 0000 ext 12, 111.
PHONE = RegexValidator(
    r"^\+?[0-9][0-9 ()\-/.]{1,25}(?:\s*(?:ext\.?|x|extension)\s*[0-9]{1,6})?$",
    "Enter a phone number in digits, such as 01632 960123.",
    flags=re.IGNORECASE,
)
