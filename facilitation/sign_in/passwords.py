"""What is no password: easily guessed, by somebody who knows what others have chosen."""

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

from facilitation.models import User

# 10 to the power of so many guesses: out of reach of whoever has to wait between two of them
NEEDED = 3  # of 4, by zxcvbn
READ = 72  # letters: what a longer one begins with says enough, and reading takes time
OURS = ["genie", "link worker", "linkworker"]


class NotEasilyGuessed(CommonPasswordValidator):
    """Offline, and said in one sentence: Django's own list of common ones; and zxcvbn, by 30,000
    passwords from breaches, words, names and dates, also where they are doubled, spelt backwards or
    with digits for letters. It knows the user's own name too."""

    def validate(self, password: str, user: User | None = None) -> None:
        known = [*OURS, *words_of(user)]
        common = password.lower().strip() in self.passwords
        if common or zxcvbn(password[:READ], user_inputs=known)["score"] < NEEDED:
            raise ValidationError(
                "That is easily guessed. Choose something nobody would think of, such as three or"
                " four words that do not belong together."
            )

    def get_help_text(self) -> str:
        return "Three or four words that do not belong together are easy to remember."


def words_of(user: User | None) -> list[str]:
    """What others know of the user."""
    if user is None:
        return []
    organisation = user.organisation.name if user.organisation else ""
    return " ".join([user.email.replace("@", " "), user.email, user.name, organisation]).split()
