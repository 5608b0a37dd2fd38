"""The made-up directory of the demonstration, from its data file through the importer."""

import datetime as dt
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from geography.actions.authorities import load_authorities
from recurrence.text import read_text
from resources import listings
from resources.freshness import check_again_on
from resources.intake.entries import Entry, EntryError, RowOutcome
from resources.intake.saving import Intake
from resources.intake.values import tidy
from resources.models import ExternalId

DIRECTORY = Path(__file__).parent / "directory.toml"
SOURCE = "demo"
BATCH = 50
# Written in days from the day of loading, so that the demonstration never grows old
DATES = {"ended_days_ago", "starts_in_days", "checked_days_ago"}
NOT_FIELDS = {"provider", "venues", "places", "times", *DATES}


@transaction.atomic
def load_demo_directory() -> Counter[str]:
    """Put the made-up directory in. Run again, it changes nothing.

    Needs the postcodes and the item bank's interests. Returns how many entries were new, changed
    and unchanged. Raises EntryError for a mistake in the data file.
    """
    load_authorities()
    content = tomllib.loads(DIRECTORY.read_text(encoding="utf-8"))
    loaded = set(ExternalId.objects.filter(source=SOURCE).values_list("value", flat=True))
    entries = [
        to_entry(raw, content, is_new=raw["name"] not in loaded) for raw in content["entries"]
    ]
    intake = Intake(SOURCE)
    counts: Counter[str] = Counter()
    changed = []
    batches = range(0, len(entries), BATCH)
    for begin in tqdm(batches, "Demo directory", leave=False, unit="", disable=None):
        for result in intake.save_batch(entries[begin : begin + BATCH]):
            if result.resource_id is None:
                raise EntryError([result.error])
            counts[result.outcome] += 1
            if result.outcome is not RowOutcome.UNCHANGED:
                changed.append(result.resource_id)
    listings.refresh(changed)
    return counts


def to_entry(raw: dict[str, Any], content: dict[str, Any], *, is_new: bool) -> Entry:
    places = [content["venues"][venue] for venue in raw.get("venues", [])]
    fields = {name: tidy(name, value) for name, value in raw.items() if name not in NOT_FIELDS}
    return Entry(
        key=raw["name"],
        provider=content["providers"][raw["provider"]],
        fields=fields | dates(raw) if is_new else fields,
        places=places + raw.get("places", []),
        times=[time for text in raw.get("times", []) for time in to_times(text, raw)],
    )


def to_times(text: str, raw: dict[str, Any]) -> list[dict[str, Any]]:
    """ "2nd Wed 14:00-16:00", or at one of the entry's venues alone: "Tue 10:00-12:00 @oak"."""
    when, _, venue = text.partition(" @")
    reading = read_text(when)
    assert reading.times and not reading.rest, f"not a time: {text}"
    place = raw["venues"].index(venue) if venue else None
    return [rule.fields(place=place) for rule in reading.times]


def dates(raw: dict[str, Any]) -> dict[str, dt.date]:
    today = timezone.localdate()
    found = {}
    if "ended_days_ago" in raw:
        found["ends_on"] = today - dt.timedelta(days=raw["ended_days_ago"])
    if "starts_in_days" in raw:
        found["starts_on"] = today + dt.timedelta(days=raw["starts_in_days"])
    if "checked_days_ago" in raw:
        found["verified_on"] = today - dt.timedelta(days=raw["checked_days_ago"])
        found["verify_by"] = check_again_on(
            verified_on=found["verified_on"], delivery=raw["delivery"]
        )
    return found
