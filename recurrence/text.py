"""Times in free text: "Mon-Fri 9-5", "1st & 3rd Weds 2pm", "alternate Thursdays 7pm".

Read where one meaning is plain, and never by halves: a text that says something of time that is not
understood stays in words as a whole, for what was read of it could be wrong without the rest. What
stands beside the times and only qualifies them ("term time only") stays in words next to them.
"""

import re
from dataclasses import dataclass, field

from recurrence import opening_hours
from recurrence.clauses import read_times
from recurrence.clock import UnreadableHoursError, tidy
from recurrence.lexer import NotUnderstoodError
from recurrence.rfc5545 import NotPlainError
from recurrence.rules import Rule
from recurrence.spelling import spelled_out

LONGEST = 500
NOTHING = {"", "na", "n/a", "n.a.", "-", "none", "null", "nil", "."}

HOLIDAYS = (
    r"(?:the )?(?:(?:bank|public|school|national|christmas|easter|summer|half[- ]term)"
    r"(?: ?(?:and|&|or|/) ?| ))*(?:holidays?|hols|half[- ]terms?)"
)
# What qualifies times without saying which they are. It is set aside, and told beside them.
BESIDE = re.compile(
    r"(?<!\w)(?:- )?((?:during |in )?(?:school )?term[- ]?times?(?: only)?"
    rf"|(?:(?:but )?(?:not|closed|no sessions?|no meetings?)|except|excluding|excl?\.?|ex\.?"
    rf"|apart from|outside|including|incl?\.?)(?: (?:on|during|in|over|for))? (?:all )?{HOLIDAYS}"
    r"|(?:yn ystod (?:y )?)?tymor(?: yr)? ysgol(?: yn unig)?|(?:trwy|drwy) apwyntiad(?: yn unig)?"
    r"|(?:ac eithrio|ar gau(?: ar)?) (?:gwyliau|gwyliau'r) (?:banc|cyhoeddus|ysgol)"
    r"|by appointment(?: only)?|appointment (?:only|needed|necessary|required)"
    r"|booking (?:is )?(?:essential|required|needed|necessary)|drop[- ]in(?: sessions?)?"
    r"|(?:please )?(?:ring|call|phone) (?:first|ahead|to (?:book|check|confirm)|for details)"
    r"|(?:all|everyone|newcomers|beginners) welcome)(?![\w-])",
    re.IGNORECASE,
)
# A remark in brackets at the end is set aside as well, if no word in it may say which of the times
# are meant. Of one in the middle nobody would know what it is about.
REMARK = re.compile(r"([^()]+)\(([^()]{3,100})\)\.?")
LIMITS = re.compile(
    # a letter or two may be a day: "(M & F)"
    r"\d|\b(?!(?:an?|as|at|be|by|in|is|it|of|on|or|to|up|us|we)\b)[a-z]{1,2}\b"
    r"|\b(?:\w*days?|weeks?|\w*weekly|month\w*|fortnight\w*|quarter\w*|year\w*|annual\w*|term\w*"
    r"|holidays?|hols|dates?|except|excl\w*|not|no|never|only|altern\w*|every|each|other|first"
    r"|second|third|fourth|fifth|last|odd|even|once|twice|season\w*|summer|winter|spring|autumn|easter"
    r"|christmas|advent|lent|ramadan|closed|cancel\w*|until|till?|from|since|start\w*|begin\w*|end\w*"
    r"|some\w*|most\w*|usual\w*|often|normally|var\w+|occasion\w*|unless|when|if|during|morning\w*"
    r"|afternoon\w*|evening\w*|night\w*|a\.?m|p\.?m|noon|midday|midnight|lunch\w*|half|hours?|hrs?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|mon|tues?|wed|thurs?|fri|sat"
    r"|sun|jan\w*|feb\w*|mar|march|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*"
    r"|tb[ac]|provisional\w*|temporar\w*|paused?|suspended|hold|confirm\w*|ceas\w*|stopp\w*|finish\w*"
    r"|dormant|postpon\w*|resum\w*|propos\w*|planned|pending|soon|weather|tides?|school\w*|inset|rota"
    r"|rotat\w*|approx\w*|thereabouts|subject|depend\w*|check|after|before|permitting)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reading:
    """What a text says of when: the regular times in it, and what stays in words."""

    times: list[Rule] = field(default_factory=list)
    rest: str = ""


def read_text(text: str) -> Reading:
    """The times in `text`, and the words that stay. Nothing is lost: without times, all of it."""
    whole = tidy(re.sub(r"[\r\n]+", "; ", text.strip()))
    if whole.casefold() in NOTHING:
        return Reading()
    if len(whole) <= LONGEST:
        try:
            times, beside = read_whole(whole)
        except (NotUnderstoodError, NotPlainError, UnreadableHoursError):
            times, beside = [], []
        if times:
            return Reading(times, "; ".join(beside))
    return Reading(rest=tidy(text))


def read_whole(text: str) -> tuple[list[Rule], list[str]]:
    """Its times, and what stands beside them. Raises as `read_times` does."""
    if found := opening_hours.read(text):
        return found
    try:
        return read_beside(text)
    except (NotUnderstoodError, NotPlainError, UnreadableHoursError):
        remark = REMARK.fullmatch(text)
        if not remark or LIMITS.search(remark[2]):
            raise
    times, beside = read_beside(remark[1])
    return times, [*beside, remark[2].strip()]


def read_beside(text: str) -> tuple[list[Rule], list[str]]:
    beside = [match[1] for match in BESIDE.finditer(text)]
    return read_times(spelled_out(BESIDE.sub("()", text))), beside
