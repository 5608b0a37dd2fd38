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

# As Outpost publishes: other names, addresses in the locations, points as GeoJSON, flags.
OUTPOST: dict[str, Any] = {
    "id": 1203,
    "name": "Toy library",
    "description": "<p>Toys to borrow.</p>",
    "url": "http://www.example.org/toys",
    "organisation": {"id": 77, "name": "Town Toys", "url": "https://example.org"},
    "approved": True,
    "visible": True,
    "visible_from": "2020-01-01T00:00:00.000Z",
    "visible_to": None,
    "temporarily_closed": False,
    "needs_referral": False,
    "free": False,
    "min_age": None,
    "max_age": None,
    "age_band_under_2": True,
    "age_band_2": True,
    "age_band_all": False,
    "cost_options": [{"option": "Membership", "amount": 10, "cost_type": "per year"}],
    "contacts": [
        {"id": 1, "name": "Mrs Personal", "title": "Chair", "visible": True,
         "email": "toys@example.org", "phone": "023 8055 0007"},
        {"id": 2, "name": "Mr Private", "visible": False, "phone": "023 8055 0008"},
    ],
    "locations": [
        {"id": 9, "name": "Hall", "address_1": "1 High St", "city": "Southampton",
         "state_province": "Hampshire", "postal_code": "SO17 1BJ", "country": "GB",
         "geometry": {"type": "Point", "coordinates": [-1.395, 50.934]}, "visible": True,
         "mask_exact_address": False, "accessibilities": [{"name": "Ramp"}]}
    ],
    "regular_schedules": [
        {"id": 3, "weekday": "Monday", "opens_at": "09:30", "closes_at": "11:30"}
    ],
    "taxonomies": [{"id": 5, "name": "Arts and crafts", "slug": "arts", "parent_id": None}],
    "suitabilities": [{"id": 6, "name": "Autism"}],
    "send_needs": [{"id": 7, "name": "Hearing impairment"}],
    "links": [{"label": "Facebook", "url": "https://social.example/toys"}],
    "meta": [{"key": "Bring", "value": "a bag"}],
    "local_offer": {"description": "We sign.", "link": "https://example.org/offer"},
    "updated_at": "2026-10-02T10:00:00.000Z",
}  # fmt: skip

# As HSDS 1: texts where version 3 has objects.
HSDS_1: dict[str, Any] = {
    "id": "hsds-1",
    "name": "Advice",
    "status": "active",
    "organization": {"id": "o1", "name": "Advice Shop", "url": "https://advice.example"},
    "eligibility": "Residents over 50",
    "application_process": "Ring first.",
    "fees": "Free",
    "wait_time": "Two weeks",
    "languages": ["English", "Polish"],
    "accepted_payments": ["Cash"],
    "required_documents": ["A letter"],
    "phones": [{"number": "0800 1111", "extension": "", "type": "voice"}],
    "physical_address": [{"address_1": "ignored"}],
    "regular_schedule": [{"weekday": "Tuesday", "opens_at": "10:00", "closes_at": "12:00"}],
    "taxonomy": ["Money Management"],
}
