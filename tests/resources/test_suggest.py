"""Anybody suggests an entry; a curator looks at it beside what is there, and nobody else before."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from resources.models import Place, Provider, Resource, Suggestion
from resources.suggestions import actions
from tests.browser import axe, sign_in
from tests.resources.admin.conftest import form_data
from tests.resources.directory import make_resource

pytestmark = pytest.mark.django_db

URL = "/directory/suggest/"
GOOD = {
    "name": "Knit and Natter",
    "provider": "St Denys Friends",
    "description": "Knitting, for everybody.\nTea, too.",
    "delivery": ["place"],
    "address": "The Hub, 1 The Avenue",
    "town": "Southampton",
    "postcode": "so171bj",
    "when_text": "Tuesdays 10 to 12",
    "phone": "01632960123",
    "email": "",
    "web": "",
    "sender_email": "pat@example.org",
    "agreed": "on",
    "website": "",
}


@pytest.fixture
def opened(client, monkeypatch) -> str:
    """A page that was opened a minute ago."""
    minute_ago = timezone.now() - dt.timedelta(minutes=1)
    with monkeypatch.context() as patch:
        patch.setattr("time.time", minute_ago.timestamp)
        return str(client.get(URL).context["form"].page_to_send)


@pytest.fixture
def send(client, opened):
    def send(**changed):
        return client.post(URL, {**GOOD, "page": opened, **changed}, follow=True)

    return send


@pytest.fixture
def as_cora(client, cora):
    client.force_login(cora)
    return client


def make_suggestion(**facts) -> Suggestion:
    given = {name: value for name, value in GOOD.items() if name not in {"agreed", "website"}}
    return Suggestion.objects.create(
        **{**given, "postcode": "SO17 1BJ", "phone": "01632 960123", "licence": "OGL", **facts}
    )


def test_it_is_kept_for_a_curator_and_nothing_is_listed(send, settings):
    settings.GENIE_DIRECTORY_LICENCE = "Open Licence 7"

    answer = send()

    assert "nobody else sees it before" in answer.content.decode()
    [one] = Suggestion.objects.all()
    assert (one.name, one.postcode, one.phone) == ("Knit and Natter", "SO17 1BJ", "01632 960123")
    assert (one.licence, one.decided_at, one.resource) == ("Open Licence 7", None, None)
    assert (Resource.objects.count(), Provider.objects.count()) == (0, 0)


def test_sent_twice_it_is_one(send):
    send(), send()

    assert Suggestion.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": ""}, "Write what it is called."),
        ({"name": "x" * 201}, "Write no more than 200 letters."),
        ({"name": "a\x00b"}, "Null characters are not allowed."),
        ({"description": ""}, "Say in a few words what it is."),
        ({"delivery": []}, "Choose at least one."),
        ({"delivery": ["by pigeon"]}, "Select a valid choice."),
        ({"phone": ""}, "Write a telephone number, an e-mail address or a web page."),
        ({"phone": "next door"}, "Enter a phone number in digits"),
        ({"email": "nobody"}, "Write an e-mail address, such as name@example.org."),
        ({"web": "javascript:alert(1)"}, "Write the address of a page"),
        ({"postcode": "SO17"}, "Write a full postcode, such as SO17 1BJ."),
        ({"address": "", "town": "", "postcode": ""}, "Write where it is: a street, a town or a"),
        ({"agreed": ""}, "It can be taken only if everyone may use it."),
        ({"website": "https://spam.example"}, "Leave this field empty."),
        ({"page": "made-up"}, "This page had become old."),
        ({"page": ""}, "This page had become old."),
    ],
)
def test_what_cannot_be_taken_is_said_and_what_was_typed_stays(send, changed, message):
    answer = send(**changed).content.decode()

    assert message in answer
    assert "<title>Error: Suggest an entry · Genie</title>" in answer
    assert "Tuesdays 10 to 12" in answer
    assert Suggestion.objects.count() == 0


def test_what_is_filled_in_at_once_is_asked_again_and_then_taken(client, monkeypatch):
    page = client.get(URL).context["form"].page_to_send

    first = client.post(URL, {**GOOD, "page": page})
    assert "That was quick." in first.content.decode()
    again = first.context["form"].page_to_send
    later = timezone.now() + dt.timedelta(seconds=10)
    monkeypatch.setattr("time.time", later.timestamp)
    client.post(URL, {**GOOD, "page": again})

    assert Suggestion.objects.count() == 1


def test_a_page_of_yesterday_is_renewed(client, opened, monkeypatch):
    later = timezone.now() + dt.timedelta(days=2)
    monkeypatch.setattr("time.time", later.timestamp)

    answer = client.post(URL, {**GOOD, "page": opened})

    assert "Please send it once more." in answer.content.decode()
    assert answer.context["form"].page_to_send != opened


def test_many_at_once_are_a_flood(send):
    for number in range(actions.MOST_AN_HOUR):
        make_suggestion(name=f"Spam {number}")

    assert "Very many suggestions came in today." in send().content.decode()
    assert Suggestion.objects.count() == actions.MOST_AN_HOUR


def test_other_verbs_are_refused(client):
    assert (client.put(URL).status_code, client.post(URL + "thanks/").status_code) == (405, 405)


def test_a_curator_sees_it_beside_what_is_like_it(as_cora):
    suggestion = make_suggestion()
    make_resource("Knit & Natter", miles=1)
    make_resource("Refuge", miles=1, address_confidential=True, place={"postcode": "SO17 1BJ"})
    make_resource("Chess")

    page = as_cora.get(reverse("admin:resources_suggestion_look", args=[suggestion.pk]))

    assert [str(one) for one in page.context["alike"]] == ["Knit & Natter"]
    assert "pat@example.org" in page.content.decode()


def test_the_front_page_counts_what_waits(as_cora):
    make_suggestion()

    home = as_cora.get(reverse("admin:index")).content.decode()

    assert reverse("admin:resources_suggestion_changelist") in home


def test_nobody_but_curators_sees_it(client, as_alice):
    suggestion = make_suggestion()
    look = reverse("admin:resources_suggestion_look", args=[suggestion.pk])

    assert as_alice.get(look).status_code in {302, 403}
    assert as_alice.post(look, {"_take": "1"}).status_code in {302, 403}
    assert Provider.objects.count() == 0


def test_declined_it_forgets_who_sent_it(as_cora, cora):
    suggestion = make_suggestion()

    as_cora.post(
        reverse("admin:resources_suggestion_look", args=[suggestion.pk]), {"_decline": "1"}
    )

    suggestion.refresh_from_db()
    assert (suggestion.decided_by, suggestion.resource) == (cora, None)
    assert (suggestion.decided_at is None, suggestion.sender_email) == (False, "")


def test_what_is_decided_stays_so(as_cora):
    suggestion = make_suggestion(decided_at=timezone.now())
    look = reverse("admin:resources_suggestion_look", args=[suggestion.pk])

    page = as_cora.post(look, {"_take": "1"})

    assert (page.status_code, Provider.objects.count()) == (200, 0)
    assert "Declined" in page.content.decode()


def test_a_refuge_that_was_suggested_is_confidential_when_it_is_saved(as_cora):
    one = make_suggestion(name="Rosewood women’s refuge, 9 Secret Street", provider="")
    answer = as_cora.post(reverse("admin:resources_suggestion_look", args=[one.pk]), {"_take": "1"})
    filled = as_cora.get(answer["Location"]).context["adminform"].form.initial
    provider = Provider.objects.get()
    data = form_data(Resource(provider=provider), {"address": "1 The Avenue", "resource": ""})
    data |= {"name": filled["name"], "interests": []}

    as_cora.post(answer["Location"], data)

    made = Resource.objects.get()
    assert made.address_confidential
    assert made.name == made.provider.name == "Rosewood women’s refuge"


@pytest.mark.parametrize("key", ["x", "", "00000000-0000-4000-8000-000000000000"])
def test_a_form_for_no_suggestion_is_an_empty_one(as_cora, key):
    page = as_cora.get(reverse("admin:resources_resource_add"), {"suggestion": key})

    assert page.context["adminform"].form.initial.get("name") is None


def test_after_three_months_who_sent_it_and_what_was_declined_are_forgotten(capsys):
    old = timezone.now() - dt.timedelta(days=91)
    kept = make_suggestion(suggested_at=old)
    new = make_suggestion()
    make_suggestion(suggested_at=old, decided_at=old)
    taken = make_suggestion(
        suggested_at=old, decided_at=old, resource=make_resource("Knit"), sender_email=""
    )

    call_command("forget_suggestions")

    assert capsys.readouterr().out == "1 senders and 1 declined suggestions forgotten.\n"
    assert dict(Suggestion.objects.values_list("pk", "sender_email")) == {
        kept.pk: "",
        new.pk: "pat@example.org",
        taken.pk: "",
    }


@pytest.mark.full
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("postcode_directory")
def test_taken_on_it_fills_the_form_and_is_there_when_that_is_saved(page, live_server, cora):
    name = "Knit and Natter"
    make_suggestion(name=name)
    sign_in(page, live_server, cora)
    page.goto(live_server.url + reverse("admin:resources_suggestion_changelist"))
    page.get_by_role("link", name=name).click()

    page.get_by_role("button", name="Take it on").click()
    expect(page.get_by_label("Name:", exact=True)).to_have_value(name)
    assert Resource.objects.count() == 0
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was added successfully").wait_for()

    entry = Resource.objects.get()
    assert (entry.provider.name, entry.delivery) == ("St Denys Friends", ["place"])
    assert (entry.phone, entry.address_confidential) == ("01632 960123", False)
    assert (Place.objects.get().postcode, Place.objects.get().point is None) == ("SO17 1BJ", False)
    suggestion = Suggestion.objects.get()
    assert (suggestion.resource, suggestion.sender_email) == (entry, "")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_it_is_suggested_by_hand(page, live_server, monkeypatch):
    page.goto(live_server.url + URL)
    axe(page)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    axe(page)

    page.get_by_label("What is it called?").fill("Knit and Natter")
    page.get_by_label("What happens there, and who is it for?").fill("Knitting")
    page.get_by_label("At a place").check()
    page.get_by_label("Town or village").fill("Southampton")
    page.get_by_label("Telephone").fill("01632 960123")
    page.get_by_label("may be published as open data").check()
    with monkeypatch.context() as patch:  # nobody types as fast as a test
        later = timezone.now() + dt.timedelta(minutes=1)
        patch.setattr("time.time", later.timestamp)
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()

    assert Suggestion.objects.get().town == "Southampton"
