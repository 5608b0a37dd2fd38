"""What every resource of a FHIR R4 document is put together from."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

Resource = dict[str, Any]
# a resource of the same document, by our own name of it
To = Callable[[str], Resource]

UK = "https://fhir.hl7.org.uk"
HL7 = "http://terminology.hl7.org/CodeSystem"
LOINC = "http://loinc.org"


def profile(name: str) -> Resource:
    return {"profile": [f"{UK}/StructureDefinition/UKCore-{name}"]}


def concept(system: str, code: str, display: str = "") -> Resource:
    coding = {"system": system, "code": code}
    return {"coding": [coding | ({"display": display} if display else {})]}


def instant(moment: dt.datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def without_empty(resource: Resource) -> Resource:
    """FHIR allows no empty element."""
    return {key: value for key, value in resource.items() if value not in ("", [], {}, None)}
