"""The network type and the talking point, as the person and the facilitator see them."""

import pytest
from django.urls import reverse

from facilitation import actions as facilitation
from mapping import actions
from mapping.models import NetworkResult


@pytest.fixture
def url(session):
    return reverse("mapping:together", args=[session.pk])


@pytest.fixture
def alone(session):
    """The page for the facilitator's eyes."""
    return reverse("mapping:for_the_facilitator", args=[session.pk])


def put_on_the_map(session, relationship, frequency):
    details = {
        "name": "Someone",
        "relationship": relationship,
        "frequency": frequency,
        "work": [],
        "ring": 1,
    }
    actions.add_member(session=session, details=details)


def test_strengths_counts_type_and_one_question(as_alice, session, url):
    for relationship, frequency in (
        ("child", "daily"),
        ("friend", "weekly"),
        ("lunch_club", "monthly"),
    ):
        put_on_the_map(session, relationship, frequency)

    page = as_alice.get(url).content.decode()

    assert "You see 2 people in your family or among your friends every week." in page
    assert "<h2>Diverse</h2>" in page
    assert "Is there anyone you&#x27;d like to see more of?" in page
    assert "<dt>Groups seen every month</dt><dd>1 of 1 asked</dd>" in page
    assert 'class="member__label"' in page  # the map itself


def test_a_sentence_about_help_names_who_and_two_of_one_name_are_told_apart(as_alice, session, url):
    for name, relationship, more in (
        ("Ann", "sibling", {}),
        ("Ann", "neighbour", {}),
        ("Raj", "friend", {}),
        ("Pete", "child", {"tie_status": "difficult"}),
        ("Joan", "partner", {"tie_status": "died"}),
    ):
        details = {"name": name, "relationship": relationship, "frequency": "", "ring": 1}
        actions.add_member(session=session, details={**details, "work": ["illness"], **more})

    page = as_alice.get(url).content.decode()

    said = "<li>Ann (neighbour), Ann (sibling) and Raj help with your health.</li>"
    assert said in page or "Ann (sibling), Ann (neighbour) and Raj help" in page
    # the picture has five, and who is no support is in it like everyone else
    assert "You have 5 names on your map." in page
    assert "5 in the inner circle." in page
    assert "not asked yet" in page
    assert "0 of" not in page
    assert "<h2>Fewer" not in page
    assert "difficult" not in page.lower()


def test_what_was_not_asked_leads_back_to_asking_it(as_alice, session, url):
    put_on_the_map(session, "child", "")

    page = as_alice.get(url).content.decode()

    assert "Not asked yet: my health, everyday things, how I feel, how often." in page
    assert reverse("mapping:network", args=[session.pk]) + "?lens=often" in page


def test_fewer_contacts_is_for_the_facilitator_only(as_alice, session, url, alone):
    put_on_the_map(session, "gp", "yearly")

    page = as_alice.get(url).content.decode()
    facilitators = as_alice.get(alone).content.decode()

    assert "Fewer regular contacts" in facilitators
    assert "<dt>Clinical professionals</dt><dd>1</dd>" in facilitators
    assert "my health, everyday things, how I feel: not asked yet" in facilitators
    assert "rule version 1" in facilitators
    # a word before it opens, and nothing of it on the screen that both look at
    assert "Turn the screen away before you open it." in page
    assert alone in page
    assert "few" not in page.lower().replace("a few times", "").replace("in a few words", "")


def test_the_facilitator_may_choose_another_type_and_says_why(as_alice, alice, session, url, alone):
    put_on_the_map(session, "child", "daily")

    answer = as_alice.post(
        alone, {"chosen_type": "centred", "reason": "Her daughter lives next door."}
    )

    assert answer.status_code == 302
    result = NetworkResult.objects.get(session=session)
    assert (result.network_type, result.type, result.chosen_by) == ("contact", "centred", alice)
    page = as_alice.get(url).content.decode()
    assert "<h2>Friend and/or family centred</h2>" in page
    assert "Her daughter lives next door." not in page
    assert "Her daughter lives next door." in as_alice.get(alone).content.decode()
    # and it stays when the map changes
    put_on_the_map(session, "gp", "yearly")
    assert NetworkResult.objects.get(session=session).type == "centred"


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        (
            {"chosen_type": "diverse", "reason": ""},
            "Say in a few words why you see it differently.",
        ),
        ({"chosen_type": "diverse", "reason": "x" * 501}, "Use 500 letters or fewer."),
        ({"chosen_type": "lonely", "reason": "x"}, "Select a valid choice."),
    ],
)
def test_a_choice_without_a_reason_is_explained(as_alice, session, alone, posted, said):
    answer = as_alice.post(alone, posted)

    assert said in answer.content.decode()
    assert session.network_result.chosen_type == ""


def test_taking_the_choice_back(as_alice, session, alone):
    as_alice.post(alone, {"chosen_type": "diverse", "reason": "Many clubs."})

    as_alice.post(alone, {"chosen_type": "", "reason": "Many clubs."})

    result = session.network_result
    assert (result.chosen_type, result.reason, result.chosen_by) == ("", "", None)


def test_a_finished_session_is_read_only(as_alice, alice, session, alone):
    facilitation.finish(session=session, by=alice)

    assert as_alice.post(alone, {"chosen_type": "", "reason": ""}).status_code == 403
    assert '<button class="button">Save' not in as_alice.get(alone).content.decode()


def test_someone_else_s_is_not_found(client, bob, url, alone):
    client.force_login(bob)

    assert client.get(url).status_code == 404
    assert client.get(alone).status_code == 404
