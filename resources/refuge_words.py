"""The words by which a refuge is known, however they are spelt. Pure; `confidential` asks.

A text is first made plain: small letters, no accents, one spelling. Then what is certainly
something else is taken out, a wildlife refuge or advice about abuse, and the rest is looked
through.
"""

import re

from resources.refuge_exceptions import without_others
from resources.refuge_languages import said_elsewhere
from resources.refuge_spelling import folded, spelling, tokens

# Organisations known for it, whose names do not say so
KNOWN = (
    r"(?:yellow door|karma nirvana|southall black sisters|aurora new dawn|ashiana|solace|hestia"
    r"|juno women|leeway|bawso|hafan cymru|calan dvs|panahghar|apna haq|ikwro|imkaan|halo project"
    r"|fortalice|my sisters? (?:house|place)|trevi|shakti women|saheli|roshni|kiran support"
    r"|latin american women|nia project|medaille|jewish women aid|mankind initiative|mens? aid"
    r"|galop|housing for women|rape crisis|amina|idas|anah project|unseen|llamau|cyfannol"
    r"|atal y fro|threshold das|safer places|safenet|women in need|splitz|city hearts|palm cove)"
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
    r"\b(?:safe (?:and )?(?:(?:secure|women|family|temporary|emergency|confidential|crisis) )?"
    r"(?:houses?|flats?|accommodation|housing|homes? for|beds? for)\b|safe(?:house|flat)s?\b"
    r"|women aide?\b|w aid\b"
    r"|battered (?:women|wives|wife|mothers|mums|men|husbands|partners|families)\b"
    r"|safe havens? for (?:\w+ ){0,2}(?:women|girls|mothers|victims|survivors)\b"
    r"|women (?:and (?:girls|children) )?(?:safe )?havens?\b"
    rf"|{MOVED_TO} (?:\w+ )?{HOUSED}\b(?! advice)|mov(?:e|ing) on projects?\b"
    r"|(?:women|girls|mothers)(?: and (?:their )?(?:girls|childrens?|families|babies))?"
    rf"(?: only)?(?: {SHORT_STAY})? {STAYED_IN}\b(?! (?:advice|advis[eo]rs?|rights)\b(?! and))"
    rf"|{STAYED_IN} for (?:(?!older|elderly|retired)\w+ )?"
    r"(?:women|girls|mothers|survivors|victims)\b"
    r"|women (?:(?:only|night|winter|homeless|overnight|supported|crisis|direct|access) ){1,3}"
    r"(?:hostels?|(?:night ?)?shelters?)\b"
    r"|(?:shelter|hostel) women\b|(?:dispersed|satellite|scattered) (?:propert(?:y|ies)|props?)\b"
    r"|da (?:(?:emergency|safe|crisis|temporary) )?"
    r"(?:accommodation|housing|units?|shelter|hostel)\b"
    r"|(?:secure|emergency|crisis) (?:accommodation|housing|hostel|shelter) for (?:\w+ ){0,2}"
    r"women\b"
    r"|home office (?:hotels?|accommodation)\b|(?:girls|boys) homes?\b(?! ?(?:ed|school|made|lear))"
    r"|homes? for (?:teenage|young|single|pregnant|homeless) (?:\w+ )?"
    r"(?:mothers|mums|girls|women)\b"
    r"|takes? in (?:women|girls|mothers|families)\b"
    r"|women (?:only )?(?:hostels?|shelters?|sanctuary|safe space)\b"
    r"|women (?:and (?:girls|children) )?(?:hostels?|shelters?|safe (?:spaces?|places?|stays?"
    r"|lodgings?))\b|women crisis (?:cent(?:re|er)s?|houses?|homes?|accommodation|housing)\b"
    r"|safe roof\b|witness protection\b"
    r"|second stage (?:accommodation|housing|houses?|homes?|flats?)\b"
    r"|(?:sanctuary|shelter|hostel) for (?:\w+ ){0,3}(?:women|victims|survivors)\b"
    r"|places? of safety\b"
    r"|(?:confidential|undisclosed|secret|unpublished|withheld|hidden|protected) "
    r"(?:address|location|venue|premises|site|whereabouts)\b"
    r"|(?:address|location|venue|whereabouts) "
    r"(?:(?:is|are|will|must|to|can|could|be|kept|remains?) )*"
    r"(?:withheld|undisclosed|confidential|(?:a )?secret|unlisted|hidden|kept private"
    r"|protected)\b"
    r"|(?:address|location|venue|whereabouts) (?:(?:is|are|will|must|to|can|could|be) )*"
    r"(?:not|never|cannot|cant|wont) (?:to |be |being )*"
    r"(?:disclosed|published|given|given out|shared|listed|shown|revealed|advertised|public)\b"
    r"|keep (?:this|the|our|its|your) (?:address|location|whereabouts) "
    r"(?:private|secret|confidential|safe|hidden|to yourself)\b"
    r"|(?:not|never|cannot|cant|dont|wont|unable to) "
    r"(?:tell|say|disclose|reveal|share|publish|give) (?:\w+ ){0,2}"
    r"where (?:we|it|they|this|you) (?:are|is|will)\b"
    r"|(?:address|location|whereabouts|venue) (?:(?:is|are|will|be|only|details?) )*"
    r"(?:given|disclosed|shared|revealed|told|known) (?:only )?(?:to|with) (?:\w+ ){0,2}"
    r"(?:professionals|agencies|referrers?|residents|police|social workers)\b"
    r"|(?:address|location|whereabouts|venue) (?:(?:is|are|will|be|details?|only) )*"
    r"(?:provided|given|disclosed|shared|sent|revealed|supplied|told) (?:only )?(?:to \w+ )?"
    r"(?:on|upon|after|once|when|at|following) (?:\w+ ){0,2}(?:referral|referred|booking|booked"
    r"|enquiry|request|application|acceptance|accepted|contact|registration|registered|assess(?:ment|ed))\b"
    r"|(?:not|never) (?:to )?(?:publish|share|disclose|print|give out|advertise) "
    r"(?:the |this |our |its )?(?:\w+ )?(?:address|location|whereabouts)\b"
    r"|not for publication\b"
    r"|(?:violence|abuse) (?:shelters?|hostels?|accommodation|housing|beds?|flats?)\b"
    r"|(?:crisis|emergency|safe|respite) rooms? for (?:\w+ ){0,2}women\b"
    r"|(?:mothers?|mums?|parents?) (?:and|n) (?:baby|babies|child|children) "
    r"(?:units?|homes?|hostels?|houses?|placements?|accommodation)\b"
    r"|(?:probation|bail) (?:\w+ )?(?:hostels?|accommodation)\b"
    r"|approved premises\b(?! for (?:\w+ )?(?:marriages?|weddings?|civil)| under the licen)"
    r"|childrens? residential (?:\w+ )?(?:care|homes?|units?|houses?)\b"
    r"|residential (?:child ?care|childrens? (?:homes?|care|units?))\b"
    r"|secure (?:units?|homes?|accommodation) for (?:\w+ )?(?:young|children|youths?|teenagers)\b"
    r"|looked after (?:children|young people)s? (?:houses?|homes?|units?|accommodation)\b"
    r"|(?:secure )?children?s? (?:(?:respite|solo|therapeutic) )?homes?\b"
    r"(?! (?:learn|library|educat|work|school|made))"
    r"|secure children?s? (?:units?|cent(?:re|er)s?)\b"
    r"|homes? for looked after children\b"
    rf"|{SEEKS_ASYLUM} (?:\w+ )?{SHELTERED}\b"
    rf"|{SHELTERED} (?:\w+ )?for (?:\w+ ){{0,3}}{SEEKS_ASYLUM}\b|contingency hotels?\b)"
)
# in the name of a web site, too
GLUED = re.compile(r"\b\w*(?:refuge(?!e)|wom[ae]ns?aid|safehouse)\w*\b")
GLUED_PARTS = ("refuge", "nsaid", "naid", "safehouse")
SURELY = re.compile(f"{GLUED.pattern}|{STRONG.pattern}")
ABUSE = (
    r"(?:domestic(?:ally)?(?: and sexual| or sexual)? (?:abuse|violence|abusive|violent)|dva?\b"
    r"|idvas?\b|(?:abuse|violence) (?:at|in the) home|intimate partner (?:abuse|violence)"
    r"|(?:abusive|violent|controlling) (?:\w+ )?(?:partners?|relationships?|homes?|husbands?"
    r"|famil\w+)"
    r"|honou?r (?:based|killings?|crimes?|abuse|violence)|marac\b|nrm\b"
    r"|da (?:services?|support|outreach|team)\b"
    r"|forced marriages?|coercive control|vawg\b|gender based (?:abuse|violence)"
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
    r"|experienc(?:e|ed|es|ing) (?:\w+ ){0,2}(?:violence|abuse)\b|fgm\b|stalking\b|had to flee"
    r"|(?:after|from) (?:\w+ )?(?:violence|abuse)\b"
    r"|(?:had|have|having|need|forced) to (?:leave|flee) "
    r"(?:their|your|the|a) (?:home|family|partner)|to leave home because"
    r"|home is (?:not|no longer) safe|(?:not |un)safe at home"
    r"|(?:flee(?:ing)?|fled|escap(?:e|ing|ed)|leaving|left) "
    r"(?:(?:a|an|their|her|his|your|the|ex) ){0,2}(?:partners?|husbands?|boyfriends?)"
    r"|(?:abused|hurt|harmed|beaten|threatened|attacked|thrown out) by (?:\w+ ){0,2}(?:famil\w+"
    r"|partners?|parents?|husbands?|relatives?|someone)|(?:thrown out|abused) or (?:abused|hurt)"
    r"|(?:risk|danger|unsafe|threats?) from (?:\w+ ){0,2}(?:partners?|famil\w+|husbands?|ex)\b"
    r"|(?:former|ex) sex workers)"
)
ABUSE_SAID = re.compile(rf"\b{HARMED}")
HOME = (
    r"(?:accommodation|hostels?|shelters?|sanctuary|bed ?spaces?|beds|bedrooms?|lodgings?"
    r"|(?:supported|temporary|emergency|crisis|safe|secure|dispersed|second stage|move on) "
    r"(?:\w+ )?(?:housing|homes?|living|units?|flats?|stays?)"
    r"|(?:safe|secure) (?:place|space|haven|home)s?|somewhere (?:safe|to stay|to live)"
    r"|(?:crisis|emergency|safe|respite) rooms?|retreat|respite (?:stays?|beds?|accommodation)"
    r"|crash ?pads?|mother and baby units?|place to (?:stay|live)|family rooms"
    r"|housing for|short (?:term )?stays?|(?:space|rooms?) for (?:\w+ )?(?:women|families|mothers)"
    r"|residential (?:projects?|services?|programmes?|places?|units?|for)"
    r"|(?<!your )(?<!open )(?<!public )(?<!village )(?<!church )(?<!manor )"
    r"houses?(?! (?:ownership|moves?|conveyancing|prices?|repairs?|clearance"
    r"|insurance)\b)"
    r"|flats|da (?:housing|units?))"
)
NEAR = 120  # characters
HOME_FOR_VICTIMS = re.compile(
    rf"\b{HARMED}.{{0,{NEAR}}}?\b{HOME}\b|\b{HOME}\b.{{0,{NEAR}}}?\b{HARMED}"
)
KNOWN_NAME = re.compile(rf"\b{KNOWN}\b")
NAMED_HOME = re.compile(rf"\b(?:{HOUSED}|(?:emergency|crisis|safe|secure) rooms?)\b")
FOR_THE_OLD = re.compile(r"\b(?:elders|elderly|older people|retirement|sheltered)\b")
TOLD_HOME = re.compile(
    rf"\b{SHORT_STAY} (?:\w+ )?(?:{HOUSED}|living)\b|\bresidential (?:services?|projects?)\b"
)
CALLED_HOME = re.compile(rf"\b(?:{HOME}|lodge|haven|cottage|villa)\b")

MARK = "¦"
MARKED = re.compile(f"{MARK}([^{MARK}]+){MARK}")


def read(text: str) -> str:
    """The text made plain, without what is certainly something else. Sentences end in " . "."""
    plain = without_others(" ".join(map(spelling, tokens(text))), but=SURELY)
    # no English rule reads it; `strong` does
    return plain + "".join(f" {MARK}{one}{MARK}" for one in said_elsewhere(folded(text)))


def strong(text: str) -> list[str]:
    """What needs no other word beside it."""
    # seldom there, and far sooner told so than by trying at each word
    glued = GLUED.findall(text) if any(part in text for part in GLUED_PARTS) else []
    return [*STRONG.findall(text), *glued, *MARKED.findall(text)]


def abuse_in_name(name: str) -> list[str]:
    """An entry or an organisation that is called after it."""
    return [found[0].strip() for found in ABUSE_IN_NAME.finditer(name)]


def home_for_victims(name: str, about: str) -> list[str]:
    """A place to live said beside abuse: in one text, or the one in the name."""
    abuse = ABUSE_SAID.search(about)
    said = [name] if ABUSE_SAID.search(name) else []
    if not abuse and not said:
        return []
    texts = [*said, *([about] if abuse else [])]
    found = [one[0] for text in texts for one in HOME_FOR_VICTIMS.finditer(text)]
    home = CALLED_HOME.search(name)
    return [*found, *([f"{home[0]} … {abuse[0]}"] if home and abuse else [])]


def home_of_known(name: str, about: str, runs_it: str) -> list[str]:
    """A home by its name, or a short stay that is told of, of an organisation known for it."""
    known = KNOWN_NAME.search(name) or KNOWN_NAME.search(runs_it)
    if not known:
        return []
    if FOR_THE_OLD.search(name):
        return []
    home = NAMED_HOME.search(KNOWN_NAME.sub(" ", name)) or TOLD_HOME.search(about)
    return [f"{known[0]} … {home[0]}"] if home else []
