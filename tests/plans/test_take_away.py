"""The plan as files: what is in them, that they are PDF/UA as far as can be checked here, and that
their words can be translated."""

import datetime as dt
import re

import icalendar
import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import trans_real

from facilitation.models import AuditEvent
from plans import actions
from plans.calendar import calendar_file
from plans.take_away import Look, plan_pdf, plan_text
from resources.models import Place
from tests.pdf import alternatives_in, faults_of, headings_in, metadata_of, words_of
from tests.plans.test_hand_out import leaked, missing
from tests.tiers import tried

pytestmark = pytest.mark.sweep

URLS = ("pdf", "text", "calendar")


@pytest.fixture
def pinned(planned):
    Place.objects.update(point="SRID=4326;POINT(-1.39571 50.9341)")


def test_the_pdf_has_the_plan_and_nothing_else(as_alice, session, pinned):
    response = as_alice.get(reverse("plans:pdf", args=[session.pk]))

    words = words_of(response.content)
    assert (missing(words), leaked(words)) == ([], [])
    assert response["Content-Disposition"] == (
        f'attachment; filename="{session.participant.reference}-plan.pdf"'
    )
    assert AuditEvent.objects.filter(action="plan exported", object_id=session.pk).count() == 1


@pytest.mark.parametrize("large", tried(True, in_full=[False]))
def test_the_pdf_is_tagged_and_says_what_its_pictures_show(session, pinned, large):
    pdf = plan_pdf(session, Look(large=large))

    assert faults_of(pdf) == []
    assert alternatives_in(pdf) == [
        "1: Tuesday Strollers",
        "A code for a telephone’s camera: it rings them.",
        "My map, with what I chose in the outer circle.",
    ]
    assert headings_in(pdf) == ["H1", *["H2"] * 5]


def test_the_name_is_in_the_pdf_only_when_asked_for(session, pinned):
    named = plan_pdf(session, Look(name=True))

    assert "Margaret: my plan" in words_of(named)
    assert "Margaret" not in metadata_of(named)


def test_a_confidential_address_is_in_no_file(session, pinned):
    item = session.plan_items.get()
    item.resource.address_confidential = True
    item.resource.save()

    calendar = (calendar_file(session) or b"").decode()
    everything = words_of(plan_pdf(session)) + plan_text(session) + calendar

    assert [word for word in ("The Avenue", "The Hub", "SO17") if word in everything] == []
    assert "They will tell you when you get in touch" in everything


def test_the_calendar_repeats_as_the_activity_does(as_alice, session, planned):
    content = as_alice.get(reverse("plans:calendar", args=[session.pk])).content

    activity, meeting = icalendar.Calendar.from_ical(content).events
    today = timezone.localdate()
    tuesday = today + dt.timedelta(days=(1 - today.weekday()) % 7)
    assert activity.start.isoformat()[:16] == f"{tuesday}T10:00"
    assert (activity.end - activity.start, activity["rrule"].to_ical()) == (
        dt.timedelta(hours=1),
        b"FREQ=WEEKLY;BYDAY=TU",
    )
    assert str(activity["location"]) == "The Hub, 1 The Avenue, Southampton SO17 1BJ"
    assert meeting.start.isoformat() == "2100-02-26T14:00:00+00:00"


def test_a_plan_made_before_times_were_kept_is_of_whole_days(session, planned):
    item = session.plan_items.get()
    del item.snapshot["times"]
    item.save()

    activity, _ = icalendar.Calendar.from_ical(calendar_file(session) or b"").events

    assert type(activity.start) is dt.date


def test_without_a_date_there_is_no_calendar(as_alice, session):
    page = as_alice.get(reverse("plans:calendar", args=[session.pk]), follow=True)

    assert "Nothing on the plan has a date." in page.content.decode()
    assert "Dates for a calendar" not in page.content.decode()


def test_the_letter_brings_the_files(as_alice, session, planned):
    as_alice.post(reverse("plans:email", args=[session.pk]), {"address": "m@home.example"})

    names = [(part.filename, part.mimetype) for part in mail.outbox[0].attachments]
    assert names == [("plan.pdf", "application/pdf"), ("plan.ics", "text/calendar")]


@pytest.mark.parametrize("name", URLS)
def test_another_facilitators_plan_is_not_there(client, eve, session, planned, name):
    client.force_login(eve)
    assert client.get(reverse(f"plans:{name}", args=[session.pk])).status_code == 404


class Marked(trans_real.DjangoTranslation):
    """A language in which every word that can be translated is marked."""

    def __init__(self) -> None:
        super().__init__("de")

    def gettext(self, message):
        return f"⟦{message}⟧" if message else ""

    def pgettext(self, context, message):
        return super().pgettext(context, message)

    def ngettext(self, one, many, number):
        return self.gettext(one if number == 1 else many)


def test_every_word_of_ours_can_be_translated(monkeypatch, session, pinned):
    monkeypatch.setattr(trans_real, "_translations", {"de": Marked()})
    with translation.override("de"):
        told = words_of(plan_pdf(session)) + plan_text(session)

    for ours in ("My plan", "When", "Where", "My first step", "Feeling unsure", "We meet again"):
        assert f"⟦{ours}⟧" in told
    # and nothing of ours without
    left = re.sub(r"⟦[^⟧]*⟧", "", told)
    assert [word for word in ("plan", "first", "camera", "meet", "could") if word in left] == []


def test_what_cannot_be_offered_any_more_is_still_on_the_plan(session, pinned):
    actions.save_meeting(session=session, day=None, time=None)
    session.plan_items.get().resource.delete()

    assert "Tuesday Strollers" in words_of(plan_pdf(session))


def test_any_letters_make_a_pdf(session, pinned):
    session.participant.name = "محمد 李小龍 🙂 <b>&amp;</b> Łucja"
    session.participant.save()

    pdf = plan_pdf(session, Look(name=True))

    assert faults_of(pdf) == []
    assert "<b>&amp;</b> Łucja" in words_of(pdf)
