"""Words to search by, typos forgiven: the part of the query that finds what has them."""

import re

# The resources that each of the words is in, or in a like spelling. The operator asks how alike
# the word is to the likest whole word of the text, and has an index.
CALLED = """WITH called AS MATERIALIZED (
    SELECT array_agg(r.id) AS ids FROM resources_resource r WHERE {words})"""

HAS_WORD = """(r.name ILIKE %({0}_part)s OR r.description ILIKE %({0}_part)s
    OR %({0})s <<%% r.name OR %({0})s <<%% r.description OR r.provider_id = ANY(ARRAY(
        SELECT p.id FROM resources_provider p WHERE p.name ILIKE %({0}_part)s)))"""

# How alike, from 0 to 1: strictly first ("ukelele" is "ukulele", "choir" is not "choice"), and
# where that finds nothing, loosely ("danse" is "dance").
ALIKE = (0.45, 0.3)
MOST_WORDS = 5


def words_of(text: str) -> list[str]:
    return text.split()[:MOST_WORDS]


def called(text: str) -> str:
    """The head of the query, with the parameters of `parameters_of`; none without words."""
    conditions = [HAS_WORD.format(f"word{number}") for number, _ in enumerate(words_of(text))]
    return CALLED.format(words=" AND ".join(conditions)) if conditions else ""


def parameters_of(text: str) -> dict[str, str]:
    """Each word: itself, and as a pattern that finds it inside others."""
    parameters: dict[str, str] = {}
    for number, word in enumerate(words_of(text)):
        escaped = re.sub(r"([\\%_])", r"\\\1", word)
        parameters |= {f"word{number}": word, f"word{number}_part": f"%{escaped}%"}
    return parameters


def is_meant(name: str, text: str) -> bool:
    """Whether the words are in an interest's name: then all of it is meant."""
    return all(word in name.casefold() for word in text.casefold().split())
