"""About you: consent first, then what tailors the suggestions."""

import pytest
from django.urls import reverse
from django.utils import timezone

from facilitation import actions, reassignments
from facilitation.models import Consent, Session
from tests.field_changes import send_changes

ANSWERS = {
    "agreed": ["keep", "research"],
    "name": "Margaret",
    "postcode": "so171bj",
    "gender": "woman",
    "year_of_birth": "1948",
    "age_band": "",
    "conditions": ["arthritis", "hearing"],
}
DETAILS = ["name", "postcode", "gender", "year_of_birth", "age_band", "conditions"]


@pytest.fixture
def fresh(alice):
    """A session in which nothing was asked yet."""
    return actions.start_session(facilitator=alice)


@pytest.fixture
def send(as_alice, fresh):
    """Send the form, ANSWERS with some of them changed."""
    url = reverse("facilitation:about", args=[fresh.pk])

    def post(headers=None, **changed):
        return as_alice.post(url, {**ANSWERS, **changed}, headers=headers)

    return post


def kept(session) -> list:
    session.participant.refresh_from_db()
    return [getattr(session.participant, field) for field in DETAILS]


def test_what_was_said_is_kept_and_leads_on(send, fresh):
    response = send()

    assert response.url == reverse("mapping:network", args=[fresh.pk])
    assert kept(fresh) == ["Margaret", "SO17 1BJ", "woman", 1948, "", ["arthritis", "hearing"]]


def test_consent_is_recorded_what_in_which_wording_when_and_by_whom(send, fresh, alice):
    before = timezone.now()

    send()

    consent = fresh.participant.consents.get()
    assert (consent.agreed, consent.wording_version, consent.recorded_by) == (
        ["keep", "research"],
        "2026-3",
        alice,
    )
    assert before <= consent.recorded_at <= timezone.now()


def test_the_same_consent_again_adds_nothing_and_another_one_does(send, fresh):
    send()
    send()
    send(agreed=["keep"])

    assert [row.agreed for row in Consent.objects.all()] == [["keep"], ["keep", "research"]]


def test_without_the_needed_consent_nothing_is_kept_and_it_is_said_kindly(send, fresh):
    response = send(agreed=["research"])

    page = response.content.decode()
    assert "We can only go on together if this may be kept." in page
    # nothing is wrong yet: it is asked once more
    assert "<title>About you" in page
    assert "There is a problem" not in page
    assert 'value="Margaret"' in page  # what was typed stays
    assert kept(fresh) == ["", "", "", None, "", []]
    assert Consent.objects.count() == 0


def test_only_consent_is_needed(send, fresh):
    empty = {field: "" for field in DETAILS if field != "conditions"}

    response = send(agreed=["keep"], conditions=[], **empty)

    assert response.status_code == 302
    assert kept(fresh) == ["", "", "", None, "", []]


def test_prefer_not_to_say_is_an_answer_everywhere(send, fresh):
    send(gender="not_said", year_of_birth="", age_band="not_said", conditions=["not_said"])

    person = fresh.participant
    assert kept(fresh) == ["Margaret", "SO17 1BJ", "not_said", None, "not_said", []]
    assert person.conditions_not_said
    assert person.age_range(timezone.localdate()) is None


def test_the_page_shows_what_was_said_before(as_alice, send, fresh):
    send(conditions=["not_said"])

    form = as_alice.get(reverse("facilitation:about", args=[fresh.pk])).context["form"]

    assert form.initial == {
        "agreed": ["keep", "research"],
        "name": "Margaret",
        "postcode": "SO17 1BJ",
        "gender": "woman",
        "year_of_birth": 1948,
        "age_band": "",
        "conditions": ["not_said"],
    }


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("postcode", "SO17", "Write a full postcode, such as SO17 1BJ."),
        ("postcode", "the blue house", "Write a full postcode, such as SO17 1BJ."),
        ("postcode", "SO17 1BJ" * 40, "Write a full postcode, such as SO17 1BJ."),
        ("name", "x" * 300, "Use a shorter name, up to 60 letters."),
        ("name", "Mar\x00garet", "Null characters are not allowed."),
        ("postcode", "SO17\x00 1BJ", "Null characters are not allowed."),
        ("year_of_birth", "forty-eight", "Write the year with four digits, such as 1948."),
        ("year_of_birth", "48", "Write a year between"),
        ("year_of_birth", "3000", "Write a year between"),
        ("year_of_birth", "9" * 5000, "Write the year with four digits, such as 1948."),
        ("age_band", "30-39", "This does not go with the year of birth."),
        ("age_band", "not_said", "This does not go with the year of birth."),
        ("gender", "<b>", "Select a valid choice."),
        ("conditions", ["not_said", "stroke"], "Choose conditions, or “Prefer not to say”"),
        ("conditions", ["\x00"], "Select a valid choice."),
        ("agreed", ["keep", "everything"], "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_kept(
    send, fresh, field, typed, says
):
    response = send(**{field: typed})

    assert response.status_code == 200
    assert response.context["form"].errors[field][0].startswith(says)
    assert kept(fresh) == ["", "", "", None, "", []]
    assert Consent.objects.count() == 0


@pytest.mark.parametrize("name", ["Zoë 🌻", "<script>alert(1)</script>", "O'Brien", "王", " Ann "])
def test_names_are_kept_as_they_are_and_shown_as_text(as_alice, send, fresh, name):
    send(name=name)

    assert kept(fresh)[0] == name.strip()
    page = as_alice.get(reverse("facilitation:sessions")).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("band", "year_back"), [("60-69", 60), ("60-69", 69), ("60-69", 70), ("90-120", 100)]
)
def test_a_year_and_an_age_group_that_agree_are_both_fine(send, fresh, band, year_back):
    year = timezone.localdate().year - year_back

    assert send(year_of_birth=str(year), age_band=band).status_code == 302


def test_the_page_without_a_single_field_is_a_problem_and_not_a_fault(as_alice, fresh):
    response = as_alice.post(reverse("facilitation:about", args=[fresh.pk]))

    assert list(response.context["form"].errors) == ["agreed"]


def test_the_script_saves_without_leaving_the_page(as_alice, session):
    url = reverse("facilitation:about", args=[session.pk])

    answer = send_changes(as_alice, url, {"name": ([], ["Margaret"])})

    assert answer.json()["errors"] == {}
    assert kept(session)[0] == "Margaret"


def test_the_script_hears_what_is_wrong(as_alice, session):
    url = reverse("facilitation:about", args=[session.pk])

    answer = send_changes(as_alice, url, {"postcode": ([], ["SO17"])})

    wrong = {"postcode": ["Write a full postcode, such as SO17 1BJ."]}
    assert answer.json()["errors"] == wrong
    assert kept(session)[1] == ""


def test_a_colleague_who_took_over_meanwhile_keeps_the_person(send, fresh, bob, mo):
    send()
    stale = Session.objects.select_related("participant").get(pk=fresh.pk)
    reassignments.reassign(participant=fresh.participant, to=bob, by=mo)

    actions.save_about(session=stale, details={"name": "M"}, agreed=["keep"], by=mo)

    fresh.participant.refresh_from_db()
    assert (fresh.participant.facilitator, fresh.participant.name) == (bob, "M")


def test_a_finished_session_shows_its_answers_and_takes_no_others(as_alice, alice, send, fresh):
    send()
    actions.finish(session=fresh, by=alice)

    page = as_alice.get(reverse("facilitation:about", args=[fresh.pk])).content.decode()
    refused = send(name="Another")

    assert "disabled" in page
    assert "Save and continue" not in page
    assert refused.status_code == 403
    assert "Reopen it to change something." in refused.content.decode()
    assert kept(fresh)[0] == "Margaret"
