"""Which column of a stranger's file probably means what. Only a first suggestion."""

import re
from collections.abc import Sequence

# What each of our fields is often called, most telling first.
CALLED = {
    "name": [
        "name", "service name", "activity", "activity name", "group", "title", "club",
        "library name",
    ],
    "provider": [
        "provider", "organisation", "organisation name", "run by", "organiser", "local authority",
        "council",
    ],
    "description": ["description", "about", "details", "summary", "what"],
    "address": [
        "address", "address 1", "address 2", "address 3", "address line 1", "address line 2",
        "street", "venue", "venue address",
    ],
    "town": ["town", "city", "town or city"],
    "postcode": ["postcode", "post code", "venue postcode", "pcd"],
    "phone": ["phone", "telephone", "tel", "phone number", "contact number", "mobile"],
    "email": ["email", "e mail", "email address", "contact email"],
    "web": ["web", "website", "url", "web address", "link", "web site"],
    "when_text": ["when", "times", "day and time", "opening hours", "opening times"],
    "cost_text": ["cost", "price", "charge", "fee", "fees"],
    "minimum_age": ["minimum age", "min age", "age from"],
    "maximum_age": ["maximum age", "max age", "age to"],
    "transport": ["transport", "getting there", "public transport", "bus"],
    "step_free": ["step free", "wheelchair access", "wheelchair accessible", "accessible"],
    "latitude": ["latitude", "lat"],
    "longitude": ["longitude", "lon", "lng", "long"],
    "skip": ["year closed", "closed", "date closed", "closed on"],
}  # fmt: skip
SEVERAL = {"address"}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def guess(columns: Sequence[str]) -> dict[str, list[str]]:
    """Columns for each field (and each day, and "skip" and "id") that a name suggests."""
    plain = {column: tidy(column) for column in columns}
    found: dict[str, list[str]] = {}
    for field, names in CALLED.items():
        hits = sorted(
            (column for column in columns if plain[column] in names),
            key=lambda column: names.index(plain[column]),
        )
        if hits:
            found[field] = sorted(hits, key=columns.index) if field in SEVERAL else hits[:1]
    for day in DAYS:
        hits = [column for column in columns if plain[column].split(" ")[0] == day]
        if hits:
            found[day] = hits[:1]
    found["id"] = [
        column for field in ("provider", "name", "postcode") for column in found.get(field, [])
    ]
    return found


def tidy(column: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", column.casefold()))
