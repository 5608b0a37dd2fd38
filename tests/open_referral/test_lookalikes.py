"""Feeds with names and words that only look like those that mean something else."""

import pytest

from open_referral.harvest.reading import read
from tests.open_referral.test_other_peoples_feeds import TODAY
from tests.open_referral.test_spellings import MONDAY, entry, when


def test_who_runs_it_goes_before_a_provider_beside_it():
    given = {"provider": "P1", "id": "1", "name": "Tea", "organisation": {"id": "o", "name": "Org"}}
    assert read(given, TODAY).entry.provider["name"] == "Org"
    assert read(given | {"organisation": None}, TODAY).entry.provider["name"] == "P1"


@pytest.mark.parametrize(
    "about", ["Alternative therapies", "Last of the Summer Wine", "Monthly fee £5"]
)
def test_what_only_sounds_like_some_weeks_leaves_a_time_weekly(about):
    assert when(MONDAY | {"description": about}) == ["Monday 10:00 to 12:00", about]


def test_a_building_is_told_once():
    lines = {"building": "Town Hall", "address_1": "Town Hall, High St", "city": "X"}
    (place,) = entry(locations=[{"id": "l", "addresses": [lines]}]).places or []
    assert place["address"] == "Town Hall, High St"


@pytest.mark.parametrize("prefix", ["(+44)", "United Kingdom"])
def test_a_prefix_of_here_is_not_told(prefix):
    fields = entry(phones=[{"number": "023 8055 0001", "country_prefix": prefix}]).fields
    assert (fields["phone"], fields["description"]) == ("023 8055 0001", "Tea.")
