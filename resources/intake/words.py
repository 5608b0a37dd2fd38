"""Our choices in other people's words: how to join, how it happens, for which condition.

Nothing is guessed from a word that may mean something else: what is not known stays words.
"""

import re
from typing import Any

from facilitation.vocabulary import Condition, Gender
from resources.intake.nothing import known
from resources.vocabulary import Delivery, Joining, Known, Status

SEPARATORS = re.compile(r"\s*(?:[;|,/\n&+]|\band\b)\s*")
DELIVERY = {
    Delivery.PLACE: r"(?:at a )?(?:place|venue|centre)|in[- ]person|face[- ]to[- ]face|f2f"
    r"|on[- ]?site",
    Delivery.ONLINE: r"online|virtual|video(?: call)?|zoom|teams|remote|web|website|webinar"
    r"|digital",
    Delivery.PHONE: r"(?:by )?(?:tele)?phone|helpline",
    Delivery.HOME: r"(?:comes to (?:your|the) |(?:at|in) (?:your "
    r"|the )?)?(?:own )?home(?: visits?)?",
}
JOINING = {
    Joining.DROP_IN: r"drop[- ]?in|(?:just )?turn up(?: on the day)?|walk[- ]?in|open (?:access"
    r"|to all)"
    r"|no (?:booking|referral|appointment)s?(?: (?:is )?(?:needed|required|necessary))?",
    Joining.REFERRAL: r"(?:gp|professional|by|via|needs?|requires?|through|health|\s)*"
    r"\breferrals?(?: (?:only|is|needed|required|necessary|from|by|a|gp|professional))*",
    Joining.CONTACT: r"(?:please )?(?:book|call|ring|phone|telephone|e-?mail|register|contact"
    r"|sign up)\b.*"
    r"|self[- ]?refer(?:ral)?s?|(?:advance |pre-?)?booking.*|(?:by )?appointment.*",
}
CONDITIONS = {
    Condition.ARTHRITIS: r"(?:osteo|rheumatoid )?arthritis|joint (?:pain|problems)",
    Condition.BACK_PAIN: r"(?:chronic |back |persistent )?pain|fibromyalgia",
    Condition.DIABETES: r"(?:type [12] )?diabet(?:es|ic)",
    Condition.HEART: r"(?:heart|cardiac)(?: (?:disease|failure|problems?|conditions?))?"
    r"|high blood pressure"
    r"|hypertension",
    Condition.LUNGS: r"copd|asthma|lungs?(?: (?:disease|problems?|conditions?))?"
    r"|respiratory(?: disease)?",
    Condition.STROKE: r"strokes?|stroke survivors?",
    Condition.CANCER: r"(?:\w+ )?cancer",
    Condition.KIDNEY: r"kidneys?(?: (?:disease|failure|problems?))?",
    Condition.LOW_MOOD: r"anxiety|depression|low mood",
    Condition.MENTAL_HEALTH: r"mental (?:health|illness)(?: (?:problems?|conditions?))?",
    Condition.DEMENTIA: r"dementia|alzheimer'?s?(?: disease)?|memory (?:loss|problems)",
    Condition.NEUROLOGICAL: r"parkinson'?s?(?: disease)?|ms|multiple sclerosis|mnd"
    r"|motor neurone disease"
    r"|epilepsy",
    Condition.SIGHT: r"sight loss|visual(?:ly)? impair\w*|blind(?:ness)?|partially sighted",
    Condition.HEARING: r"hearing (?:loss|impair\w*)|deaf(?:ness)?",
    Condition.LEARNING: r"learning disabilit\w+|autis(?:m|tic)|asd",
}
GENDERS = {
    Gender.WOMAN: r"wom[ae]n(?: only)?|females?(?: only)?|ladies(?: only)?|girls|f",
    Gender.MAN: r"m[ae]n(?: only)?|males?(?: only)?|gentlemen|boys|m",
}
YES = {
    "yes", "y", "true", "t", "1", "full", "fully", "accessible", "fully accessible", "available",
    "wheelchair accessible", "step free", "step-free", "full access", "level access",
}  # fmt: skip
NO = {"no", "n", "false", "f", "0", "none", "not accessible", "inaccessible", "not available"}


# "Yes - by the side door"; "No, but" may be anything
YES_AND = re.compile(r"(?:yes|y)\b\s*[-–,;:(]", re.IGNORECASE)
EVERYBODY = {"mixed", "all", "any", "both", "everyone", "everybody", "all genders", "no", "unisex"}


def truth(text: str) -> bool | None:
    """Yes or no; None where it says neither."""
    plain = plainly(text)
    return True if plain in YES else False if plain in NO else None


def fact(text: str) -> Known:
    """An accessibility fact. What is not plainly a yes or a no is not known."""
    said = True if YES_AND.match(text.strip()) else truth(text)
    return Known.NOT_KNOWN if said is None else Known.YES if said else Known.NO


def joining(text: str) -> str | None:
    return one_of(text, Joining, JOINING)


def delivery(text: str) -> list[str] | None:
    return several(text, Delivery, DELIVERY)


def conditions(text: str) -> list[str] | None:
    return several(text, Condition, CONDITIONS)


def genders(text: str) -> list[str] | None:
    return [] if plainly(text) in EVERYBODY else several(text, Gender, GENDERS)


def status(text: str) -> str | None:
    return one_of(text, Status, {})


def several(text: str, choices: Any, spoken: dict[Any, str]) -> list[str] | None:
    """The choices that the parts of the text name; None when one of them names none."""
    parts = [part for part in SEPARATORS.split(known(text)) if part]
    found = [one_of(part, choices, spoken) for part in parts]
    return None if None in found else list(dict.fromkeys(filter(None, found)))


def one_of(text: str, choices: Any, spoken: dict[Any, str]) -> str | None:
    """The choice that the whole text names, by its value, its label or in such words."""
    plain = plainly(text)
    for value, label in choices.choices:
        if plain in {value.casefold(), str(label).casefold()}:
            return str(value)
    found = (one for one, words in spoken.items() if re.fullmatch(words, plain))
    return next((str(one.value) for one in found), None)


def plainly(text: str) -> str:
    return " ".join(text.split()).casefold().strip(" .!")
