"""What the standard's objects have in common: optional fields, addresses of the web, terms."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.encoding import iri_to_uri

from open_referral.ids import derived
from open_referral.terms import Taxonomy, Term

Json = dict[str, Any]

# what RFC 3986 allows after a web address's scheme
URI = re.compile(
    r"https?://[\w.\-:%~]+(?:[/?#](?:[\w\-./?#:@!$&'()*+,;=~]|%[0-9A-Fa-f]{2})*)?", re.A
)


def present(fields: Mapping[str, Any]) -> Json:
    """Without the fields that have no value."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def web_address(text: str) -> str:
    """As a URI, or empty when it cannot be one."""
    uri = iri_to_uri(text) or ""
    return uri if URI.fullmatch(uri) and uri.count("#") < 2 else ""


def email_address(text: str) -> str:
    return text if re.fullmatch(r"[^@\s]+@[^@\s]+", text) else ""


def phones(owner: UUID, number: str) -> list[Json]:
    return [{"id": str(derived(owner, "phone")), "number": number}] if number else []


def attributes(link: UUID, link_type: str, linked: Iterable[Term]) -> list[Json]:
    return [
        {
            "id": str(derived(link, "attribute", term.id)),
            "link_id": str(link),
            "link_type": link_type,
            "taxonomy_term_id": str(term.id),
            "taxonomy_term": taxonomy_term(term),
        }
        for term in linked
    ]


def taxonomy_term(term: Term) -> Json:
    return {
        "id": str(term.id),
        "name": term.name,
        "description": f"{term.taxonomy.name}: {term.name}",
        "taxonomy": term.taxonomy.name,
        "taxonomy_id": str(term.taxonomy.id),
    }


def taxonomy(taxonomy: Taxonomy) -> Json:
    return {"id": str(taxonomy.id), "name": taxonomy.name, "description": taxonomy.description}
