"""What looks like a refuge, and what of an entry must not be told while it does. Pure.

The rule is ours and errs on the safe side: an entry that looks like one is confidential until a
curator says otherwise. What counts as one: the kinds of safe accommodation of the Domestic Abuse
Act 2021 (part 4, and its regulations SI 2021/991: refuge, specialist safe, dispersed and second
stage accommodation), homes of people who were trafficked or seek asylum, and children's homes,
whose addresses Ofsted does not publish either. The words are in `refuge_words`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from resources import refuge_words as words

# What a source says outright, where it does not only look like it
SAID_SO = "its source says so"
WITHHELD = "(address withheld)"
# in the place of an address
NOT_SAID = {"confidential", "undisclosed", "withheld", "not disclosed", "secret", "not published"}
LONGEST_REASON = 80
SHORTEST_PART = 5  # of an address that is looked for in a text

POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]?[\s-]*[0-9][A-Z]{2}\b", re.IGNORECASE)
KIND_OF_STREET = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|close|drive|way|place|terrace|crescent|court|gardens"
    r"|grove|square|hill|row|walk|mews|park|parade|green|quay|wharf|broadway|rise|view|bank|gate|yard"
    r"|mead|fields?|buildings)"
)
# of a house; not of "5 minutes' walk", "8 rooms and gardens", "12 Step Way"
NUMBER = re.compile(
    r"\b(?:flat [0-9]+[a-z]?,?\s+)?[0-9]+[a-z]?(?:\s?[-–/]\s?[0-9]+[a-z]?)?,?\s+"
    r"(?!(?:min|hour|mile|metre|yard|week|day|month|year|night)s?(?:ute|utes)?\b)"
    r"(?!(?:per|and|or|of|to|safe places?|steps? (?:on|to|way))\b)"
    r"(?!(?:women|men|people|families|children|mothers|mums|adults|girls|(?:bed)?rooms|places|ways"
    rf"|support)\b(?!['’]|\s+{KIND_OF_STREET}\b))",
    re.IGNORECASE,
)
STREET = re.compile(
    # the Welsh name for one stands in front
    rf"{NUMBER.pattern}(?:(?:(?!(?:with|our|own|you|we|are|is|a|an)\s)[a-z'’.-]+\s+){{1,3}}?"
    rf"{KIND_OF_STREET}"
    r"|(?:heol|stryd|y stryd|ffordd|lôn|rhodfa|maes)(?:\s+[a-z'’-]+){1,2})\b",
    re.IGNORECASE,
)
ON_A_STREET = re.compile(rf"[0-9]|\b{KIND_OF_STREET}$", re.IGNORECASE)
# degrees, a grid reference, three words, and a link to a map
POINT = re.compile(
    r"https?://\S{0,2000}?(?:maps|goo\.gl|openstreetmap|osm\.org|what3words|w3w)\S*"
    r"|-?\b[0-9]{1,2}\.[0-9]{3,}°?\s?[NnSs]?\s?[,;/ ]\s?-?[0-9]{1,2}\.[0-9]{3,}°?"
    r"|///\s?[a-z]+\.[a-z]+\.[a-z]+|\bwhat3words:?\s?[a-z]+\.[a-z]+\.[a-z]+"
    r"|\b[HNOST][A-HJ-Z]\s?(?:[0-9]{3}\s?[0-9]{3}|[0-9]{4}\s?[0-9]{4}|[0-9]{5}\s?[0-9]{5})\b"
)
NO_NAME = "Confidential address"
# Where an address would be, instead of one
SAYS_WITHHELD = re.compile(
    r"\b(?:confidential|undisclosed|withheld|secret (?:location|address|venue)"
    r"|not (?:disclosed|public|published|given|shown|shared|for publication|to be published)"
    r"|private (?:address|residence|location))\b"
    r"|^\W*(?:secret|private|hidden|restricted|protected|unlisted)\W*$"
    r"|\b(?:contact|call|ring|phone|telephone|ask|e-?mail|enquire)\b.{0,20}\bfor (?:the |our |an? "
    r"|full )?(?:address|location|venue)\b"
    r"|\b(?:address|location|venue) (?:is )?(?:available |given |supplied |provided )*(?:on|upon) "
    r"(?:request|application|booking|referral|enquiry)\b",
    re.IGNORECASE,
)
# Worth to be read by the rule, in what is otherwise only remarked on or not used
HINT = re.compile(
    r"refuge(?!e)|safe ?(?:house|accom|home|flat|space)|shelter|women.?s aid|hostel|sanctuary|abus"
    r"|violen|\bd\.?v\.?a?\b|fleeing|traffick|slavery|forced marriage|honou?r.based|confidential"
    r"|undisclosed|withheld|secret|not for publication|do not publish|publish|asylum"
    r"|child(?:ren)?.?s home|lloches",
    re.IGNORECASE,
)


# one of these is in whatever HINT finds: a tenth of the time
PARTS_OF_HINTS = (
    "refuge", "safe", "shelter", "aid", "hostel", "sanctuary", "abus", "violen", "dv", "d.v",
    "flee", "traffick", "slaver", "marriage", "hono", "confiden", "undisc", "withheld", "secret",
    "publi", "asylum", "home", "lloch",
)  # fmt: skip


# what stands for a line of an address that is hidden, as Outpost does it
MASKED = re.compile(r"\*+")


def says_withheld(address: str) -> bool:
    """Does it say, instead of an address, that this must not be known?"""
    return bool(MASKED.fullmatch(address) or SAYS_WITHHELD.search(address))


def hints(texts: Iterable[str]) -> list[str]:
    """Those of many texts that the rule should read, which takes a hundred times as long."""
    likely = (text for text in texts if any(map(text.casefold().__contains__, PARTS_OF_HINTS)))
    return [text for text in likely if HINT.search(text)]


def reasons(
    *, name: str, provider: str = "", description: str = "", more: Iterable[str] = ()
) -> list[str]:
    """The words by which an entry looks like a refuge, as they are read; none, it does not.

    `more` is what else is said of it: its source's categories, the names of its places.
    """
    more = [*more]
    title, about = words.read(name), words.read(", ".join([description, *more]))
    runs_it = read_provider(provider)
    found = [
        *words.strong(title), *words.strong(about), *words.strong(runs_it),
        *words.abuse_in_name(title), *words.abuse_in_name(runs_it),
        *words.home_for_victims(title, about), *words.home_for_victims(runs_it, ""),
        *words.home_of_known(title, about, runs_it),
        *(said for one in more if (said := one.strip(" .()*").casefold()) in NOT_SAID),
    ]  # fmt: skip
    return sorted({phrase[:LONGEST_REASON] for phrase in found})


# a few hundred run everything
@lru_cache(maxsize=2000)
def read_provider(name: str) -> str:
    return words.read(name)


def note(found: list[str]) -> str:
    """What a report says of an entry that became confidential for these reasons."""
    seen = ", ".join(f"“{one}”" for one in found if one != SAID_SO)
    if SAID_SO in found:
        return f"Its address is kept confidential: {SAID_SO}."
    return (
        f"It looks like a refuge or the like ({seen}): its address is kept confidential until a "
        "curator says otherwise."
    )


def withhold(text: str, addresses: Iterable[str] = (), *, name: str = "") -> str:
    """The text without postcodes, points, streets with numbers, and these addresses: nor their
    parts, to the street's name without its number; but with the entry's own name, which is told."""
    parts = {part for one in addresses for part in parts_of(one)} - {name}
    for part in sorted(parts, key=len, reverse=True):
        words = r"\W{1,3}".join(map(re.escape, part.split()))
        text = re.sub(rf"(?<!\w){words}(?!\w)", WITHHELD, text, flags=re.IGNORECASE)
    for pattern in (POINT, POSTCODE, STREET):
        text = pattern.sub(WITHHELD, text)
    return text


def parts_of(address: str) -> set[str]:
    """What of an address must not be told: all of it, and of "Rosewood, 9 Mill Street, Portswood"
    the building and the street, but not the district."""
    pieces = [piece.strip() for piece in re.split(r"[,;\n]+", address)]
    telling = [i for i, piece in enumerate(pieces) if ON_A_STREET.search(piece)]
    pieces = pieces[: telling[-1] + 1] if telling else pieces[:1]
    streets = [NUMBER.sub("", piece) for piece in pieces]
    whole = {" ".join(address.replace(",", " ").split()), *pieces, *streets}
    return {part for part in whole if len(part) >= SHORTEST_PART}


def tells_a_point(web: str) -> bool:
    """Whether it is a link to a map, and not to a page about them."""
    return bool(POINT.match(web))


def open_name(name: str) -> str:
    """The name, which all are told, of an entry whose address is confidential: without it."""
    left = withhold(name)
    if left == name:
        return name
    named = " ".join(left.replace(WITHHELD, " ").split()).strip(" ,;:-–—()")
    return named or NO_NAME
