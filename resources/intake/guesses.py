"""First guesses at what other people's terms mean in our interests; curators have the last word.

Made by reading the names in Open Eligibility, the LGA's service types and council taxonomies.
"""

import re

# An interest's slug; words and, between bars, phrases that speak for it. Up to four letters
# they are whole words (with or without an s), beyond that beginnings of words.
WORDS = {
    "reading-and-creative-writing": "librar reading book literature writing poetry",
    "arts-and-crafts": "art craft knit sew sewing pottery painting creative photograph",
    "drama-and-music": "drama theatre music sing singing choir dance dancing band",
    "social-clubs": "social|lunch club|coffee morning|day centre|community group|leisure",
    "health-conditions": "diabet dementia stroke cancer arthritis chronic alzheimer parkinson"
    "|long term condition|health condition|self management|heart|lung|pain management",
    "weight-management": "weight obesity slimming",
    "fitness-and-exercise": "fitness exercise gym sport yoga pilates|physical activit|keep fit"
    "|tai chi",
    "swimming": "swim swimming aqua|water sport",
    "walking-and-outdoor-activities": "walk walking rambling gardening allotment outdoor nature"
    " cycling conservation",
    "education-and-learning": "education learning course training skills literacy numeracy"
    " computer digital esol",
    "support-for-carers": "carer respite|caring for",
    "counselling": "counsel therapy therapies bereavement|mental health|listening service",
    "befriending": "befriend companionship lonel isolation|good neighbour",
    "home-support": "homecare domiciliary handyperson adaptation telecare cleaning shopping"
    "|home care|home help|home support|meals on wheels",
    "financial-and-benefits-advice": "benefit debt money financ welfare pension|citizens advice"
    "|legal advice|housing advice",
    "community-transport": "transport minibus|dial a ride",
    "volunteering": "volunteer",
    "healthy-eating": "nutrition diet cook cooking cookery|healthy eating",
    "faith-and-cultural-groups": "faith religio church mosque temple worship cultur ethnic prayer",
}
WHOLE_WORD = 4
# They share a word with what is meant, and are something else.
NOT_MEANT = re.compile(r"\b(?:food banks?|schools?|nurser(?:y|ies))\b")


def pattern(words: str) -> re.Pattern[str]:
    single, *phrases = words.split("|")
    whole = [word + r"s?\b" if len(word) <= WHOLE_WORD else word for word in single.split()]
    return re.compile(r"\b(?:" + "|".join([*whole, *phrases]) + ")")


PATTERNS = {slug: pattern(words) for slug, words in WORDS.items()}


def interests(term: str) -> list[str]:
    """The slugs of the interests that a term's name speaks of; often none."""
    name = re.sub(r"[^a-z0-9]+", " ", term.casefold())
    if NOT_MEANT.search(name):
        return []
    return [slug for slug, spoken in PATTERNS.items() if spoken.search(name)]
