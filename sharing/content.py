"""The summary in words: sections under the standard's headings, for the page, the PDF and the text.

The person reads all of it before they agree: what is not here is in no export.
"""

import hashlib
import json
from typing import NamedTuple

from django.utils.formats import date_format

from facilitation.vocabulary import AgeBand, ContactMethod, Gender
from plans.told import spot
from sharing import codes
from sharing.codes import Heading
from sharing.facts import Facts, GoalFacts

NOT_RECORDED = "None recorded"


class Line(NamedTuple):
    label: str
    words: str


class Section(NamedTuple):
    heading: Heading
    lines: list[Line]


def sections(facts: Facts) -> list[Section]:
    """Every section that has something to say; risks always, as the standard wants."""
    all_of_them = [
        Section(codes.PERSON, person(facts)),
        Section(codes.PRACTICE, [Line("Practice", facts.summary.practice)]),
        Section(codes.REQUIREMENTS, requirements(facts)),
        Section(codes.REFERRAL, referral(facts)),
        Section(codes.ISSUES, issues(facts)),
        Section(codes.CONTACTS, contacts(facts)),
        Section(codes.PLAN, plan(facts)),
        Section(codes.SIGNPOSTS, [signpost(goal) for goal in facts.goals]),
        Section(codes.ACTIONS, actions(facts)),
        Section(codes.RISKS, [Line("Risks", facts.summary.risks or NOT_RECORDED)]),
    ]
    said = [
        Section(heading, [line for line in lines if line.words]) for heading, lines in all_of_them
    ]
    return [section for section in said if section.lines]


def person(facts: Facts) -> list[Line]:
    who, record = facts.person, facts.record
    band = AgeBand(who.age_band).label if who.age_band else ""
    return [
        Line("Name", who.called),
        Line("Reference", who.reference if who.name else ""),
        Line("NHS number", spaced(facts.summary.nhs_number)),
        Line("Year of birth", str(who.year_of_birth or "")),
        Line("Age", band if not who.year_of_birth else ""),
        Line("Gender", Gender(who.gender).label if who.gender else ""),
        Line("Postcode", who.postcode),
        Line("Telephone", record.phone if record else ""),
        Line("E-mail", record.email if record else ""),
        Line("Best reached", reached(facts)),
    ]


def spaced(number: str) -> str:
    """As the NHS writes it: 943 476 5919."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if number else ""


def reached(facts: Facts) -> str:
    record = facts.record
    if not record:
        return ""
    method = ContactMethod(record.contact_method).label if record.contact_method else ""
    return ", ".join(part for part in (method, record.best_time) if part)


def requirements(facts: Facts) -> list[Line]:
    record = facts.record
    if not record:
        return []
    language = [record.language, "with an interpreter" if record.needs_interpreter else ""]
    adjustments = [record.adjustments_in_words, record.needs]
    caring = ["Looks after someone" if record.is_carer else "", record.carer]
    return [
        Line("Reasonable adjustments", " · ".join(filter(None, adjustments))),
        Line("Mobility", record.mobility_in_words),
        Line("Language", ", ".join(filter(None, language))),
        Line("Caring", " · ".join(filter(None, caring))),
    ]


def referral(facts: Facts) -> list[Line]:
    known, to = facts.referral, f"{facts.session.facilitator.name}, {facts.organisation}"
    if not known:
        return [Line("Referred to", to)]
    by = ", ".join(filter(None, [known.referrer_name, known.referrer_role, known.partner.name]))
    return [
        Line("Date", date_format(known.received_at, "j F Y")),
        Line("Referred by", by),
        Line("Referred to", to),
        Line("SNOMED CT", f"{codes.REFERRED} {codes.REFERRED_DISPLAY}"),
    ]


def issues(facts: Facts) -> list[Line]:
    known = facts.referral
    if not known:
        return []
    return [Line("As referred", known.reasons_in_words), Line("In the referrer’s words", known.why)]


def contacts(facts: Facts) -> list[Line]:
    how = "by telephone" if facts.session.by_telephone else "in person"
    seen_by = f"{facts.session.facilitator.name}, {facts.organisation}"
    return [Line(date_format(facts.met_on, "j F Y"), f"Seen {how} by {seen_by}")]


def plan(facts: Facts) -> list[Line]:
    goals = [line for number, goal in enumerate(facts.goals, 1) for line in told(number, goal)]
    review = date_format(facts.summary.review_on, "j F Y") if facts.summary.review_on else ""
    return [
        Line("Strengths", facts.summary.strengths),
        Line("Needs and concerns", facts.summary.needs),
        *since_last_time(facts),
        *goals,
        Line("Review", f"{review}, by {facts.session.facilitator.name}" if review else ""),
    ]


def since_last_time(facts: Facts) -> list[Line]:
    return [
        Line("Since last time", f"{answer.item.said['name']}: {answer.in_words}")
        for answer in facts.before
    ]


def told(number: int, goal: GoalFacts) -> list[Line]:
    item = goal.item
    action = [
        goal.action,
        f"Who: {item.step_by or 'the person'}",
        f"When: {item.step_when}" if item.step_when else "",
        scored("Confidence", goal.confidence),
        f"Strategies: {item.what_would_help}" if item.what_would_help else "",
    ]
    hope = [goal.hope, scored("Importance", goal.importance)]
    return [
        Line(f"Goal {number}", " · ".join(filter(None, hope))),
        Line("Action", " · ".join(filter(None, action))),
        Line("Outcome", goal.told.in_words if goal.told else ""),
    ]


def scored(what: str, score: int | None) -> str:
    return f"{what}: {score} of 10" if score else ""


def signpost(goal: GoalFacts) -> Line:
    said = goal.said
    place = spot(said["where"]) if said.get("where") else ""
    parts = [said.get("provider", ""), place, said.get("phone", "")]
    return Line(said["name"], " · ".join(part for part in parts if part != said["name"] and part))


def actions(facts: Facts) -> list[Line]:
    return [
        Line("For the practice", facts.summary.requests),
        Line("Agreed with the person", "Yes: they saw this summary and agreed to it"),
    ]


def as_text(told: list[Section]) -> str:
    """To be pasted into a record system: headings in capitals, one fact a line."""
    blocks = [
        "\n".join(
            [
                section.heading.title.upper(),
                *(f"{label}: {words}" for label, words in section.lines),
            ]
        )
        for section in told
    ]
    return "\n\n".join(blocks) + "\n"


def digest(told: list[Section]) -> str:
    """Of the very words: agreed to are these and no others."""
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
