"""The plan as a calendar file (RFC 5545): when each priority is, and when the two meet again."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Event, vRecur

from facilitation.calendar_files import make_event, moment, to_file
from facilitation.models import Session
from plans.models import PlanItem
from plans.reading import priorities_of
from plans.told import spot
from recurrence.rfc5545 import from_text, to_text
from recurrence.rules import Rule

MEETING_LASTS = dt.timedelta(hours=1)


def calendar_file(session: Session) -> bytes | None:
    """All that has a date, from today on; None where nothing has."""
    events = list(events_of(session))
    return to_file(events, "-//Genie//My plan//EN") if events else None


def events_of(session: Session) -> Iterator[Event]:
    for item in priorities_of(session, with_entries=True):
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


def recurrence(rule: Rule) -> dict[str, Any]:
    """RFC 5545 wants the end as a moment in UTC where the start is one."""
    text = next(line for line in to_text(rule).split("\n") if line.startswith("RRULE:"))
    recur: dict[str, Any] = vRecur.from_ical(text.removeprefix("RRULE:"))
    if rule.ends_on and rule.starts:
        last = moment(rule.ends_on, dt.time(23, 59, 59))
        assert isinstance(last, dt.datetime)
        recur["UNTIL"] = [last.astimezone(dt.UTC)]
    return recur
