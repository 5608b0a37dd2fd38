"""What is certainly no refuge, though it is called so. Pure; for `refuge_words`.

Read after `refuge_spelling`. Each takes out no more than it has to: a refuge that welcomes pets, is
in Swan House or gives advice as well, is one.
"""

import re

ANIMALS = (
    "(?:animals?|wildlife|birds?|nature|donkeys?|cats?|dogs?|horses?|pony|ponies|equine|hedgehogs?"
    "|owls?|bats?|bees?|butterfl(?:y|ies)|insects?|seals?|swans?|rabbits?|pets?|wildfowl|marine|fish"
    "|climate|mountain|pedestrians?|traffic|plants?|foxe?s?|badgers?|frogs?|toads?|reptiles?"
    "|puffins?)"
)
RESCUE = "(?:rescue|hospital|sanctuary|welfare|care|rehoming|conservation|protection|reserve)"
PEOPLE = (
    "(?:wom[ae]n|men|girls?|mothers?|mums?|wives|wife|famil(?:y|ies)|parents?|people|children"
    "|victims?|survivors?|adults?|couples?|residents?|anyone|everyone|those|them|their|you|your|her"
    "|his|our|us|me|lgbt\\w*)"
)
# of a business that is called The Refuge, but not the refuge's own café
ITS_OWN = "(?<!women )(?<!girls )(?<!family )(?<!abuse )(?<!violence )(?<!aid )"
TAKEN = "(?:tak(?:e|es|ing)|took|find(?:s|ing)?|found|seek(?:s|ing)?|sought)"
NO_ABUSE = "(?!.{0,300}(?:flee|fled|leav|escap|at risk|abus|violen|victim|surviv))"
ALWAYS = re.compile(
    rf"\b{ANIMALS} (?:{RESCUE} )?(?:and )?(?:{ANIMALS} )?refuges?\b"
    rf"(?! (?:for|of) (?:\w+ )?{PEOPLE})"
    rf"|\brefuges? (?:for|of) (?:(?!{PEOPLE}\b)\w+ ){{0,3}}{ANIMALS}\b"
    rf"|\b{ITS_OWN}refuge (?:cafe|coffee|bar|pub|restaurant|bistro|tea ?rooms?|tearooms?|deli"
    r"|brewery|gin|kitchen|theatre|festival|islands?|gym|fitness|yoga|surf|hotel|golf|gallery"
    r"|assurance|temperance|collection|bins?|sacks?|lorry|ceremony)\b"
    r"|\bsafe ?houses? (?:cafe|coffee|bar|pub|restaurant|escape|brewery|studios?|theatre)\b"
    rf"|\bsafe (?:homes?|houses?) for (?:\w+ )?{ANIMALS}\b"
    # whose door is open to all
    r"|\b(?:women aide?|refuge|safe ?house) (?:charity )?(?:shops?|boutique|bookshop)\b"
    r"|\b(?:city|cities|harbour|port|rock) of refuge\b|\brefuge and (?:my )?strength\b(?! based)"
    r"|\b(?:god|lord|he|thou|christ|jesus|allah) (?:is|be|are|art|was) "
    r"(?:\w+ )?(?:our|my|a) refuge\b"
    # who lived through something else
    r"|\b(?:stroke|cancer|heart|cardiac|brain injury|head injury|polio|sepsis|suicide|bereavement"
    r"|covid|burns?|transplant|holocaust|war) (?:\w+ )?survivors?\b"
    r"|\bsurvivors? of (?:\w+ ){0,2}(?:strokes?|cancer|heart|cardiac|brain|polio|sepsis|suicide"
    r"|bereavement|covid|burns?)\b"
    r"|\bhavens? for (?:\w+ )?women (?:with|who have had) (?:\w+ )?cancer\b"
    r"|\bsafe (?:and \w+ )?(?:spaces?|places?) (?:for (?:\w+ ){1,3})?to (?:talk|chat|write|meet"
    r"|learn|play|listen|socialise)\b(?! (?:and|or) (?:stay|live|sleep))"
    # where one may ask, in a shop
    r"|\b(?:boots|superdrug|pharmac(?:y|ies)|chemists?|banks?|barclays|hsbc|tsb) safe spaces?\b"
    r"|\b(?:raised|flower|garden) beds\b|\bdolls? houses?\b"
    rf"|\bopen houses?\b{NO_ABUSE}"
    # of those for whom old people's homes are
    r"|\b(?:sheltered|retirement|extra care) (?:housing|flats|accommodation) for women\b"
    rf"{NO_ABUSE}"
    rf"|\b(?:housing|flats) for women over [5-8][0-9]\b{NO_ABUSE}"
    r"|\bshelter (?:housing )?(?:advice|helpline|cymru|scotland|legal)\b"
    # what is given to those who were in one
    r"|\b(?:furniture|clothes|clothing|toiletries|toys|parcels|goods|gifts|bedding|beds , sofas) "
    r"(?:for|to) (?:(?!(?:our|the|this|a|in|at|and|your|my)\b)[\w,]+ ){0,9}refuges?\b"
    r"(?! (?:in|at|for))"
    r"|\b(?:moving|leaving|coming) (?:on )?(?:from |out of )?hostels , refuges\b"
    rf"|{ITS_OWN}\brefuge from (?:\w+ ){{0,2}}(?:rain|cold|heat|weather|sun|storms?|traffic|city"
    r"|bustle|noise|crowds?|stress\w*|busy|hectic|loneliness|isolation)\b"
    rf"|\b{TAKEN} (?:\w+ )?refuge in (?:\w+ )?(?:nature|books?|reading|music|art|crafts?|prayer"
    r"|meditation|gardening|stories|buddha|dharma|(?:three|triple) (?:jewels?|gems?))\b"
    r"|\brefuge in (?:nature|music|art|prayer|meditation|gardening)\b|\bbuddhist refuge\b"
)
IN_ALWAYS = (
    "refuge", "safe", "women aid", "surviv", "haven", "beds", "house", "housing", "shelter",
    "retirement", "extra care",
)  # fmt: skip
OFTEN = re.compile(
    # to tell people of it is not to give them a bed
    r"\b(?:information|info|advice|guidance|leaflets?|books?|posters?|training|talks?|awareness"
    r"|workshops?) (?:on|about|around|regarding) [^.,]*"
    # a hall
    r"|\b(?:meets?|meeting|meetings|held|sessions?|classes|clinics?|surger(?:y|ies)|doctors"
    r"|appointments|drop ins?|choir|cafe) (?:is |are )?(?:in|at) (?:\w+ ){0,3}"
    r"houses?\b"
)
BOTH = re.compile(r"\b(?:men (?:and|or) women|women (?:and|or) men)\b(?! (?:s )?child)")
# "advice about benefits and we have rooms"
DOES_MORE = re.compile(
    r"\band (?:we|i|a|an|our|the|run|runs|have|has|also|provides?|providing|offers?|offering|give"
    r"|gives|manages?|safe|emergency|temporary)\b"
)


def without_others(plain: str, *, but: re.Pattern[str]) -> str:
    """Without what is something else, and without what mostly is unless it has one of `but`."""

    def weighed(found: re.Match[str]) -> str:
        said = found[0]
        return said if but.search(said) or DOES_MORE.search(said) else " . "

    # (far sooner told than by trying each of them at each letter)
    if any(part in plain for part in IN_ALWAYS):
        plain = ALWAYS.sub(" . ", plain)
    # for all, and no women's
    plain = BOTH.sub("adults", plain)
    return OFTEN.sub(weighed, plain)
