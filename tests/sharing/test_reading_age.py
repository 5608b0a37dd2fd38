"""What people agree to, and what a letter tells a group, is read at eleven (Flesch–Kincaid)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from sharing.consent import CURRENT

LETTER = Path(settings.BASE_DIR / "templates/sharing/invitation.txt").read_text()
WORDS = {
    "summary": CURRENT.summary,
    "introduction": CURRENT.introduction,
    # up to who it is from
    "letter": re.sub(r"{%.*?%}", "", LETTER).partition("{{ helper.name }}")[0],
}


def syllables(word: str) -> int:
    """By groups of vowels, a silent e left out: as the usual programs count."""
    word = word.lower()
    count = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouyl]e$", word) and count > 1:
        count -= 1
    return max(count, 1)


def reading_age(text: str) -> float:
    """In years: the grade of Flesch and Kincaid, and five."""
    text = re.sub(r"{+ ?[\w.]+ ?}+", "them", text)
    sentences = [part for part in re.split(r"[.:!?]+", text) if part.strip()]
    words = re.findall(r"[A-Za-z’']+", text)
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / len(sentences) + 11.8 * per_word - 15.59 + 5


def test_the_measure():
    assert reading_age("The cat sat on the mat.") < 5
    assert reading_age("Utilisation of multidisciplinary intervention methodologies.") > 20


@pytest.mark.parametrize("name", WORDS)
def test_what_people_agree_to(name):
    assert reading_age(WORDS[name]) <= 11
