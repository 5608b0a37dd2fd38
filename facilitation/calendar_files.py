"""What every calendar file of ours has (RFC 5545, by icalendar)."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

CLOCKS_FOR = dt.timedelta(days=5 * 366)  # when they go forward and back is told for so long


def to_file(events: Iterable[Event], prodid: str) -> bytes:
    """`prodid` names what made it, such as "-//Genie//My plan//EN"."""
    calendar = Calendar({"prodid": prodid, "version": "2.0"})
    for event in events:
        calendar.add_component(event)
    today = timezone.localdate()
    calendar.add_missing_timezones(today.replace(month=1, day=1), today + CLOCKS_FOR)
    content: bytes = calendar.to_ical()
    return content


def make_event(uid: str, summary: str, start: dt.date) -> Event:
    """`start`: a moment, or a whole day."""
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
