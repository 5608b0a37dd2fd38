"""The summary as a FHIR R4 document: a Bundle that begins with its Composition.

UK Core profiles are named where there is one (there is none for Goal).
"""

import uuid
from html import escape

from sharing import codes
from sharing.content import Section, sections
from sharing.facts import Facts
from sharing.fhir.basics import LOINC, Resource, To, concept, instant, profile
from sharing.fhir.resources import (
    care_plan,
    consent,
    goal_resource,
    organisation,
    patient,
    practitioner,
    service_request,
)
from sharing.models import Agreement

TITLE = "Social prescribing summary"


def document(facts: Facts, agreement: Agreement) -> Resource:
    """The same summary makes the same document again, with the ids that it had."""

    def key(name: str) -> str:
        return str(uuid.uuid5(agreement.pk, name))

    def to(name: str) -> Resource:
        return {"reference": f"urn:uuid:{key(name)}"}

    goals = {f"goal-{goal.item.position}": goal for goal in facts.goals}
    resources: dict[str, Resource] = {
        "composition": composition(facts, agreement, to, [*goals]),
        "patient": patient(facts, to),
        "practitioner": practitioner(facts),
        "organisation": organisation(facts.organisation),
        "practice": organisation(facts.summary.practice),
        "referral": service_request(facts, to),
        "plan": care_plan(facts, to),
        **{name: goal_resource(goal, facts, to) for name, goal in goals.items()},
        "consent": consent(agreement, to),
    }
    return {
        "resourceType": "Bundle",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{key('document')}"},
        "type": "document",
        "timestamp": instant(agreement.recorded_at),
        "entry": [
            {"fullUrl": f"urn:uuid:{key(name)}", "resource": {"id": key(name), **resource}}
            for name, resource in resources.items()
        ],
    }


def composition(facts: Facts, agreement: Agreement, to: To, goals: list[str]) -> Resource:
    entries = {
        codes.PERSON: ["patient"],
        codes.PRACTICE: ["practice"],
        codes.REFERRAL: ["referral"],
        codes.PLAN: ["plan", *goals],
    }
    told = [section_of(one, [to(name) for name in entries.get(one.heading, [])]) for one in
            sections(facts)]  # fmt: skip
    agreed = {
        "title": codes.CONSENT.title,
        "code": heading_code(codes.CONSENT),
        "text": narrative(f"<p>{escape(agreement.sentence)}</p>"),
        "entry": [to("consent")],
    }
    return {
        "resourceType": "Composition",
        "meta": profile("Composition"),
        "status": "final",
        "type": {**concept(LOINC, "34133-9", "Summary of episode note"), "text": TITLE},
        "subject": to("patient"),
        "date": instant(agreement.recorded_at),
        "author": [to("practitioner")],
        "title": TITLE,
        "custodian": to("organisation"),
        "section": [*told, agreed],
    }


def section_of(section: Section, entries: list[Resource]) -> Resource:
    rows = "".join(
        f"<li><b>{escape(label)}:</b> {escape(words)}</li>" for label, words in section.lines
    )
    found: Resource = {
        "title": section.heading.title,
        "code": heading_code(section.heading),
        "text": narrative(f"<ul>{rows}</ul>"),
    }
    return {**found, "entry": entries} if entries else found


def heading_code(heading: codes.Heading) -> Resource:
    coded = concept(codes.SNOMED, heading.code) if heading.code else {}
    return {**coded, "text": heading.title}


def narrative(inner: str) -> Resource:
    div = f'<div xmlns="http://www.w3.org/1999/xhtml">{inner}</div>'
    return {"status": "generated", "div": div}
