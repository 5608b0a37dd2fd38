"""Whatever is in the directory, what comes out is what the standard asks for."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from geography.memory import cache
from tests.open_referral.api_client import get, pages
from tests.open_referral.random_directories import DIRECTORIES, save
from tests.open_referral.rules import OBJECTS, faults, page_faults, standards_own
from tests.tiers import examples

pytestmark = pytest.mark.django_db


def test_the_standards_own_schemas_are_at_hand():
    """Says in the report when only our own rules were checked."""
    if standards_own() is None:
        pytest.skip(
            "no ../shared/open-referral-uk and no GENIE_OPEN_REFERRAL_SCHEMAS: own rules only"
        )


def walk(endpoint: str) -> list[str]:
    """Every page of a list, and the details of everything in it."""
    said = []
    for page in pages(endpoint, per_page=2):
        said += page_faults(endpoint, page)
        for found in page["contents"]:
            detail = get(f"{endpoint}/{found['id']}")
            said += faults(endpoint, detail, detail=True)
            if detail["id"] != found["id"]:
                said.append(f"{found['id']} led to {detail['id']}")
    return said


@pytest.mark.sweep
@settings(
    max_examples=examples(in_full=12), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(directory=DIRECTORIES)
def test_random_directories_come_out_valid(postcode_directory, directory):
    with transaction.atomic():
        save(directory)
        assert [fault for endpoint in OBJECTS for fault in walk(endpoint)] == []
        for page in pages("services", full="true", per_page=2):
            assert page_faults("services", page, detail=True) == []
        transaction.set_rollback(True)
    cache.clear()


def test_the_rules_can_be_broken():
    service = {"id": "7", "name": "", "status": "open", "description": None}
    assert sorted(fault.split(":")[0] for fault in faults("services", service, detail=False)) != []
    good = {
        "id": "ac148810-d857-441c-9679-408f346de14b",
        "name": "Tea",
        "status": "active",
        "url": "not a uri",
        "organization": {"id": "x", "name": "Us", "description": "Us"},
    }
    broken = {fault.split(":")[0] for fault in faults("services", good, detail=False)}
    assert broken == {"$.url", "$.organization.id"}
