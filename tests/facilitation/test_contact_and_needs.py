"""How to reach somebody, what they need, and a private note: with consent, on the person alone."""

import pytest
from django.urls import reverse

from facilitation import actions, agreements
from facilitation.consent import CURRENT
from facilitation.models import Participant, PersonRecord
from facilitation.vocabulary import STAGE_URL_NAMES

DETAILS = {
    "phone": "01632 960417",
    "email": "wilhelmina@home.example",
    "contact_method": "phone",
    "best_time": "Mornings",
    "language": "Polish",
    "needs_interpreter": "on",
    "mobility": ["stick", "bus"],
    "adjustments": ["large_print", "hearing", "companion"],
    "needs": "A chair with arms",
    "carer": "Susan, 01632 960418",
    "is_carer": "on",
}
NOTE = "Do not mention Harold"


@pytest.fixture
def person(alice, session) -> Participant:
    agreements.agree_to(participant=session.participant, clause="record", by=alice)
    participant: Participant = session.participant
    return participant


def url(name: str, participant: Participant) -> str:
    return reverse(f"facilitation:{name}", args=[participant.pk])


def test_everything_is_kept_and_shown_on_the_persons_page(as_alice, person):
    response = as_alice.post(url("contact", person), DETAILS)

    assert response.url == url("participant", person)
    kept = PersonRecord.objects.values(*DETAILS).get()
    assert kept == {**DETAILS, "needs_interpreter": True, "is_carer": True}
    page = as_alice.get(response.url).content.decode()
    for words in (
        "01632 960417", "wilhelmina@home.example", "Telephone call · Mornings",
        "Polish, with an interpreter", "Stick, frame or rollator · Takes the bus",
        "Large print · Hearing loop, or speaking clearly · Having someone along · A chair with",
        "Susan, 01632 960418 · Looks after someone",
    ):  # fmt: skip
        assert words in page


def test_nothing_of_it_is_needed(as_alice, person):
    as_alice.post(url("contact", person), DETAILS)
    as_alice.post(url("contact", person), {"phone": ""})

    record = PersonRecord.objects.get()
    assert (record.phone, record.mobility, record.is_carer) == ("", [], False)


@pytest.mark.parametrize("page", ["contact", "note"])
def test_it_is_asked_only_once_the_clause_that_covers_it_is_agreed(as_alice, session, page):
    participant = session.participant

    asked = as_alice.get(url(page, participant)).content.decode()
    refused = as_alice.post(url(page, participant), {**DETAILS, "note": NOTE}).content.decode()

    for shown in (asked, refused):
        assert CURRENT.clauses["record"] in shown
        assert 'name="phone"' not in shown
        assert 'name="note"' not in shown
    assert PersonRecord.objects.count() == 0

    agreed = as_alice.post(url(page, participant), {"sure": "yes"})

    assert agreed.url == url(page, participant)
    assert participant.consents.first().agreed == ["keep", "follow_up", "record"]
    assert (
        f'name="{"phone" if page == "contact" else "note"}"'
        in as_alice.get(agreed.url).content.decode()
    )


@pytest.mark.parametrize("page", ["contact", "note"])
def test_agreeing_once_more_in_a_second_window_changes_nothing(as_alice, person, page):
    as_alice.post(url("contact", person), DETAILS)
    as_alice.post(url("note", person), {"note": NOTE})
    told = [PersonRecord.objects.values().get(), person.consents.count()]

    again = as_alice.post(url(page, person), {"sure": "yes"})

    assert again.url == url(page, person)
    assert [PersonRecord.objects.values().get(), person.consents.count()] == told


def test_about_you_leads_to_it_once_something_may_be_kept(as_alice, alice, session):
    fresh = actions.start_session(facilitator=alice)

    shown = [
        url("contact", one.participant)
        in as_alice.get(reverse("facilitation:about", args=[one.pk])).content.decode()
        for one in (session, fresh)
    ]

    assert shown == [True, False]


def test_before_any_consent_it_cannot_be_agreed_by_itself(as_alice, alice):
    fresh = actions.start_session(facilitator=alice).participant

    as_alice.post(url("contact", fresh), {"sure": "yes"})

    assert fresh.consents.count() == 0


def test_the_action_itself_asks_for_consent(session):
    with pytest.raises(agreements.NotAgreedError):
        agreements.save_record(participant=session.participant, details={"phone": "111"})


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("phone", "next door"),
        ("phone", "1" * 50),
        ("phone", "\x00"),
        ("email", "wilhelmina"),
        ("email", "x" * 300 + "@home.example"),
        ("contact_method", "pigeon"),
        ("mobility", ["flies"]),
        ("adjustments", ["\x00"]),
        ("needs", "x" * 301),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_kept(
    as_alice, person, field, typed
):
    response = as_alice.post(url("contact", person), {**DETAILS, field: typed})

    assert list(response.context["form"].errors) == [field]
    assert PersonRecord.objects.count() == 0


def test_the_note_and_the_details_do_not_overwrite_each_other(as_alice, person):
    as_alice.post(url("note", person), {"note": NOTE})
    as_alice.post(url("contact", person), DETAILS)
    as_alice.post(url("note", person), {"note": NOTE + " again"})

    record = PersonRecord.objects.get()
    assert (record.note, record.phone) == (NOTE + " again", "01632 960417")


def test_the_note_is_on_no_other_page_and_nothing_of_the_record_on_any_step_or_print(
    as_alice, alice, session, person
):
    as_alice.post(url("contact", person), DETAILS)
    as_alice.post(url("note", person), {"note": NOTE})
    shared = [
        *(reverse(name, args=[session.pk]) for name in STAGE_URL_NAMES.values()),
        *(
            reverse(name, args=[session.pk])
            for name in (
                "plans:print", "plans:email", "mapping:on_paper", "mapping:together",
                "facilitation:stop",
            )
        ),
        reverse("facilitation:sessions"),
    ]  # fmt: skip

    for address in shared:
        page = as_alice.get(address).content.decode()
        assert [word for word in (NOTE, *strings(DETAILS)) if word in page] == [], address
    assert NOTE not in as_alice.get(url("participant", person)).content.decode()
    assert NOTE not in as_alice.get(url("contact", person)).content.decode()
    assert NOTE in as_alice.get(url("note", person)).content.decode()  # it was there to leak


def strings(details: dict) -> list[str]:
    """What was typed freely."""
    return [details[name] for name in ("phone", "email", "best_time", "language", "needs", "carer")]


def test_the_note_prints_on_no_paper(as_alice, person):
    as_alice.post(url("note", person), {"note": NOTE})

    page = as_alice.get(url("note", person)).content.decode()

    # everything of class "private" is left out in print: see static/genie.css
    assert (
        page.index('class="private"') < page.index(NOTE) < page.index("</form>", page.index(NOTE))
    )


def test_it_goes_with_the_person_when_they_are_erased(as_alice, alice, person):
    as_alice.post(url("contact", person), DETAILS)

    actions.erase(participant=person, by=alice)

    assert PersonRecord.objects.count() == 0
