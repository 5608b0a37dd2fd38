"""The plan as a calendar file (RFC 5545): when each priority is, and when the two meet again."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vRecur

from facilitation.models import Session
from plans.models import PlanItem
from plans.told import spot
from recurrence.rfc5545 import from_text, to_text
from recurrence.rules import Rule

MEETING_LASTS = dt.timedelta(hours=1)
CLOCKS_FOR = dt.timedelta(days=5 * 366)  # when they go forward and back is told for so long


def calendar_file(session: Session) -> bytes | None:
    """All that has a date, from today on; None where nothing has."""
    events = list(events_of(session))
    if not events:
        return None
    calendar = Calendar({"prodid": "-//Genie//My plan//EN", "version": "2.0"})
    for event in events:
        calendar.add_component(event)
    today = timezone.localdate()
    calendar.add_missing_timezones(today.replace(month=1, day=1), today + CLOCKS_FOR)
    content: bytes = calendar.to_ical()
    return content


def events_of(session: Session) -> Iterator[Event]:
    for item in session.plan_items.select_related("resource"):
        for number, rule in enumerate(rules(item)):
            if first := next(rule.dates(timezone.localdate()), None):
                yield activity(item, rule, first, f"{item.pk}-{number}")
    if session.next_meeting and session.next_meeting >= timezone.localdate():
        yield meeting(session, session.next_meeting)


def rules(item: PlanItem) -> list[Rule]:
    """Its regular times; of a plan made before the time of the day was kept, whole days."""
    said = item.said
    texts = said.get("rules", [])
    times = said.get("times") or [("", "")] * len(texts)
    return [
        replace(from_text(text), starts=clock(starts), ends=clock(ends))
        for text, (starts, ends) in zip(texts, times, strict=True)
    ]


def clock(text: str) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None


def activity(item: PlanItem, rule: Rule, first: dt.date, uid: str) -> Event:
    said = item.said
    event = make_event(uid, said["name"], moment(first, rule.starts))
    if rule.starts and rule.ends:
        night = dt.timedelta(days=rule.ends < rule.starts)
        event.add("dtend", moment(first + night, rule.ends))
    event.add("rrule", recurrence(rule))
    for day in rule.exceptions:
        event.add("exdate", moment(day, rule.starts))
    if said.get("where"):
        event.add("location", spot(said["where"]))
    event.add("description", _("From my plan"))
    return event


def meeting(session: Session, day: dt.date) -> Event:
    start = moment(day, session.next_meeting_time)
    event = make_event(f"{session.pk}-meeting", _("We meet again"), start)
    if session.next_meeting_time:
        event.add("duration", MEETING_LASTS)
    helper = session.facilitator
    event.add("description", f"{helper.name}, {session.participant.organisation.name}")
    return event


def make_event(uid: str, summary: str, start: dt.date) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", timezone.now().astimezone(dt.UTC))
    event.add("summary", summary)
    event.add("dtstart", start)
    return event


def moment(day: dt.date, time: dt.time | None) -> dt.date:
    """A day as a whole, or a time of it, where the site is."""
    if time is None:
        return day
    return dt.datetime.combine(day, time, tzinfo=ZoneInfo(settings.TIME_ZONE))


def recurrence(rule: Rule) -> dict[str, Any]:
    """RFC 5545 wants the end as a moment in UTC where the start is one."""
    text = next(line for line in to_text(rule).split("\n") if line.startswith("RRULE:"))
    recur: dict[str, Any] = vRecur.from_ical(text.removeprefix("RRULE:"))
    if rule.ends_on and rule.starts:
        last = moment(rule.ends_on, dt.time(23, 59, 59))
        assert isinstance(last, dt.datetime)
        recur["UNTIL"] = [last.astimezone(dt.UTC)]
    return recur
