"""A facilitator's follow-ups as a calendar file: by reference code, without names."""

import datetime as dt
from collections.abc import Iterator

from icalendar import Event

from facilitation.calendar_files import make_event, moment, to_file
from facilitation.models import Session, SessionQuerySet

LASTS = dt.timedelta(minutes=30)


def calendar_file(sessions: SessionQuerySet) -> bytes:
    """Of sessions that await a follow-up; empty where none does."""
    return to_file(events(sessions.select_related("participant")), "-//Genie//Follow-ups//EN")


def events(sessions: SessionQuerySet) -> Iterator[Event]:
    for session in sessions.order_by("follow_up_due", "pk"):
        yield event_of(session)


def event_of(session: Session) -> Event:
    day = session.follow_up_due
    assert day is not None
    time = session.next_meeting_time if session.next_meeting == day else None
    event = make_event(
        f"{session.pk}-follow-up", f"Follow-up {session.participant.reference}", moment(day, time)
    )
    if time:
        event.add("duration", LASTS)
    return event
