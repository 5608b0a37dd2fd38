"""What things are called in the feeds of others, beside version 3's names, by kind of object.

The field lists are from the standards' own schemas, from Outpost's serialisers and schema.org.
"""

# kind of object -> {another version's name: ours}
NAMES: dict[str, dict[str, str]] = {
    "service": {
        "organisation": "organization", "organisation_id": "organization_id",
        "service_taxonomys": "attributes", "service_taxonomies": "attributes",
        "taxonomies": "attributes", "taxonomys": "attributes", "taxonomy": "attributes",
        "categories": "attributes", "taxonomy_terms": "attributes",
        "regular_schedules": "schedules", "regular_schedule": "schedules", "schedule": "schedules",
        "holiday_schedule": "holiday_schedules",
        "eligibility": "eligibilitys", "eligibilities": "eligibilitys",
        "contact": "contacts", "phone": "phones", "telephone": "phones", "emails": "email",
        "phone_number": "phones", "contact_phone": "phones", "contact_telephone": "phones",
        "contact_number": "phones", "mobile": "phones", "contact_email": "email",
        "service_area": "service_areas", "service_at_location": "service_at_locations",
        "location": "locations", "language": "languages", "fundings": "funding",
        "required_document": "required_documents", "cost_option": "cost_options",
        "fees": "fees_description", "min_age": "minimum_age", "max_age": "maximum_age",
        "how_to_apply": "application_process", "website": "url", "links": "additional_urls",
        "payment_accepted": "payments", "payments_accepted": "payments",
        "accepted_payments": "payments", "programs": "program", "lat": "latitude",
        "lng": "longitude", "target_populations": "suitabilities",
        "additional_information": "additional_info", "more_information": "additional_info",
        "title": "name", "service_name": "name", "provider": "organization",
        "category": "attributes", "subcategory": "attributes", "sub_category": "attributes",
        "sub_categories": "attributes", "subcategories": "attributes", "tag": "attributes",
        "tags": "attributes", "keywords": "attributes", "topics": "attributes",
        "themes": "attributes", "service_type": "attributes", "service_types": "attributes",
        "opening_hours": "schedules", "openingHours": "schedules", "hours": "schedules",
        "opening_times": "schedules", "openingTimes": "schedules", "times": "schedules",
        "openingHoursSpecification": "schedules", "session_times": "schedules",
        "opening_hours_specification": "schedules", "when": "schedules",
        "cost": "fees_description", "costs": "fees_description", "price": "fees_description",
        "prices": "fees_description", "cost_description": "fees_description",
        "charges": "fees_description", "fee": "fees_description", "is_free": "free",
        "alerts": "alert", "alert_message": "alert", "notice": "alert",
        "important_information": "alert", "waiting_time": "wait_time", "wait_times": "wait_time",
        "how_to_join": "application_process", "how_to_access": "application_process",
        "how_to_refer": "application_process", "referral_process": "application_process",
        "age_range": "ages", "age_group": "ages", "age_groups": "ages",
        "assured_on": "assured_date", "last_assured": "assured_date",
        "last_verified": "assured_date", "last_checked": "assured_date",
        "verified_on": "assured_date", "last_reviewed": "assured_date",
    },
    "organization": {
        "url": "website", "web": "website", "title": "name", "legal_name": "name",
        "organisation_name": "name", "organization_name": "name", "contact": "contacts",
        "phone": "phones",
        "identifiers": "organization_identifiers", "fundings": "funding", "programs": "program",
    },
    "at": {
        "regular_schedules": "schedules", "regular_schedule": "schedules",
        "holiday_schedule": "holiday_schedules", "contact": "contacts", "phone": "phones",
        "locations": "location",
    },
    "location": {
        "physical_addresses": "addresses", "physical_address": "addresses", "address": "addresses",
        "postal_addresses": "addresses", "postal_address": "addresses",
        "accessibility_for_disabilities": "accessibility", "accessibilities": "accessibility",
        "regular_schedules": "schedules", "regular_schedule": "schedules",
        "holiday_schedule": "holiday_schedules", "contact": "contacts", "phone": "phones",
        "language": "languages", "link_taxonomys": "attributes", "link_taxonomies": "attributes",
        "lat": "latitude", "lng": "longitude", "lon": "longitude", "long": "longitude",
        "phone_number": "phones", "telephone": "phones", "title": "name", "venue": "name",
        "location_name": "name",
    },
    "address": {
        "address1": "address_1", "address2": "address_2", "street": "address_1",
        "town": "city", "county": "state_province", "postcode": "postal_code",
        "state": "state_province", "postalcode": "postal_code", "type": "address_type",
        "line1": "address_1", "line_1": "address_1", "address_line_1": "address_1",
        "addressLine1": "address_1", "street_address": "address_1", "streetAddress": "address_1",
        "line2": "address_2", "line_2": "address_2", "address_line_2": "address_2",
        "addressLine2": "address_2", "line3": "address_3", "line_3": "address_3",
        "address3": "address_3", "address_line_3": "address_3", "addressLine3": "address_3",
        "address4": "address_4", "line4": "address_4", "address_line_4": "address_4",
        "building_name": "building", "buildingName": "building", "postTown": "city",
        "post_town": "city", "posttown": "city", "addressLocality": "city",
        "addressRegion": "state_province", "post_code": "postal_code",
        "postalCode": "postal_code", "postCode": "postal_code",
    },
    "contact": {
        "phone": "phones", "telephone": "phones", "emails": "email", "phone_number": "phones",
        "mobile": "phones",
    },
    "phone": {
        "phone": "number", "language": "languages", "telephone": "number",
        "phone_number": "number", "phone_type": "type", "ext": "extension",
    },
    "attribute": {"taxonomy": "taxonomy_term", "term": "taxonomy_term", "title": "name"},
    "term": {"vocabulary": "taxonomy", "label": "name", "title": "name"},
    "schedule": {
        "day": "weekday", "days": "weekday", "day_of_week": "weekday", "dayOfWeek": "weekday",
        "week_day": "weekday", "opens": "opens_at", "start_time": "opens_at",
        "startTime": "opens_at", "starts_at": "opens_at", "opening_time": "opens_at",
        "open_time": "opens_at", "closes": "closes_at", "end_time": "closes_at",
        "endTime": "closes_at", "ends_at": "closes_at", "closing_time": "closes_at",
        "close_time": "closes_at", "start_date": "valid_from", "startDate": "valid_from",
        "validFrom": "valid_from", "end_date": "valid_to", "endDate": "valid_to",
        "validTo": "valid_to", "validThrough": "valid_to", "valid_until": "valid_to",
        "frequency": "freq", "comment": "notes", "comments": "notes", "note": "notes",
    },
    "eligibility": {"taxonomys": "attributes", "min_age": "minimum_age", "max_age": "maximum_age"},
    "cost": {
        "cost_type": "amount_description", "price": "amount", "cost": "amount",
        "currency_code": "currency", "price_currency": "currency", "priceCurrency": "currency",
        "name": "option", "label": "option", "description": "amount_description",
    },
    "area": {"service_area": "name"},
    "language": {"language": "name"},
    "access": {"accessibility": "description", "name": "description"},
    "link": {"label": "name", "title": "name"},
}  # fmt: skip

# kind of object -> {name: the kind of the objects there}
PARTS: dict[str, dict[str, str]] = {
    "service": {
        "organization": "organization", "attributes": "attribute", "schedules": "schedule",
        "holiday_schedules": "holiday", "eligibilitys": "eligibility", "contacts": "contact",
        "phones": "phone", "service_areas": "area", "service_at_locations": "at",
        "locations": "location", "languages": "language", "funding": "funding",
        "required_documents": "document", "cost_options": "cost", "additional_urls": "link",
        "payments": "payment", "program": "program", "suitabilities": "named",
        "send_needs": "named", "capacities": "capacity", "meta": "meta",
    },
    "organization": {
        "contacts": "contact", "phones": "phone", "funding": "funding",
        "additional_websites": "link", "program": "program",
    },
    "at": {
        "schedules": "schedule", "holiday_schedules": "holiday", "contacts": "contact",
        "phones": "phone", "service_areas": "area", "location": "location",
    },
    "location": {
        "addresses": "address", "accessibility": "access", "schedules": "schedule",
        "holiday_schedules": "holiday", "contacts": "contact", "phones": "phone",
        "languages": "language", "attributes": "attribute",
    },
    "contact": {"phones": "phone"},
    "phone": {"languages": "language"},
    "eligibility": {"attributes": "attribute"},
    "attribute": {"taxonomy_term": "term"},
}  # fmt: skip

# kind of object -> what a bare text in its place says
TEXTS = {
    "organization": "name", "attribute": "name", "schedule": "said", "holiday": "description",
    "phone": "number",
    "eligibility": "eligibility", "contact": "name", "area": "name", "location": "name",
    "language": "name", "funding": "source", "document": "document", "cost": "option",
    "link": "url", "payment": "payment", "program": "name", "named": "name", "term": "name",
    "address": "address_1", "access": "description", "capacity": "description", "meta": "value",
}  # fmt: skip

ADDRESS = {
    "address_1", "address_2", "city", "region", "state_province", "postal_code", "country",
    "address1", "address2", "town", "county", "postcode", "attention", "address_3", "address_4",
    "building", "street_address", "post_town", "post_code",
}  # fmt: skip
# what tells where it is, and a point beside it
WHERE = {"address_1", "address1", "postal_code", "postcode", "latitude"}
POINT = {"latitude", "longitude"}
