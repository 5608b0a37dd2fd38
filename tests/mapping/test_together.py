"""The network type and the talking point, as the person and the facilitator see them."""

import pytest
from django.urls import reverse

from facilitation import actions as facilitation
from mapping import actions
from mapping.models import NetworkResult


@pytest.fixture
def url(session):
    return reverse("mapping:together", args=[session.pk])


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
    assert "<dt>Groups seen every month</dt><dd>1</dd>" in page
    assert "rule version 1" in page


def test_fewer_contacts_is_for_the_facilitator_only(as_alice, session, url):
    put_on_the_map(session, "gp", "yearly")

    page = as_alice.get(url).content.decode()

    before_footer, footer = page.split('<footer class="footer">')
    assert "Fewer regular contacts" in footer
    assert "Fewer" not in before_footer
    assert "<dt>Clinical professionals</dt><dd>1</dd>" in footer
    assert "my health, everyday things, how I feel" in footer
    assert "few" not in before_footer.lower().replace("a few times", "")


def test_the_facilitator_may_choose_another_type_and_says_why(as_alice, alice, session, url):
    put_on_the_map(session, "child", "daily")

    answer = as_alice.post(
        url, {"chosen_type": "centred", "reason": "Her daughter lives next door."}
    )

    assert answer.status_code == 302
    result = NetworkResult.objects.get(session=session)
    assert (result.network_type, result.type, result.chosen_by) == ("contact", "centred", alice)
    page = as_alice.get(url).content.decode()
    assert "<h2>Friend and/or family centred</h2>" in page
    assert "Her daughter lives next door." in page
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
def test_a_choice_without_a_reason_is_explained(as_alice, session, url, posted, said):
    answer = as_alice.post(url, posted)

    assert said in answer.content.decode()
    assert session.network_result.chosen_type == ""


def test_taking_the_choice_back(as_alice, session, url):
    as_alice.post(url, {"chosen_type": "diverse", "reason": "Many clubs."})

    as_alice.post(url, {"chosen_type": "", "reason": "Many clubs."})

    result = session.network_result
    assert (result.chosen_type, result.reason, result.chosen_by) == ("", "", None)


def test_a_finished_session_is_read_only(as_alice, alice, session, url):
    facilitation.finish(session=session, by=alice)

    assert as_alice.post(url, {"chosen_type": "", "reason": ""}).status_code == 403
    assert '<button class="button">Save' not in as_alice.get(url).content.decode()


def test_someone_else_s_is_not_found(client, bob, url):
    client.force_login(bob)

    assert client.get(url).status_code == 404
