"""The summary for a practice: seen and agreed to first, the same in every form, valid as FHIR, and
gone once it is taken back."""

import json

import pytest
from django.urls import reverse

from facilitation import actions as facilitation
from facilitation import agreements
from facilitation.models import AuditEvent
from plans.models import FollowUp
from sharing.actions import summaries as actions
from sharing.content import as_text, digest, sections
from sharing.facts import facts_of
from sharing.fhir.document import document
from sharing.forms.summaries import is_nhs_number
from sharing.models import Agreement, Summary
from tests import fhir
from tests.pdf import faults_of, headings_in, metadata_of, words_of
from tests.sharing.conftest import PLANTED, PRIVATE

pytestmark = pytest.mark.sweep

SAID = [
    *PLANTED.values(),
    "943 476 5919",
    "Portswood Surgery",
    "Walk with others",
    "Importance: 8 of 10",
    "Confidence: 7 of 10",
    "Ring on Monday",
    "Jean",
    "by Friday",
    "Good neighbours",
    "A medication review",
    "Would like company",
    "Strollers",
    "26 February 2100",
    "871731000000106",
]
HEADINGS = [
    "Person demographics",
    "GP practice",
    "Individual requirements",
    "Referral details",
    "Presenting complaints or issues",
    "Contacts with professionals",
    "Care and support plan",
    "Signpost details",
    "Plan and requested actions",
    "Risks",
]


@pytest.fixture
def url(session):
    return lambda name: reverse(f"sharing:{name}", args=[session.pk])


@pytest.fixture
def agreed(summary, alice):
    actions.agree(summary=summary, seen=digest(sections(facts_of(summary))), by=alice)
    assert summary.agreement is not None
    return summary.agreement


def missing(text: str) -> list[str]:
    return [words for words in SAID if words not in text]


def leaked(text: str) -> list[str]:
    return [words for words in PRIVATE if words in text]


def sent(**fields) -> dict[str, str]:
    return {
        "practice": "Portswood Surgery",
        "goal-1-hope": "Walk",
        "goal-1-importance": "8",
        **fields,
    }


def test_it_is_typed_seen_agreed_to_and_given(as_alice, url, item):
    typed = as_alice.post(url("edit"), sent(nhs_number="943 476 5919"))
    assert typed.url == url("summary")
    page = as_alice.get(url("summary"))
    assert "PDF" not in page.content.decode().partition("<main")[2]

    as_alice.post(url("summary"), {"agreed": "on", "seen": page.context["form"].digest})

    assert [as_alice.get(url(name)).status_code for name in ("pdf", "text", "fhir")] == [200] * 3
    actions_written = AuditEvent.objects.filter(object_id=item.session_id).values_list(
        "action", flat=True
    )
    assert {
        "summary begun",
        "summary agreed to",
        "summary given as PDF",
        "summary given as text",
        "summary given as FHIR",
    } <= {*actions_written}


@pytest.mark.parametrize("name", ["pdf", "text", "fhir"])
def test_nothing_is_given_before_they_agree(as_alice, url, summary, name):
    answer = as_alice.get(url(name), follow=True)

    assert answer.redirect_chain == [(url("summary"), 302)]
    assert "Please show it to them" in answer.content.decode()
    assert not AuditEvent.objects.filter(action__startswith="summary given").exists()


@pytest.mark.parametrize("name", ["pdf", "text", "fhir"])
def test_once_taken_back_it_is_given_no_more(as_alice, url, agreed, name):
    as_alice.post(url("take_back"))

    assert as_alice.get(url(name)).status_code == 302


def test_what_changed_is_agreed_to_again(as_alice, url, agreed, item):
    item.first_step = "Something else"
    item.save()

    assert as_alice.get(url("pdf")).status_code == 302
    page = as_alice.get(url("summary")).content.decode()
    assert "It has changed since it was agreed to" in page


def test_finishing_the_session_changes_nothing_of_it(as_alice, url, agreed, session, alice):
    facilitation.finish(session=session, by=alice)

    assert as_alice.get(url("pdf")).status_code == 200


def test_what_they_no_longer_let_us_keep_is_on_it_no_more(as_alice, url, agreed, session, alice):
    agreements.withdraw(participant=session.participant, clause="record", by=alice)

    assert PLANTED["phone"] not in as_alice.get(url("summary")).content.decode()
    assert as_alice.get(url("fhir")).status_code == 302


def test_an_agreement_to_what_was_not_seen_is_refused(as_alice, url, summary):
    page = as_alice.post(url("summary"), {"agreed": "on", "seen": "0" * 64}).content.decode()

    assert "It was changed meanwhile" in page
    assert not Agreement.objects.exists()


def test_the_page_the_pdf_and_the_text_say_the_same_and_no_more(as_alice, url, agreed):
    page = as_alice.get(url("summary")).content.decode()
    pdf = as_alice.get(url("pdf")).content
    text = as_alice.get(url("text")).context["text"]

    for told in (page, words_of(pdf), text):
        assert (missing(told), leaked(told)) == ([], [])
        assert [heading for heading in HEADINGS if heading.upper() not in told.upper()] == []
    assert leaked(metadata_of(pdf)) + [w for w in PLANTED.values() if w in metadata_of(pdf)] == []


def test_the_pdf_is_one_tagged_page(as_alice, url, agreed):
    pdf = as_alice.get(url("pdf")).content

    assert faults_of(pdf) == []
    assert headings_in(pdf) == ["H1", *["H2"] * (len(HEADINGS) + 1)]
    assert "1 / 1" in words_of(pdf)


def bundle_of(summary: Summary, agreement: Agreement):
    return json.loads(json.dumps(document(facts_of(summary), agreement)))


def resources(bundle: dict, kind: str) -> list[dict]:
    found = [entry["resource"] for entry in bundle["entry"]]
    return [resource for resource in found if resource["resourceType"] == kind]


def test_the_fhir_document_is_valid(summary, agreed):
    bundle = bundle_of(summary, agreed)

    assert fhir.faults_of(bundle) == []
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert kinds == [
        "Composition", "Patient", "Practitioner", "Organization", "Organization", "ServiceRequest",
        "CarePlan", "Goal", "Consent",
    ]  # fmt: skip


BROKEN = [
    ("CarePlan", "status", "bogus", 'CarePlan.status: Code "bogus" not found in value set'),
    ("Composition", "status", None, "Composition.status: Missing property"),
    ("Goal", "lifecycleStatus", None, "Goal.lifecycleStatus: Missing property"),
    ("Patient", "nickname", "Peg", "Patient.nickname: Unexpected property"),
    ("Consent", "policyRule", None, "ppc-1"),
    ("ServiceRequest", "subject", {"reference": "urn:uuid:0"}, "references"),
    ("Patient", "identifier", [{"system": fhir.NHS_NUMBER, "value": "9"}], "UK Core, NHS number"),
]


def test_the_checker_finds_what_is_wrong(summary, agreed):
    """Without this, one that finds nothing would pass everything."""
    bundles = [bundle_of(summary, agreed) for _ in BROKEN]
    for bundle, (kind, element, value, _) in zip(bundles, BROKEN, strict=True):
        (resource,) = resources(bundle, kind)
        resource[element] = value
        if value is None:
            del resource[element]

    found = fhir.faults_of_each(bundles)

    missed = [
        wrong[3] for faults, wrong in zip(found, BROKEN, strict=True) if wrong[3] not in faults
    ]
    assert missed == []


def test_the_fhir_document_says_the_same_and_no_more(summary, agreed):
    told = json.dumps(bundle_of(summary, agreed), ensure_ascii=False)

    assert (missing(told), leaked(told)) == ([], [])


def test_codes_and_profiles(summary, agreed):
    bundle = bundle_of(summary, agreed)

    (request,) = resources(bundle, "ServiceRequest")
    (goal,) = resources(bundle, "Goal")
    (plan,) = resources(bundle, "CarePlan")
    (patient,) = resources(bundle, "Patient")
    assert request["code"]["coding"][0]["code"] == "871731000000106"
    assert goal["lifecycleStatus"] == "accepted"
    assert goal["note"] == [{"text": "Importance: 8 of 10"}]
    detail = plan["activity"][0]["detail"]
    assert (detail["description"], detail["scheduledString"], detail["performer"]) == (
        "Ring on Monday",
        "by Friday",
        [{"display": "Jean"}],
    )
    assert patient["meta"]["profile"] == [
        "https://fhir.hl7.org.uk/StructureDefinition/UKCore-Patient"
    ]
    assert "meta" not in goal


def test_what_became_of_it_is_told(summary, item, session, alice):
    FollowUp.objects.create(item=item, session=session, outcome="still_going")
    actions.agree(summary=summary, seen=digest(sections(facts_of(summary))), by=alice)

    assert "Outcome: Still going" in as_text(sections(facts_of(summary)))
    assert summary.agreement is not None
    bundle = bundle_of(summary, summary.agreement)
    assert resources(bundle, "Goal")[0]["lifecycleStatus"] == "active"


def test_at_a_follow_up_what_became_of_the_plan_before_is_told(summary, item, session, alice):
    facilitation.finish(session=session, by=alice)
    later = facilitation.start_follow_up(session=session, facilitator=alice)
    FollowUp.objects.create(item=item, session=later, outcome="could_not", reason="transport")
    details = {"practice": "Portswood Surgery"}
    second = actions.save(session=later, details=details, goals={}, by=alice)

    assert "Since last time: Strollers: Couldn’t (Getting there)" in as_text(
        sections(facts_of(second))
    )


def test_it_needs_no_more_than_a_practice(as_alice, url, session):
    as_alice.post(url("edit"), {"practice": "Any Surgery"})
    summary = Summary.objects.get(session=session)
    actions.agree(summary=summary, seen=digest(sections(facts_of(summary))), by=session.facilitator)

    assert summary.agreement is not None
    assert fhir.faults_of(bundle_of(summary, summary.agreement)) == []
    assert as_alice.get(url("pdf")).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("practice", ""),
        ("practice", "x" * 201),
        ("nhs_number", "943 476 5918"),
        ("nhs_number", "١٢٣٤٥٦٧٨٩٠"),
        ("goal-1-importance", "11"),
        ("goal-1-importance", "0"),
        ("goal-1-hope", "x" * 201),
        ("review_on", "tomorrow"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(as_alice, url, item, field, value):
    page = as_alice.post(url("edit"), sent(**{field: value})).content.decode()

    assert "There is a problem" in page
    assert not Summary.objects.exists()


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("9434765919", True),
        ("9434765918", False),
        ("0000000000", True),
        ("943476591", False),
        ("1234567890", False),
    ],
)
def test_nhs_numbers(number, right):
    assert is_nhs_number(number) == right


def test_what_is_typed_may_hold_anything(as_alice, url, item):
    odd = '</textarea><script>alert(1)</script> "&amp;" ‮'
    as_alice.post(url("edit"), sent(needs=odd, practice="<b>A & B</b>"))
    summary = Summary.objects.get()
    actions.agree(
        summary=summary,
        seen=digest(sections(facts_of(summary))),
        by=item.session.facilitator,
    )

    assert "<script>alert" not in as_alice.get(url("text")).content.decode()
    assert summary.agreement is not None
    bundle = bundle_of(summary, summary.agreement)
    assert fhir.faults_of(bundle) == []
    assert "<script>" not in resources(bundle, "Composition")[0]["section"][6]["text"]["div"]


def test_erasing_the_person_erases_it(agreed, session):
    session.participant.delete()

    assert not Summary.objects.exists()
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("name", ["summary", "edit", "pdf", "text", "fhir"])
def test_another_facilitators_is_not_there(client, eve, url, agreed, name):
    client.force_login(eve)
    assert client.get(url(name)).status_code == 404
