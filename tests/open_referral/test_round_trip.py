"""What we publish, taken in by an empty directory, is the same directory."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from geography.memory import cache
from open_referral.models import FeedRun
from resources.models import Place, Provider, Resource, TermMapping
from tests.open_referral.own_feed import (
    empty_the_directory,
    get_our_page,
    run,
    save_our_pages,
    snapshot,
)
from tests.open_referral.random_directories import DIRECTORIES, save
from tests.resources.directory import make_resource
from tests.tiers import examples

pytestmark = pytest.mark.django_db


@pytest.mark.sweep
@settings(
    max_examples=examples(in_full=16), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(directory=DIRECTORIES)
def test_out_and_in_again_gives_the_same_directory(postcode_directory, directory):
    with transaction.atomic():
        save(directory)
        before = snapshot()
        kept = save_our_pages()
        empty_the_directory()
        done = run(kept.__getitem__)
        assert done.message == ""
        assert snapshot() == before
        assert not TermMapping.objects.exists()
        assert run(kept.__getitem__, full=True).counts.get("unchanged", 0) == len(
            before["resources"]
        )
        transaction.set_rollback(True)
    cache.clear()


def test_taken_in_by_the_directory_it_came_from_changes_nothing():
    make_resource(miles=1)
    before = snapshot()
    done = run(get_our_page)
    assert done.counts == {"left out": 1, "remarks": 1}
    assert snapshot() == before


def test_a_providers_description_that_is_its_name_is_kept():
    resource = make_resource(miles=1)
    Provider.objects.update(name="Tea for all", description="Tea for all")
    kept = save_our_pages()
    empty_the_directory()
    run(kept.__getitem__)
    assert Provider.objects.get(pk=resource.provider_id).description == "Tea for all"


def test_a_confidential_entry_arrives_without_its_place_and_stays_confidential():
    make_resource("Harbour House", miles=1, address_confidential=True)
    kept = save_our_pages()
    empty_the_directory()
    assert run(kept.__getitem__).outcome == FeedRun.Outcome.DONE
    assert Resource.objects.get().address_confidential
    assert not Place.objects.exists()
