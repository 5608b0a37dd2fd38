import pytest

from geography.actions.authorities import load_authorities
from geography.models import LocalAuthority
from tests.postcode_rows import LOCATED, NOT_LOCATED

pytestmark = pytest.mark.django_db


def test_loading_again_changes_nothing():
    assert load_authorities() == 363
    assert load_authorities() == 363
    assert LocalAuthority.objects.count() == 363
    assert LocalAuthority.objects.get(pk="E06000046").name == "Isle of Wight"


def test_a_corrected_name_replaces_the_old_one():
    LocalAuthority.objects.create(code="E06000046", name="Isle of White")
    load_authorities()
    assert LocalAuthority.objects.get(pk="E06000046").name == "Isle of Wight"


def test_every_authority_of_a_postcode_has_a_name():
    load_authorities()
    codes = {row[-1] for row in [*LOCATED, *NOT_LOCATED]}
    assert LocalAuthority.objects.filter(pk__in=codes).count() == len(codes)
