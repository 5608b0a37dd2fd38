"""Every field of text that a version of the standard, or Outpost, has for a service. Only names:
the standards' schemas are not ours to carry."""

from typing import Any

# names of text fields by object; PARTS below says where the objects stand
TEXTS: dict[str, str] = {
    "service": "name alternate_name description email interpretation_services application_process "
    "fees_description fees wait_time accreditations eligibility_description licenses alert "
    "assurer_email deliverable_type how_to_apply local_offer short_desc",
    "organization": "name alternate_name description email logo uri tax_status tax_id legal_status "
    "year_incorporated",
    "program": "name alternate_name description",
    "phone": "description",
    "schedule": "description notes",
    "area": "name description",
    "at": "description",
    "location": "name alternate_name description transportation external_identifier "
    "external_identifier_type",
    "address": "attention address_1 address_2 city region",
    "accessibility": "description details",
    "language": "name code note",
    "contact": "name title department email",
    "cost_option": "option amount_description",
    "funding": "source",
    "required_document": "document",
    "capacity": "description",
    "unit": "name scheme identifier",
    "attribute": "value label",
    "taxonomy_term": "code name description taxonomy language",
    "identifier": "identifier_scheme identifier_type identifier",
    "link": "label",
    "eligibility": "eligibility",
    "review": "title description score reviewer_organization widget",
    "named": "name",
    "payment": "payment",
    "meta": "key value",
}
# object -> {name: object there}, as lists but for those in SINGLE
PARTS: dict[str, dict[str, str]] = {
    "service": {
        "organization": "organization", "phones": "phone", "contacts": "contact",
        "schedules": "schedule", "regular_schedules": "schedule", "service_areas": "area",
        "service_at_locations": "at", "languages": "language", "funding": "funding",
        "cost_options": "cost_option", "program": "program", "fundings": "funding",
        "required_documents": "required_document", "capacities": "capacity",
        "attributes": "attribute", "service_taxonomys": "v1_attribute",
        "service_taxonomies": "v1_attribute", "taxonomies": "named", "additional_urls": "link",
        "eligibilitys": "eligibility", "reviews": "review", "suitabilities": "named",
        "send_needs": "named", "payments_accepted": "payment", "meta": "meta", "links": "link",
        "locations": "outpost_location",
    },
    "organization": {
        "phones": "phone", "contacts": "contact", "funding": "funding", "attributes": "attribute",
        "organization_identifiers": "identifier", "programs": "program",
    },
    "phone": {"languages": "language"},
    "contact": {"phones": "phone", "attributes": "attribute"},
    "at": {
        "phones": "phone", "contacts": "contact", "schedules": "schedule", "location": "location",
        "service_areas": "area", "regular_schedule": "schedule",
    },
    "location": {
        "languages": "language", "addresses": "address", "contacts": "contact",
        "accessibility": "accessibility", "phones": "phone", "schedules": "schedule",
        "attributes": "attribute", "physical_addresses": "address",
        "accessibility_for_disabilities": "v1_accessibility",
    },
    "address": {"attributes": "attribute"},
    "accessibility": {"attributes": "attribute"},
    "attribute": {"taxonomy_term": "taxonomy_term"},
    "v1_attribute": {"taxonomy": "v1_term"},
    "capacity": {"unit": "unit"},
    "identifier": {"attributes": "attribute"},
}  # fmt: skip
SINGLE = {"organization", "program", "location", "taxonomy_term", "taxonomy", "unit"}
TEXTS |= {
    "v1_accessibility": "accessibility", "v1_term": "name vocabulary", "v1_attribute": "",
    "outpost_location": "name description address_1 city google_place_id",
}  # fmt: skip
# told by their names alone: of people
PERSONAL = {"assurer_email", "attention"}
PERSONAL_OF_CONTACTS = {"name", "title"}

Path = tuple[str, ...]


def text_paths(kind: str = "service", path: Path = ()) -> list[Path]:
    """The way to every text field there is."""
    found = [(*path, name) for name in TEXTS[kind].split()]
    for name, part in PARTS.get(kind, {}).items():
        found += text_paths(part, (*path, name))
    return found


def planted(path: Path, value: Any) -> dict[str, Any]:
    """A service that says this there, and no more than it must elsewhere."""
    service: dict[str, Any] = {
        "id": "7",
        "name": "Tea",
        "status": "active",
        "organization": {"id": "8", "name": "Us"},
    }
    holder = service
    for name in path[:-1]:
        inner: dict[str, Any] = holder[name] if name == "organization" else {"id": "9"}
        holder[name] = inner if name in SINGLE else [inner]
        holder = inner
    holder[path[-1]] = value
    return service
