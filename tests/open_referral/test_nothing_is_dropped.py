"""Whatever a feed says of a service is in its entry, where people read it, or in a remark."""

import datetime as dt
import json
from typing import Any

import pytest

from open_referral.harvest.leftovers import LeftOut
from open_referral.harvest.reading import read
from tests.open_referral.every_field import (
    PERSONAL,
    PERSONAL_OF_CONTACTS,
    Path,
    planted,
    text_paths,
)
from tests.open_referral.rules import standards_own

TODAY = dt.date(2026, 11, 28)
WORD = "Planted"


def said_of(service: dict[str, Any]) -> str:
    """All that the entry and the run's report say."""
    found = read(service, TODAY)
    left_out = LeftOut()
    notes = [*found.entry.notes, *left_out.add(found.unkept), *left_out.remarks()]
    entry = found.entry
    kept = [entry.fields, entry.places, entry.times, entry.provider, found.foreign_terms]
    return " ".join(map(str, [*kept, found.areas, *notes]))


def is_personal(path: Path) -> bool:
    return path[-1] in PERSONAL or (path[-1] in PERSONAL_OF_CONTACTS and "contacts" in path[-2:-1])


def missing(paths: list[Path]) -> list[str]:
    found = []
    for path in paths:
        said = said_of(planted(path, WORD))
        told = path[-1] in said if is_personal(path) else WORD in said
        if not told:
            found.append(": ".join(path))
    return found


def test_every_text_field_of_every_version():
    assert missing(text_paths()) == []


def test_nobodys_name_is_told():
    personal = [path for path in text_paths() if is_personal(path)]
    assert personal
    assert [path for path in personal if WORD in said_of(planted(path, WORD))] == []


def test_a_field_that_nobody_has_heard_of():
    places = [(), ("service_at_locations",), ("service_at_locations", "location"), ("phones",)]
    assert missing([(*place, "parking_for_bicycles") for place in places]) == []
    assert "parking_for_bicycles “yes”" in said_of(planted(("parking_for_bicycles",), True))
    deep = planted(("extra",), [{"more": [{"most": {"facts": [WORD]}}]}])
    assert "extra: more: most: facts “Planted”" in said_of(deep)


def test_a_value_of_another_kind():
    """A list, a number or an object where a text should be."""
    paths = [path for path in text_paths() if not is_personal(path)]
    for value in ([WORD], {"text": WORD}):
        lost = [path for path in paths if WORD not in said_of(planted(path, value))]
        assert lost == []


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("url",), "https://example.org/planted", "https://example.org/planted"),
        (("additional_urls", "url"), "https://example.org/planted", "example.org/planted"),
        (("organization", "website"), "https://example.org/planted", "example.org/planted"),
        (("service_at_locations", "location", "url"), "https://planted.example", "planted.example"),
        (("required_documents", "uri"), "https://planted.example", "planted.example"),
        (("schedules", "schedule_link"), "https://planted.example", "planted.example"),
        (("service_areas", "uri"), "https://planted.example/1", "planted.example/1"),
        (("service_areas", "extent"), "POINT (1 2)", "POINT (1 2)"),
        (("phones", "number"), "023 8055 0001", "023 8055 0001"),
        (("phones", "number"), "ring the bell", "ring the bell"),
        (("contacts", "phones", "number"), "023 8055 0001", "023 8055 0001"),
        (("organization", "phones", "number"), "023 8055 0001", "023 8055 0001"),
        (("service_at_locations", "phones", "number"), "023 8055 0001", "023 8055 0001"),
        (("minimum_age",), 37, "'minimum_age': 37"),
        (("maximum_age",), 37, "'maximum_age': 37"),
        (("minimum_age",), "thirty", "thirty"),
        (("min_age",), 37, "'minimum_age': 37"),
        (("eligibilitys", "maximum_age"), 37, "'maximum_age': 37"),
        (("assured_date",), "2026-10-01", "2026, 10, 1"),
        (("assured_date",), "1st of May", "1st of May"),
        (("status",), "planned", "planned"),
        (("cost_options", "amount"), 12.34, "12.34"),
        (("cost_options", "amount"), "a lot", "a lot"),
        (("cost_options", "amount"), -3, "-3"),
        (("cost_options", "cost_type"), "per hour", "per hour"),
        (("cost_options", "valid_from"), "soon", "soon"),
        (("free",), True, "FREE"),
        (("free",), False, "not to be free"),
        (("needs_referral",), True, "referral"),
        (("temporarily_closed",), True, "PAUSED"),
        (("visible",), False, "visible"),
        (("visible_to",), "2020-01-01", "visible_to"),
        (("attending_type",), "by canoe", "by canoe"),
        (("attending_access",), "drop_in", "drop_in"),
        (("schedules", "opens_at"), "03:07", "03:07"),
        (("schedules", "opens_at"), "cockcrow", "cockcrow"),
        (("schedules", "byday"), "XX", "XX"),
        (("schedules", "byday"), "TU", "'weekday': 1"),
        (("schedules", "freq"), "SECONDLY", "Secondly"),
        (("schedules", "until"), "2020-12-31", "2020-12-31"),
        (("schedules", "bymonthday"), "13", "13"),
        (("schedules", "byyearday"), "77", "77"),
        (("schedules", "valid_to"), "2031-07-31", "2031, 7, 31"),
        (("schedules", "valid_from"), "Easter", "Easter"),
        (("service_at_locations", "location", "latitude"), 50.9012, "50.9012"),
        (("service_at_locations", "location", "location_type"), "virtual", "online"),
        (("service_at_locations", "location", "addresses", "postal_code"), "SO17 1BJ", "SO17 1BJ"),
        (("service_at_locations", "location", "addresses", "country"), "France", "France"),
        (
            ("service_at_locations", "location", "addresses", "state_province"),
            "Rutland",
            "Rutland",
        ),
        (("capacities", "available"), 3, "Places free: 3"),
        (("holiday_schedules", "start_date"), "2026-12-24", "24 December 2026"),
    ],
)
def test_what_is_no_plain_text(path, value, said):
    assert said in said_of(planted(path, value))


def standards_texts(schema: dict[str, Any], path: Path = ()) -> list[Path]:
    found: list[Path] = []
    for name, part in schema.get("properties", {}).items():
        inner = part.get("items", part)
        if "properties" in inner:
            found += standards_texts(inner, (*path, name))
        elif part.get("type") == "string" and not {"format", "enum"} & part.keys():
            found.append((*path, name))
    return found


# read as what they are, in the tests above, or joining objects only
NOT_TEXT = {
    "id", "link_type", "valid_from", "valid_to", "dtstart", "byday", "bymonthday", "opens_at",
    "closes_at", "extent_type", "number", "assured_date", "attending_type", "country",
}  # fmt: skip


def test_every_text_field_of_the_standards_own_schema():
    folder = standards_own()
    if folder is None:
        pytest.skip("no ../shared/open-referral-uk and no GENIE_OPEN_REFERRAL_SCHEMAS")
    schema = json.loads((folder / "service.json").read_text())
    paths = [path for path in standards_texts(schema) if path[-1] not in NOT_TEXT]
    assert len(paths) > 50
    assert missing(paths) == []
