"""The whole loop in a browser: a partner's link, a referral, a session, a plan and a summary, an
organisation that says yes, a follow-up by telephone; the manager's figures move by one, and the
referrer hears no more than was agreed."""

import datetime as dt
import json
import re
from collections import Counter
from typing import Literal

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from facilitation.models import Organisation, Session
from facilitation.periods import Period
from referrals.models import Referral
from reports.counts import count
from sharing.actions import summaries
from sharing.content import digest, sections
from sharing.facts import facts_of
from sharing.fhir.document import document
from sharing.models import Introduction, Summary
from tests import fhir
from tests.browser import axe, sign_in
from tests.pdf import words_of
from tests.referrals.build import make_partner
from tests.resources.directory import make_resource

pytestmark = pytest.mark.browser

CREATIVE = "I am interested in doing creative things"
WHY = "Would like company since the move"


def refer(page: Page, home: str, key: str) -> None:
    page.goto(home + reverse("referrals:refer", args=[key]))
    page.get_by_label("Their name").fill("Zebedee")
    page.get_by_label("Telephone", exact=True).fill("01632 960123")
    page.get_by_label("Postcode").fill("so171bj")
    page.get_by_label("Lonely, or sees few people").check()
    page.get_by_label("In a few words").fill(WHY)
    page.get_by_label("They agree that this is sent to").check()
    page.get_by_label("They agree that we hear what came of it").check()
    page.get_by_label("Your name").fill("Rita")
    page.get_by_label("Your e-mail").fill("rita@surgery.example")
    page.get_by_role("button", name="Send the referral").click()
    expect(page.get_by_role("heading", name="Thank you: it has arrived")).to_be_visible()


def hold_the_session(page: Page) -> None:
    """From the referral to a plan with one priority."""
    page.get_by_role("button", name="Accept, and make the session").click()
    page.get_by_role("checkbox", name=re.compile("is kept. It is seen only")).check()
    page.get_by_role("checkbox", name=re.compile("to be contacted in a few months")).check()
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/network/")
    session = Session.objects.get()
    page.goto(page.url.replace("/network/", "/preferences/"))
    answers = page.get_by_role("radiogroup", name=re.compile(re.escape(CREATIVE)))
    answers.get_by_role("radio", name="Yes").click()
    expect(page.locator("[data-saved]")).to_have_text("Saved ✓")
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/near/")
    page.get_by_role("button", name=re.compile("^Choose")).first.click()
    expect(page.get_by_role("button", name=re.compile("^Take off"))).to_have_count(1)
    page.goto(page.url.partition("/near/")[0] + "/plan/")
    page.get_by_label("My first step").fill("Ring on Monday")
    expect(page.locator("[data-saved]")).to_have_text("Saved ✓")
    assert session.plan_items.count() == 1


def make_the_summary(page: Page) -> None:
    page.get_by_role("link", name="Summary for the practice").click()
    expect(page.get_by_label("Which practice is it for?")).to_have_value("Portswood Surgery")
    axe(page)
    page.get_by_label("What do you hope for?").fill("Paint again")
    importance = page.get_by_role("group", name="How important is it to you?")
    importance.get_by_role("radio", name="8", exact=True).check()
    page.get_by_role("button", name="Save, and look at it").click()
    expect(page.get_by_text("Paint again · Importance: 8 of 10")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="They agree").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_role("checkbox", name=re.compile("I have seen this summary")).check()
    page.get_by_role("button", name="They agree").click()
    expect(page.get_by_text("Agreed to on")).to_be_visible()
    axe(page)


def downloaded(page: Page, name: str, role: Literal["link", "button"] = "link") -> bytes:
    with page.expect_download() as download:
        page.get_by_role(role, name=name, exact=role == "button").click()
    return download.value.path().read_bytes()


def introduce(page: Page) -> str:
    """Returns the link that the organisation gets."""
    page.get_by_role("link", name=re.compile("^Introduce them to")).click()
    expect(page.get_by_label("How are they reached?")).to_have_value("01632 960123")
    axe(page)
    page.get_by_label("A few words about them").fill("Uses a stick")
    page.get_by_role("checkbox", name=re.compile("^I agree that")).check()
    page.get_by_role("button", name="Introduce them").click()
    expect(page.get_by_role("heading", name="No answer yet")).to_be_visible()
    axe(page)
    return page.locator(".link-to-pass-on").inner_text()


def three_months_pass() -> None:
    """What happened so far happened then."""
    since = dt.timedelta(days=92)
    session = Session.objects.get()
    for moment in ("started_at", "finished_at", "follow_up_due"):
        setattr(session, moment, getattr(session, moment) - since)
    session.save()
    referral = Referral.objects.get()
    for moment in ("received_at", "accepted_at", "ended_at"):
        setattr(referral, moment, getattr(referral, moment) - since)
    referral.save()


def ring_and_ask(page: Page, home: str) -> None:
    page.goto(home + reverse("facilitation:sessions"))
    due = page.get_by_role("region", name=re.compile("^Due for follow-up"))
    due.get_by_role("button", name=re.compile("^By telephone")).click()
    page.get_by_role("radio", name="Still going").check()
    expect(page.locator("[data-saved]")).to_have_text("Saved ✓")
    axe(page)
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="My sessions")).to_be_visible()


def figures(organisation: Organisation) -> dict[str, Counter[str]]:
    today = timezone.localdate()
    year = Period(today - dt.timedelta(days=365), today + dt.timedelta(days=1))
    return count(organisation, year).counts


def moved(before: dict[str, Counter[str]], after: dict[str, Counter[str]]) -> dict[str, dict]:
    """By how much each figure is higher."""
    found = {name: dict(after[name] - before.get(name, Counter())) for name in after}
    return {name: by for name, by in found.items() if by}


def give_the_summary_again(by) -> dict:
    """With what became of it: what was agreed to holds for it no more, and is asked again."""
    summary = Summary.objects.get()
    told = sections(facts_of(summary))
    assert summary.agreement is not None
    assert summary.agreement.digest != digest(told)
    summaries.agree(summary=summary, seen=digest(told), by=by)
    facts, agreement = summaries.given(summary=summary, how="FHIR", by=by)
    bundle: dict = json.loads(json.dumps(document(facts, agreement)))
    return bundle


@pytest.mark.full
def test_from_a_referral_to_an_organisation_that_says_yes(
    page, new_context, live_server, alice, organisation, item_bank, postcode_directory, settings
):
    settings.GENIE_ADDRESS = live_server.url
    make_resource("Painters", miles=0.8, interests=["arts-and-crafts"])
    partner = make_partner(organisation)
    before = figures(organisation)
    refer(page, live_server.url, partner.key)
    sign_in(page, live_server, alice)
    page.goto(live_server.url + reverse("referrals:referral", args=[Referral.objects.get().pk]))

    hold_the_session(page)
    plan = page.url
    assert "Ring on Monday" in words_of(downloaded(page, "PDF", "button"))
    assert "Ring on Monday" in downloaded(page, "Text for a phone", "button").decode()

    make_the_summary(page)
    assert "Paint again" in words_of(downloaded(page, "PDF"))
    bundle = json.loads(downloaded(page, "File for a record system"))
    page.get_by_role("link", name="Text to paste").click()
    expect(page.get_by_label("For the person’s record")).to_have_value(re.compile("Paint again"))
    axe(page)

    page.goto(plan)
    link = introduce(page)
    theirs = new_context(viewport={"width": 390, "height": 844}).new_page()
    theirs.goto(link)
    expect(theirs.get_by_text("Uses a stick")).to_be_visible()
    axe(theirs)
    theirs.get_by_role("radio", name="Yes, they can come").check()
    theirs.get_by_role("button", name="Send").click()
    expect(theirs.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Introduction.objects.get().answer == "accepted"

    page.goto(plan)
    expect(page.get_by_text("They answered: Yes, they can come")).to_be_visible()
    page.get_by_role("button", name="Finish the session").click()
    expect(page.get_by_text("Finished on")).to_be_visible()
    assert Referral.objects.get().status == "done"

    three_months_pass()
    mine = {str(partner.pk): 1}
    asked = dict.fromkeys(("arts-and-crafts", "drama-and-music", "reading-and-creative-writing"), 1)
    after_the_session = figures(organisation)
    assert moved(before, after_the_session) == {
        "activity": {"accepted": 1, "people": 1, "begun": 1, "finished": 1, "follow_ups_due": 1},
        "received": mine,
        "people_by_partner": mine,
        "district": {"SO17": 1},
        "interests": asked,
        "unmet": asked,  # one entry is too few near home
    }
    ring_and_ask(page, live_server.url)
    assert moved(after_the_session, figures(organisation)) == {
        "activity": {"begun": 1, "finished": 1, "follow_ups": 1, "by_telephone": 1, "taken_up": 1},
        "taken_up_by_partner": mine,
        "at_3_months": {"still_going": 1},
    }
    with_outcome = give_the_summary_again(alice)
    assert "Still going" in json.dumps(with_outcome)
    assert fhir.faults_of_each([bundle, with_outcome]) == [[], []]

    to_rita = [str(letter.body) for letter in mail.outbox if letter.to == ["rita@surgery.example"]]
    assert "They have been seen." in to_rita[-1]
    said = ["Zebedee", "960123", "SO17", "Ring on Monday", "Paint again", "stick", WHY, "Yes, they"]
    assert [word for word in said for letter in to_rita if word in letter] == []
