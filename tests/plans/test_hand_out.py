"""The plan on paper and by e-mail: what is on it, what never is; the address is forgotten."""

import datetime as dt
import re
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.urls import reverse
from django.utils import timezone

from facilitation import actions as facilitation_actions
from facilitation.models import AuditEvent
from mapping.models import Member
from plans import actions

pytestmark = pytest.mark.sweep


@pytest.fixture
def urls(session) -> dict:
    return {name: reverse(f"plans:{name}", args=[session.pk]) for name in ("print", "email")}


EXPECTED = [
    "Tuesday Strollers",
    "Solent Steps",
    "The Hub",
    "1 The Avenue",
    "SO17 1BJ",
    "Tuesday 10:00 to 11:00",
    "023 8000 0000",
    "Ring on Monday",
    "Ann",
    "Feeling unsure",
    "Alice, Solent Link Workers",
    "G-",
    "Jean, by Friday",
    "Ann, the lady from church",
    "Friday 26 February 2100, 14:00",
    "01632 960200",
    "Monday to Thursday",
]
SECRETS = [
    "Margaret",
    "SO14",
    "Zebedee",
    "ibling",
    "sychiatrist",
    "very day",
    "llness",
    "COPD",
    "copd",
    "network",
    "diverse",
]


def body(page: str) -> str:
    """The sheet itself, without the frame of the page."""
    return page.partition("<article")[2].partition("</article>")[0]


def missing(text: str) -> list[str]:
    return [words for words in EXPECTED if words not in text]


def leaked(text: str) -> list[str]:
    return [words for words in SECRETS if words in text]


def test_the_sheet_has_the_plan_and_nothing_else(as_alice, urls, planned):
    sheet = body(as_alice.get(urls["print"]).content.decode())

    assert missing(sheet) == []
    assert leaked(sheet) == []
    assert "Going &lt;together&gt;" in sheet


def test_two_of_one_name_are_told_apart_as_on_the_page(as_alice, session, urls, planned):
    Member.objects.create(
        session=session, name="Ann", relationship="neighbour", ring=2, x=0.5, y=0.8
    )

    sheet = body(as_alice.get(urls["print"]).content.decode())

    assert "Ann (sibling), the lady from church" in sheet


def test_the_next_dates_are_those_of_the_day_it_is_printed(as_alice, urls, planned):
    tuesday = timezone.localdate() + dt.timedelta(days=(1 - timezone.localdate().weekday()) % 7)
    page = as_alice.get(urls["print"]).content.decode()
    assert re.search(rf"Tuesday 10:00 to 11:00 · next {tuesday.day}\b", page)


def test_a_plan_made_before_there_were_rules_has_no_dates(as_alice, urls, planned, session):
    item = session.plan_items.get()
    del item.snapshot["rules"]
    item.save()
    assert "next " not in as_alice.get(urls["print"]).content.decode()


def test_the_name_is_printed_only_when_asked_for(as_alice, urls, planned):
    sheet = body(as_alice.get(urls["print"] + "?name=on").content.decode())

    assert "Margaret: my plan" in sheet


def test_large_print(as_alice, urls, planned):
    normal = as_alice.get(urls["print"]).content.decode()
    large = as_alice.get(urls["print"] + "?large=on").content.decode()

    assert ("sheet--large" in normal, "sheet--large" in large) == (False, True)


def test_an_empty_plan_prints_too(as_alice, urls):
    assert "Nothing is chosen yet." in body(as_alice.get(urls["print"]).content.decode())


def test_a_confidential_address_is_not_on_the_sheet(
    as_alice, urls, session, wants_fitness, make_resource
):
    refuge = make_resource("Safe House", address_confidential=True)
    actions.choose(session=session, resource=refuge, place=refuge.places.get())

    sheet = body(as_alice.get(urls["print"]).content.decode())

    assert "They will tell you when you get in touch." in sheet
    assert ("The Avenue" in sheet, "SO17" in sheet) == (False, False)


@pytest.mark.parametrize("way", ["print", "email"])
def test_an_address_that_became_confidential_is_taken_off_earlier_plans(
    as_alice, urls, planned, strollers, way
):
    strollers.address_confidential = True
    strollers.save()

    as_alice.post(urls["email"], {"address": "margaret@home.example"})
    sheet = body(as_alice.get(urls["print"]).content.decode())
    said = {"print": sheet, "email": mail.outbox[0].body}[way]

    assert "hey will tell you when you get in touch." in said
    assert ("The Avenue" in said, "SO17" in said) == (False, False)


def test_the_plan_is_mailed_to_an_address_that_is_then_forgotten(
    as_alice, urls, session, planned, caplog
):
    caplog.set_level("DEBUG")

    response = as_alice.post(urls["email"], {"address": "margaret@home.example"}, follow=True)

    assert "The plan is on its way." in response.content.decode()
    (message,) = mail.outbox
    text = str(message.body)
    (html,) = (part.content for part in message.alternatives)  # type: ignore[union-attr]
    assert (message.to, message.subject) == (["margaret@home.example"], "Your plan")
    for words in (text, html):
        assert missing(words) == []
        assert leaked(words) == []
    assert (
        "Where: The Hub, 1 The Avenue, Southampton SO17 1BJ · Bus 7 stops outside · Step-free\n"
        in text
    )
    assert "Going <together>" in text
    assert "Going &lt;together&gt;" in html
    assert "margaret@home.example" not in caplog.text
    assert "margaret@home.example" not in str(list(AuditEvent.objects.values()))
    assert AuditEvent.objects.filter(action="plan e-mailed", object_id=session.pk).count() == 1


def test_a_finished_plan_can_still_be_printed_and_mailed(as_alice, alice, urls, session, planned):
    actions.save_meeting(session=session, day=None, time=None)
    facilitation_actions.finish(session=session, by=alice)

    as_alice.post(urls["email"], {"address": "margaret@home.example"})

    assert len(mail.outbox) == 1
    session.refresh_from_db()
    month = f"{session.follow_up_due:%B %Y}"
    assert f"around {month}" in re.sub(r"\s+", " ", as_alice.get(urls["print"]).content.decode())


@pytest.mark.parametrize(
    "address",
    ["", "x", "a@b", "a@b.example\nBcc: c@d.example", "a\0@b.example", "x" * 400 + "@b.example"],
)
def test_a_bad_address_is_refused_and_kept_in_the_field(as_alice, urls, planned, address):
    page = as_alice.post(urls["email"], {"address": address}).content.decode()

    assert "There is a problem" in page
    assert "Enter an e-mail address" in page or "at most" in page
    assert mail.outbox == []


@pytest.mark.full
def test_a_sixth_mail_within_the_hour_waits(as_alice, urls, planned):
    for number in range(6):
        page = as_alice.post(urls["email"], {"address": f"{number}@home.example"})

    assert "has been sent several times in the last hour" in page.content.decode()
    assert len(mail.outbox) == 5


class Refusing(locmem.EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"no")})


def test_when_the_mail_cannot_be_sent_it_says_so(as_alice, urls, planned, settings, caplog):
    settings.EMAIL_BACKEND = "tests.plans.test_hand_out.Refusing"

    page = as_alice.post(urls["email"], {"address": "margaret@home.example"}).content.decode()

    assert "The e-mail could not be sent just now." in page
    assert "margaret@home.example" not in caplog.text


def test_another_facilitators_plan_is_not_there(client, eve, urls, planned):
    client.force_login(eve)

    assert client.get(urls["print"]).status_code == 404
    assert client.post(urls["email"], {"address": "e@eve.example"}).status_code == 404
    assert mail.outbox == []


def test_the_organisations_number_stands_in_for_a_facilitator_without_one(
    as_alice, alice, urls, planned
):
    alice.phone = ""
    alice.save()
    alice.organisation.phone = "01632 960111"
    alice.organisation.save()

    sheet = body(as_alice.get(urls["print"]).content.decode())

    assert "01632 960111" in sheet
    assert "Monday to Thursday" not in sheet


def test_a_facilitator_says_which_number_is_printed(as_alice, alice):
    url = reverse("facilitation:account")

    refused = as_alice.post(url, {"phone": "the office", "phone_times": ""})
    saved = as_alice.post(url, {"phone": "01632 960300", "phone_times": "Mornings"})

    assert list(refused.context["form"].errors) == ["phone"]
    assert saved.url == url
    alice.refresh_from_db()
    assert (alice.phone, alice.phone_times) == ("01632 960300", "Mornings")
