"""What people agree to, what they take home, and what a letter tells, is read at eleven
(Flesch–Kincaid): all of it that is the same for everybody."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from case_studies import consent as case_study
from facilitation.consent import CURRENT as SESSION
from referrals.consent import CURRENT as REFERRAL
from sharing.consent import CURRENT as SHARING

TEMPLATES = Path(settings.BASE_DIR) / "templates"
AGREED_TO = {
    "before a session": SESSION.introduction,
    **SESSION.clauses,
    "summary": SHARING.summary,
    "introduction": SHARING.introduction,
    "case study": case_study.WORDINGS[case_study.CURRENT],
    "referral": REFERRAL.share,
    "word back": REFERRAL.tell,
}
GIVEN = [
    "plans/plan.pdf.html", "plans/print.html", "plans/plan.txt", "plans/email.html",
    "mapping/on_paper.html", "measures/paper.html", "sharing/invitation.txt",
    "sharing/answer.html", "referrals/receipt.txt", "referrals/word.txt",
    "referrals/poster.html", "case_studies/studies.pdf.html", "reports/commissioners.pdf.html",
]  # fmt: skip


def syllables(word: str) -> int:
    """By groups of vowels, a silent e left out: as the usual programs count."""
    word = word.lower()
    count = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouyl]e$", word) and count > 1:
        count -= 1
    return max(count, 1)


def reading_age(text: str) -> float:
    """In years: the grade of Flesch and Kincaid, and five."""
    text = re.sub(r"{[\w.]+}", "them", text)
    sentences = [part for part in re.split(r"[.:!?]+", text) if part.strip()]
    words = re.findall(r"[A-Za-z’']+", text)
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / len(sentences) + 11.8 * per_word - 15.59 + 5


def words_of(template: str) -> str:
    """What stands in it for everybody; headings and lines of a list are sentences."""
    text = (TEMPLATES / template).read_text()
    text = re.sub(r'{% translate "([^"]*)"[^%]*%}', r"\1.", text)
    text = re.sub(r"{%.*?%}|{#.*?#}", "", text)
    text = re.sub(r"{{.*?}}", "them", text)
    text = re.sub(r"</(?:h\d|li|p|dt|dd|th|button|title)>", ". ", text)
    return re.sub(r"<[^>]*>", " ", text)


def test_the_measure():
    assert reading_age("The cat sat on the mat.") < 5
    assert reading_age("Utilisation of multidisciplinary intervention methodologies.") > 20


@pytest.mark.parametrize("name", AGREED_TO)
def test_what_people_agree_to(name):
    assert reading_age(AGREED_TO[name]) <= 11


@pytest.mark.parametrize("template", GIVEN)
def test_what_is_given(template):
    assert reading_age(words_of(template)) <= 11
