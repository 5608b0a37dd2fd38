"""FHIR R4, checked offline by the npm package `fhir`, which ships the standard's definitions.

It knows of each resource which elements there are, how often, of which type, and which codes where
the standard allows no others. It does not check what the standard says in FHIRPath (the rules of a
document are checked here), narratives, where references lead, SNOMED CT and LOINC, or UK Core.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

Resource = dict[str, Any]
CHECKER = Path(__file__).parent / "fhir.js"


def faults_of(bundle: Resource) -> list[str]:
    """What is wrong with a document, its resources included."""
    done = subprocess.run(
        ["node", CHECKER], input=json.dumps(bundle).encode(), capture_output=True, check=True
    )
    errors: list[str] = json.loads(done.stdout)
    return errors + broken_rules(bundle)


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
    return [name for name, kept in holds.items() if not kept]


def references(value: Any) -> set[str]:
    """Every address that something in it refers to."""
    if isinstance(value, list):
        return {found for one in value for found in references(one)}
    if isinstance(value, dict):
        own = {value["reference"]} if isinstance(value.get("reference"), str) else set()
        return own | references([*value.values()])
    return set()
