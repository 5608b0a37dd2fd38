"""FHIR R4, checked offline by the npm package `fhir`, which ships the standard's definitions.

It knows of each resource which elements there are, how often, of which type, and which codes where
the standard allows no others. It does not check what the standard says in FHIRPath (the rules of a
document are checked here), narratives, SNOMED CT and LOINC, or UK Core: but for the one thing
which that requires beyond R4 of what we send, that an NHS number says whether it was verified.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

Resource = dict[str, Any]
CHECKER = Path(__file__).parent / "fhir.js"
NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"
# UK Core: by a code of this list, "01" to "08"
VERIFICATION = "UKCore-NHSNumberVerificationStatus"


def faults_of(bundle: Resource) -> list[str]:
    """What is wrong with a document, its resources included."""
    (faults,) = faults_of_each([bundle])
    return faults


def faults_of_each(bundles: list[Resource]) -> list[list[str]]:
    done = subprocess.run(
        ["node", CHECKER], input=json.dumps(bundles).encode(), capture_output=True, check=True
    )
    errors: list[list[str]] = json.loads(done.stdout)
    return [found + broken_rules(one) for found, one in zip(errors, bundles, strict=True)]


def broken_rules(bundle: Resource) -> list[str]:
    """The rules of R4 for a document, and for a consent, by their names there."""
    entries = bundle["entry"]
    resources = [entry["resource"] for entry in entries]
    addresses = [entry["fullUrl"] for entry in entries]
    identifier = bundle.get("identifier", {})
    consents = [one for one in resources if one["resourceType"] == "Consent"]
    holds = {
        "bdl-7": len(set(addresses)) == len(addresses),
        "bdl-9": bool(identifier.get("system") and identifier.get("value")),
        "bdl-10": bool(bundle.get("timestamp")),
        "bdl-11": resources[0]["resourceType"] == "Composition",
        "ppc-1": all("policy" in one or "policyRule" in one for one in consents),
        "references": references(resources) <= set(addresses),
        "ids": all(entry["fullUrl"].endswith(entry["resource"]["id"]) for entry in entries),
    }
    holds["UK Core, NHS number"] = all(map(says_whether_verified, nhs_numbers(resources)))
    return [name for name, kept in holds.items() if not kept]


def nhs_numbers(resources: list[Resource]) -> list[Resource]:
    patients = [one for one in resources if one["resourceType"] == "Patient"]
    found = [one for patient in patients for one in patient.get("identifier", [])]
    return [one for one in found if one.get("system") == NHS_NUMBER]


def says_whether_verified(identifier: Resource) -> bool:
    codes = [
        (coding["system"].rpartition("/")[2], coding["code"])
        for extension in identifier.get("extension", [])
        if extension["url"].endswith(f"/Extension-{VERIFICATION}")
        for coding in extension["valueCodeableConcept"]["coding"]
    ]
    allowed = {(f"{VERIFICATION}England", f"0{number}") for number in range(1, 9)}
    return len(codes) == 1 and set(codes) <= allowed


def references(value: Any) -> set[str]:
    """Every address that something in it refers to."""
    if isinstance(value, list):
        return {found for one in value for found in references(one)}
    if isinstance(value, dict):
        own = {value["reference"]} if isinstance(value.get("reference"), str) else set()
        return own | references([*value.values()])
    return set()
