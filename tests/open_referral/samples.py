"""Services as councils publish them: in version 3 and in version 1."""

from typing import Any

VERSION_3: dict[str, Any] = {
    "id": "ac148810-d857-441c-9679-408f346de14b",
    "name": "Stroke <b>Café</b>",
    "description": "<p>Tea &amp; talk.</p><script>alert(1)</script><ul><li>Warm</li></ul>",
    "status": "active",
    "url": "www.example.org/cafe",
    "email": "cafe@example.org",
    "minimum_age": 18,
    "maximum_age": 999,
    "assured_date": "2026-10-01",
    "last_modified": "2026-10-02T10:00:00Z",
    "organization": {
        "id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610",
        "name": "Example Trust",
        "description": "A <i>charity</i>",
        "website": "https://example.org/",
    },
    "contacts": [
        {"id": "1", "name": "Mrs Personal", "phones": [{"id": "2", "number": "023 8000 0000"}]}
    ],
    "schedules": [
        {
            "id": "3",
            "freq": "WEEKLY",
            "byday": "MO,TH",
            "opens_at": "10:00:00",
            "closes_at": "12:00Z",
            "description": "Not on bank holidays",
        },
        {"id": "4", "freq": "MONTHLY", "byday": "2WE", "opens_at": "2026-01-01T14:00:00+00:00"},
        {"id": "5", "freq": "WEEKLY", "interval": 2, "byday": "FR", "opens_at": "18:00"},
    ],
    "cost_options": [{"id": "6", "amount": 2.5, "option": "Per visit"}],
    "service_areas": [
        {
            "id": "7",
            "name": "Southampton",
            "uri": "http://statistics.data.gov.uk/id/statistical-geography/E06000045",
        },
        {"id": "8", "name": "Atlantis"},
    ],
    "service_at_locations": [
        {
            "id": "9e7f0f6a-6a4e-4e58-8ff6-5e6f2cb3a5a1",
            "location": {
                "id": "11",
                "location_type": "physical",
                "name": "Hall",
                "latitude": "50.93",
                "longitude": -1.39,
                "addresses": [
                    {"id": "12", "address_1": "1 High St", "city": "Southampton",
                     "postal_code": "so171bj", "address_type": "physical"}
                ],
                "accessibility": [{"id": "13", "description": "Ramp at the side"}],
            },
        }
    ],
    "attributes": [
        {"id": "14", "taxonomy_term": {"id": "15", "name": "Stroke support", "taxonomy": "LGA"}},
        {"id": "16", "taxonomy_term": {"id": "17", "name": "Tarot", "taxonomy": "LGA"}},
    ],
}  # fmt: skip

VERSION_1: dict[str, Any] = {
    "id": "Service-42",
    "name": "Pilates",
    "description": "Gentle",
    "status": None,
    "organization": {
        "id": "Org-7",
        "name": "Leisure Ltd",
        "description": None,
        "url": "example.org",
    },
    "eligibilitys": [{"id": 1, "minimum_age": 50, "maximum_age": 127}],
    "contacts": [{"id": 2, "phones": [{"id": 3, "number": "01983 000000"}]}],
    "regular_schedules": [
        {"id": 4, "freq": "WEEKLY", "byday": "TU", "opens_at": "09:30:00", "closes_at": "00:00:00"}
    ],
    "cost_options": [{"id": 5, "amount": 0.0, "option": "Free"}],
    "service_areas": [{"id": 6, "service_area": "National"}],
    "service_taxonomys": [
        {"id": 7, "taxonomy": {"id": "x:1", "name": "Keep fit", "vocabulary": "esdServiceTypes"}}
    ],
    "service_at_locations": [
        {
            "id": 8,
            "location": {
                "id": 9,
                "name": "",
                "latitude": 0,
                "longitude": 0,
                "physical_addresses": [
                    {"id": 10, "address_1": "2 Pier St", "city": "Ryde", "postal_code": "PO30 1UD"}
                ],
            },
        }
    ],
}

IDS = [f"00000000-0000-4000-8000-{n:012}" for n in range(1, 40)]


def service(n: int, name: str = "", **more) -> dict[str, Any]:
    """A small one of version 3, with an id of its own."""
    return {
        "id": IDS[n],
        "name": name or f"Number {n}",
        "status": "active",
        "last_modified": "2026-01-01T00:00:00Z",
        "organization": {"id": IDS[-1], "name": "Council", "description": "Council"},
        "attributes": [{"id": "1", "taxonomy_term": {"id": "w", "name": "Walking"}}],
        "phones": [{"id": "1", "number": "023 8000 0000"}],
    } | more


GOOD: dict[str, Any] = {
    "id": "ac148810-d857-441c-9679-408f346de14b",
    "name": "Tea",
    "status": "active",
    "schedules": [],
    "organization": {"id": "1", "name": "Us", "description": "Us"},
}
