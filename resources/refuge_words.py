"""The words by which a refuge is known, however they are spelt. Pure; `confidential` asks.

A text is first made plain: small letters, no accents, one spelling. Then what is certainly
something else is taken out, a wildlife refuge or advice about abuse, and the rest is looked
through.
"""

import re
import unicodedata
from functools import lru_cache

# Mistyped, they are read as they were meant
SPELT = ("refuge", "refuges", "domestic", "violence", "violent", "abusive", "accommodation",
         "confidential", "undisclosed", "survivors", "survivor", "victims", "trafficking",
         "trafficked", "shelter", "hostel")  # fmt: skip
MISSPELT = {"abuze": "abuse", "abues": "abuse", "abus": "abuse", "abbuse": "abuse",
            "woman": "women", "womens": "women", "womans": "women", "womes": "women",
            "womyns": "women", "wimmins": "women", "refuj": "refuge",
            "ladies": "women", "ladys": "women", "female": "women", "females": "women",
            "refuje": "refuge", "refudge": "refuge"}  # fmt: skip
# Words of their own, one letter away from those above
RIGHT = {"refuse", "refuses", "refused", "refute", "refutes", "refugee", "refugees", "violet",
         "violets", "accommodating", "shelters", "hostels", "helter", "hotel", "hostile",
         "survival"}  # fmt: skip

ANIMALS = (
    "animals?|wildlife|birds?|nature|donkeys?|cats?|dogs?|horses?|pony|ponies|equine|hedgehogs?|owls?"
    "|bats?|bees?|butterfl(?:y|ies)|insects?|seals?|swans?|rabbits?|pets?|wildfowl|marine|fish|"
    "climate|mountain|pedestrians?|traffic|plants?|foxe?s?|badgers?|frogs?|toads?|reptiles?|puffins?"
)
NOT_ONE = re.compile(
    rf"\b(?:{ANIMALS}) (?:\w+ )?refuges?\b"
    rf"|\brefuges? (?:for|of) (?:\w+ ){{0,3}}(?:{ANIMALS})\b"
    r"|\brefuge (?:cafe|coffee|bar|pub|restaurant|bistro|tea ?rooms?|tearooms?|deli|brewery|gin"
    r"|kitchen|theatre|festival|islands?|gym|fitness|yoga|surf|hotel|golf|gallery|assurance|temperance"
    r"|collection|bins?|sacks?|lorry)\b"
    r"|\b(?:city|harbour|port|rock) (?:of|and) refuge\b|\b(?:our|my) refuge and strength\b"
    r"|\b(?:is|be) (?:our|my) refuge\b"
    # who lived through something else
    r"|\b(?:stroke|cancer|heart|cardiac|brain injury|head injury|polio|sepsis|suicide|bereavement"
    r"|covid|burns?|transplant|holocaust|war) (?:\w+ )?survivors?\b"
    r"|\bsurvivors? of (?:\w+ ){0,2}(?:strokes?|cancer|heart|cardiac|brain|polio|sepsis|suicide"
    r"|bereavement|covid|burns?)\b"
    r"|\brefuge (?:from|in) (?:\w+ ){0,2}(?:rain|cold|heat|weather|sun|storms?|traffic|city|bustle"
    r"|noise|crowds?|stress\w*|busy|hectic|nature|books?|music|art|gardens?|gardening|loneliness"
    r"|isolation)\b"
    # to tell people of it is not to give them a bed
    r"|\b(?:information|info|advice|guidance|leaflets?|books?|posters?|training|talks?|awareness"
    r"|workshops?) (?:on|about|around|regarding) [^.,]*"
)
# Organisations known for it, whose names do not say so
KNOWN = (
    r"(?:yellow door|karma nirvana|southall black sisters|aurora new dawn|ashiana|solace|hestia"
    r"|juno women|leeway|bawso|hafan cymru|calan dvs|panahghar|apna haq|ikwro|imkaan|halo project"
    r"|fortalice|my sisters? (?:house|place)|trevi|shakti women|saheli|roshni|kiran support"
    r"|latin american women|nia project|medaille|jewish women aid|mankind initiative|mens? aid"
    r"|galop|housing for women|rape crisis|amina)"
)
# for a while, and few know where
MOVED_TO = (
    r"(?:mov(?:e|ing) on|second stage|2nd stage|third stage|3rd stage|stage (?:two|2)|next step"
    r"|step down|dispersed|satellite|scattered)"
)
HOUSED = (
    r"(?:accommodation|housing|houses?|homes?|hostels?|flats?|units?|apartments?|lodgings?"
    r"|bed ?spaces?|beds?|shelters?)"
)
SHORT_STAY = r"(?:emergency|crisis|temporary|interim|supported|safe|secure|short stay|residential)"
STAYED_IN = (
    r"(?:accommodation|hostels?|housing|houses?(?! (?:music|groups?|part|band|choir))|flats"
    r"|lodgings?|bed ?spaces?|beds)"
)
SEEKS_ASYLUM = (
    r"(?:asylum(?: seek\w+)?|seeking asylum|uasc|unaccompanied (?:asylum seeking )?"
    r"(?:minors?|children|child|young people)|nrpf|no recourse to public funds)"
)
SHELTERED = r"(?:accommodation|hotels?|housing|hostels?|houses?|bed ?spaces?)"
# "Refuge", the charity, names itself by the word
STRONG = re.compile(
    r"\b\w*refuge(?!e)\w*\b"
    r"|\bsafe ?(?:houses?|flats?|accommodation|housing|homes? for)\b"
    r"|\bwomen aid\b|\bbattered (?:women|wives|wife)\b"
    rf"|\b{MOVED_TO} (?:\w+ )?{HOUSED}\b|\bmov(?:e|ing) on projects?\b"
    r"|\b(?:women|girls|mothers)(?: and (?:their )?(?:girls|childrens?|families|babies))?"
    rf"(?: only)?(?: {SHORT_STAY})? {STAYED_IN}\b"
    rf"|\b{STAYED_IN} for (?:(?!older|elderly|retired)\w+ )?(?:women|girls|mothers)\b"
    r"|\bwomen (?:only )?(?:hostels?|shelters?|sanctuary|safe space)\b"
    r"|\bwomen (?:and (?:girls|children) )?(?:hostels?|shelters?|safe (?:spaces?|places?|stays?"
    r"|lodgings?))\b|\bwomen crisis (?:cent(?:re|er)s?|houses?|homes?|accommodation|housing)\b"
    r"|\bsafe roof\b|\bwitness protection\b"
    r"|\bsecond stage (?:accommodation|housing|houses?|homes?|flats?)\b"
    r"|\b(?:sanctuary|shelter|hostel) for (?:\w+ ){0,3}(?:women|victims|survivors)\b"
    r"|\bplaces? of safety\b"
    r"|\b(?:confidential|undisclosed|secret|unpublished|withheld|hidden|protected) "
    r"(?:address|location|venue|premises|site|whereabouts)\b"
    r"|\b(?:address|location|venue|whereabouts) "
    r"(?:(?:is|are|will|must|to|can|could|be|kept|remains?|not|never|cannot|cant|wont) )*"
    r"(?:withheld|undisclosed|disclosed|confidential|secret|published|given out|shared)\b"
    r"|\b(?:address|location|whereabouts|venue) (?:(?:is|are|will|be|details?|only) )*"
    r"(?:provided|given|disclosed|shared|sent|revealed|supplied|told) (?:only )?(?:to \w+ )?"
    r"(?:on|upon|after|once|when|at|following) (?:\w+ ){0,2}(?:referral|referred|booking|booked"
    r"|enquiry|request|application|acceptance|accepted|contact|registration|registered|assessment)\b"
    r"|\b(?:not|never) (?:to )?(?:publish|share|disclose|print|give out|advertise) "
    r"(?:the |this |our |its )?(?:\w+ )?(?:address|location|whereabouts)\b"
    r"|\bnot for publication\b"
    r"|\b(?:violence|abuse) (?:shelters?|hostels?|accommodation|housing|beds?|flats?)\b"
    r"|\b(?:crisis|emergency|safe|respite) rooms? for (?:\w+ ){0,2}women\b"
    r"|\b(?:mothers?|mums?|parents?) (?:and|n) (?:baby|babies|child|children) "
    r"(?:units?|homes?|hostels?|houses?|placements?|accommodation)\b"
    r"|\b(?:probation|bail) (?:\w+ )?(?:hostels?|accommodation)\b"
    r"|\bapproved premises\b(?! for (?:\w+ )?(?:marriages?|weddings?|civil))"
    r"|\bchildrens? residential (?:\w+ )?(?:care|homes?|units?|houses?)\b"
    r"|\bresidential (?:child ?care|childrens? (?:homes?|care|units?))\b"
    r"|\b(?:secure )?children?s? homes?\b|\bsecure children?s? (?:units?|cent(?:re|er)s?)\b"
    r"|\bhomes? for looked after children\b"
    rf"|\b{SEEKS_ASYLUM} (?:\w+ )?{SHELTERED}\b"
    rf"|\b{SHELTERED} (?:\w+ )?for (?:\w+ ){{0,3}}{SEEKS_ASYLUM}\b|\bcontingency hotels?\b"
)
ABUSE = (
    r"(?:domestic(?:ally)?(?: and sexual| or sexual)? (?:abuse|violence|abusive|violent)|dva?\b"
    r"|idvas?\b|(?:abuse|violence) (?:at|in the) home|intimate partner (?:abuse|violence)"
    r"|(?:abusive|violent|controlling) (?:\w+ )?(?:partners?|relationships?|homes?|husbands?"
    r"|famil\w+)"
    r"|honou?r based|forced marriages?|coercive control|vawg\b|gender based (?:abuse|violence)"
    r"|violence against women|sexual exploitation|human trafficking|trafficking|trafficked"
    r"|modern slavery|elder abuse|cse\b"
    r"|(?:leaving|exiting|escaping) (?:\w+ ){0,2}(?:prostitution|gangs?|sex work|sex industry)"
    r"|abused (?:wom[ae]n|m[ae]n|people|partners?|wives|children|adults?|mothers?|families)"
    r"|(?:leaving|flee(?:ing)?|fled|escap(?:e|ing|ed)|victims? of|survivors? of"
    r"|at risk of) (?:\w+ ){0,3}?(?:violence|abuse|abusive|violent|harm|slavery))"
)
ABUSE_IN_NAME = re.compile(
    rf"\b{ABUSE}(?! (?:awareness|training|conference|strategy|partnership board|books?|exhibition))"
)
# Said beside a home, it is enough; in a name, it may be a clinic
HARMED = (
    rf"(?:{ABUSE}|(?:victims?|survivors?|rape|sexual (?:abuse|violence|assault))\b"
    r"|experienc(?:e|ed|es|ing) (?:\w+ ){0,2}(?:violence|abuse)\b)"
)
ABUSE_SAID = re.compile(rf"\b{HARMED}")
HOME = (
    r"(?:accommodation|hostels?|shelters?|sanctuary|bed ?spaces?|beds|bedrooms?|lodgings?"
    r"|(?:supported|temporary|emergency|crisis|safe|secure|dispersed|second stage|move on) "
    r"(?:\w+ )?(?:housing|homes?|living|units?|flats?|stays?)"
    r"|(?:safe|secure) (?:place|space|haven|home)s?|somewhere (?:safe|to stay|to live)"
    r"|(?:crisis|emergency|safe|respite) rooms?|retreat|respite (?:stays?|beds?|accommodation)"
    r"|crash ?pads?|mother and baby units?|place to (?:stay|live)|houses?"
    r"|flats|da (?:housing|units?))"
)
NEAR = 120  # characters
HOME_FOR_VICTIMS = re.compile(
    rf"\b{HARMED}.{{0,{NEAR}}}?\b{HOME}\b|\b{HOME}\b.{{0,{NEAR}}}?\b{HARMED}"
    r"|\bda (?:accommodation|housing|units?|shelter|hostel)\b"
    r"|\b(?:secure|emergency|crisis) (?:accommodation|housing|hostel|shelter) for (?:\w+ ){0,2}"
    r"women\b"
)
KNOWN_NAME = re.compile(rf"\b{KNOWN}\b")
NAMED_HOME = re.compile(rf"\b(?:{HOUSED}|(?:emergency|crisis|safe|secure) rooms?)\b")
TOLD_HOME = re.compile(rf"\b{SHORT_STAY} (?:\w+ )?(?:{HOUSED}|living)\b")
CALLED_HOME = re.compile(rf"\b(?:{HOME}|lodge|haven|cottage|villa)\b")

# The same in the other languages that directories here are written in or for
ELSEWHERE = [
    "lloches", "cymorth i fenywod", "llety diogel", "ty diogel", "tai diogel",
    "llety brys", "llety i fenywod", "hostel i fenywod", "cam-drin domestig",
    "trais domestig", "trais yn y cartref",  # Welsh
    "tearmann", "taigh sabhailte", "teach didine",  # Gaelic, Irish
    "frauenhaus", "frauenhauser", "frauenschutzhaus",  # German
    "maison refuge", "foyer pour femmes", "hebergement d'urgence",
    "foyer d'hebergement", "hebergement pour femmes", "femmes victimes",
    "violences conjugales",  # French
    "casa de acogida", "refugio", "violencia de genero", "violencia domestica",  # Spanish
    "casa abrigo", "casa de abrigo", "casa rifugio", "centro antiviolenza",  # Portuguese, Italian
    "schronienie dla kobiet", "schronisko dla kobiet", "ofiar przemocy",
    "hostel dla kobiet", "przemocy domowej", "przemoc domowa",  # Polish
    "adapost pentru femei", "violenta domestica",  # Romanian
    "siginma evi", "kadin siginma", "aile ici siddet",  # Turkish
    "panah gah", "panahgah", "panaah gah", "darul aman", "dar ul aman", "nari niketan",
    # Urdu, Arabic, Hindi, Bengali, Punjabi; Ukrainian, Russian; Chinese
    "پناہ گاہ", "دارالامان", "دار الأمان", "ملجأ", "مأوى", "पनाहगाह", "आश्रय गृह", "নারী আশ্রয়", "ਪਨਾਹ",
    "притулок для жінок", "домашнє насильство",
    "домашнього насильства", "домашнее насилие", "домашнего насилия",
    "убежище", "приют для женщин", "庇护所", "庇護所", "庇護中心",
    "vrouwenopvang", "blijf van mijn lijf",  # Dutch
]  # fmt: skip


def read(text: str) -> str:
    """The text made plain, without what is certainly something else. Sentences end in " . "."""
    plain = NOT_ONE.sub(" . ", " ".join(map(spelling, tokens(text))))
    foreign = said_elsewhere(folded(text))
    # no English rule reads it; `strong` does
    return plain + "".join(f" {MARK}{' '.join(one.split())}{MARK}" for one in foreign)


def said_elsewhere(text: str) -> list[str]:
    """The words of other languages in a folded text."""
    # seldom, and far sooner told so than by trying each of them at each letter
    return ELSEWHERE_SAID.findall(text) if any(map(text.__contains__, FOLDED)) else []


def strong(text: str) -> list[str]:
    """What needs no other word beside it."""
    return [*STRONG.findall(text), *MARKED.findall(text)]


def abuse_in_name(name: str) -> list[str]:
    """An entry or an organisation that is called after it."""
    return [found[0].strip() for found in ABUSE_IN_NAME.finditer(name)]


def home_for_victims(name: str, about: str) -> list[str]:
    """A place to live said beside abuse: in one text, or the one in the name."""
    found = [one[0] for text in (name, about) for one in HOME_FOR_VICTIMS.finditer(text)]
    home, abuse = CALLED_HOME.search(name), ABUSE_SAID.search(about)
    return [*found, *([f"{home[0]} … {abuse[0]}"] if home and abuse else [])]


def home_of_known(name: str, about: str, runs_it: str) -> list[str]:
    """A home by its name, or a short stay that is told of, of an organisation known for it."""
    known = KNOWN_NAME.search(name) or KNOWN_NAME.search(runs_it)
    home = NAMED_HOME.search(KNOWN_NAME.sub(" ", name)) or TOLD_HOME.search(about)
    return [f"{known[0]} … {home[0]}"] if known and home else []


# "Re-fuge", "R*fuge", "refu-\nge"
BROKEN = re.compile(r"\br\W{0,2}[e3*]\W{0,2}f\W{0,2}[u*]\W{0,2}[g9]\W{0,2}[e3]")
APOSTROPHES = re.compile("['’‘ʼ`´]")
INITIALS = re.compile(r"\b(?:\w[. -]){3,}\w\b|\b(?:\w\.){2,}")
TOKEN = re.compile(r"[^\W_]+|[.,]")
SENTENCE_END = re.compile(r"[;:!?\n]+")
MARK = "¦"
MARKED = re.compile(f"{MARK}([^{MARK}]+){MARK}")


def folded(text: str) -> str:
    """Small letters without accents; hyphens and whatever cannot be seen are left out."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return "".join(
        one for one in apart if not unicodedata.combining(one) and unicodedata.category(one) != "Cf"
    )


def tokens(text: str) -> list[str]:
    whole = BROKEN.sub("refuge", folded(text))
    plain = SENTENCE_END.sub(" . ", APOSTROPHES.sub("", whole))
    plain = INITIALS.sub(lambda found: re.sub(r"[. -]", "", found[0]), plain)
    return TOKEN.findall(plain)


# Those of a directory come up again and again
@lru_cache(maxsize=50_000)
def spelling(token: str) -> str:
    """The token as it was meant."""
    if token in MISSPELT:
        return MISSPELT[token]
    if len(token) < SHORTEST_MISTYPED or token in RIGHT:
        return token
    for meant in SPELT:
        allowed = 2 if len(meant) >= LONG else 1
        alike = token[0] == meant[0] and abs(len(token) - len(meant)) <= allowed
        if alike and distance(token, meant) <= allowed:
            return meant
    return token


SHORTEST_MISTYPED = 5
LONG = 10  # letters: two of them may be wrong


def distance(one: str, other: str) -> int:
    """Letters added, left out, changed or swapped with their neighbour (optimal string alignment;
    Damerau 1964)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


FOLDED = [folded(one) for one in ELSEWHERE]
ELSEWHERE_SAID = re.compile("|".join(rf"(?<!\w){re.escape(one)}" for one in FOLDED))
