"""The resources of a summary's FHIR R4 document, beside its Composition.

Where FHIR has no element for what the standard asks (importance and confidence from 1 to 10) it is
told in a note.
"""

from facilitation.vocabulary import Gender
from plans.vocabulary import Outcome
from sharing import codes
from sharing.content import scored, since_last_time
from sharing.facts import Facts, GoalFacts
from sharing.fhir.basics import (
    HL7,
    LOINC,
    UK,
    Resource,
    To,
    concept,
    instant,
    profile,
    without_empty,
)
from sharing.models import Agreement

NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"
# nobody looked the number up
UNVERIFIED = {
    "url": f"{UK}/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus",
    "valueCodeableConcept": concept(
        f"{UK}/CodeSystem/UKCore-NHSNumberVerificationStatusEngland",
        "02",
        "Number present but not traced",
    ),
}
GENDERS = {Gender.WOMAN: "female", Gender.MAN: "male", Gender.NON_BINARY: "other"}
GENDERS |= {Gender.OTHER: "other"}
# what became of a priority, as the life cycle of a goal and of an action
GOAL_STATUS = {
    None: "accepted",
    Outcome.NOT_YET: "accepted",
    Outcome.CONTACTED: "active",
    Outcome.WENT_ONCE: "active",
    Outcome.STILL_GOING: "active",
    Outcome.STOPPED: "cancelled",
    Outcome.COULD_NOT: "cancelled",
}
ACTION_STATUS = {
    None: "not-started",
    Outcome.NOT_YET: "not-started",
    Outcome.CONTACTED: "in-progress",
    Outcome.WENT_ONCE: "in-progress",
    Outcome.STILL_GOING: "in-progress",
    Outcome.STOPPED: "stopped",
    Outcome.COULD_NOT: "cancelled",
}


def patient(facts: Facts, to: To) -> Resource:
    who, record, number = facts.person, facts.record, facts.summary.nhs_number
    own = {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{who.pk}"}
    nhs = {"extension": [UNVERIFIED], "system": NHS_NUMBER, "value": number}
    telecom = [
        {"system": system, "value": value}
        for system, value in (
            ("phone", record.phone if record else ""),
            ("email", record.email if record else ""),
        )
        if value
    ]
    return without_empty(
        {
            "resourceType": "Patient",
            "meta": profile("Patient"),
            "identifier": [nhs, own] if number else [own],
            "name": [{"use": "usual", "text": who.called}],
            "telecom": telecom,
            "gender": GENDERS.get(Gender(who.gender), "unknown") if who.gender else "",
            "birthDate": str(who.year_of_birth or ""),
            "address": [{"use": "home", "postalCode": who.postcode}] if who.postcode else [],
            "communication": [{"language": {"text": record.language}, "preferred": True}]
            if record and record.language
            else [],
            "generalPractitioner": [to("practice")],
        }
    )


def practitioner(facts: Facts) -> Resource:
    helper = facts.session.facilitator
    return without_empty(
        {
            "resourceType": "Practitioner",
            "meta": profile("Practitioner"),
            "name": [{"text": helper.name}],
            "telecom": [{"system": "phone", "value": helper.number_to_ring}]
            if helper.number_to_ring
            else [],
        }
    )


def organisation(name: str) -> Resource:
    return {"resourceType": "Organization", "meta": profile("Organization"), "name": name}


def service_request(facts: Facts, to: To) -> Resource:
    known = facts.referral
    by = [known.referrer_name, known.referrer_role, known.partner.name] if known else []
    reasons = [known.reasons_in_words, known.why] if known else []
    return without_empty(
        {
            "resourceType": "ServiceRequest",
            "meta": profile("ServiceRequest"),
            "status": "completed" if facts.session.finished_at else "active",
            "intent": "order",
            "code": concept(codes.SNOMED, codes.REFERRED, codes.REFERRED_DISPLAY),
            "subject": to("patient"),
            "authoredOn": instant(known.received_at if known else facts.session.started_at),
            "requester": {"display": ", ".join(filter(None, by))} if known else {},
            "performer": [to("practitioner"), to("organisation")],
            "reasonCode": [{"text": reason} for reason in reasons if reason],
        }
    )


def care_plan(facts: Facts, to: To) -> Resource:
    summary = facts.summary
    said: list[tuple[str, str]] = [("Strengths", summary.strengths)]
    said += [("Needs and concerns", summary.needs)]
    said += [("For the practice", summary.requests), ("Risks", summary.risks)]
    period = {"start": facts.met_on.isoformat()}
    said += since_last_time(facts)
    if facts.summary.review_on:
        said.append(("Planned review", facts.summary.review_on.isoformat()))
    return without_empty(
        {
            "resourceType": "CarePlan",
            "meta": profile("CarePlan"),
            "status": "active",
            "intent": "plan",
            "title": codes.PLAN.title,
            "subject": to("patient"),
            "period": period,
            "created": facts.met_on.isoformat(),
            "author": to("practitioner"),
            "contributor": [to("patient")],
            "goal": [to(f"goal-{goal.item.position}") for goal in facts.goals],
            "activity": [activity(goal, to) for goal in facts.goals],
            "note": [{"text": f"{label}: {words}"} for label, words in said if words],
        }
    )


def activity(goal: GoalFacts, to: To) -> Resource:
    item = goal.item
    progress = [
        scored("Confidence", goal.confidence),
        f"Strategies: {item.what_would_help}" if item.what_would_help else "",
        f"Signposted to: {goal.said['name']}",
        f"Outcome: {goal.told.in_words}" if goal.told else "",
    ]
    who = {"display": item.step_by} if item.step_by else to("patient")
    detail: Resource = {
        "goal": [to(f"goal-{item.position}")],
        "status": ACTION_STATUS[goal.outcome],
        "scheduledString": item.step_when,
        "performer": [who],
        "description": goal.action,
    }
    return {
        "progress": [{"text": words} for words in progress if words],
        "detail": without_empty(detail),
    }


def goal_resource(goal: GoalFacts, facts: Facts, to: To) -> Resource:
    return without_empty(
        {
            "resourceType": "Goal",
            "lifecycleStatus": GOAL_STATUS[goal.outcome],
            "description": {"text": goal.hope},
            "subject": to("patient"),
            "startDate": facts.met_on.isoformat(),
            "expressedBy": to("patient"),
            "note": [{"text": scored("Importance", goal.importance)}] if goal.importance else [],
            "outcomeCode": [{"text": goal.told.in_words}] if goal.told else [],
        }
    )


def consent(agreement: Agreement, to: To) -> Resource:
    return {
        "resourceType": "Consent",
        "meta": profile("Consent"),
        "status": "active",
        "scope": concept(f"{HL7}/consentscope", "patient-privacy"),
        "category": [concept(LOINC, "59284-0", "Consent Document")],
        "patient": to("patient"),
        "dateTime": instant(agreement.recorded_at),
        "performer": [to("patient")],
        "organization": [to("organisation")],
        "policyRule": {"text": f"{agreement.sentence} (wording {agreement.wording_version})"},
        "provision": {
            "type": "permit",
            "actor": [
                {
                    "role": concept(f"{HL7}/v3-ParticipationType", "IRCP"),
                    "reference": to("practice"),
                }
            ],
        },
    }
