"""Small feeds, each of which shows one kind of thing that was once read wrongly: `cases/*.json`."""

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from geography.models import Postcode
from open_referral.models import FeedRun
from resources.models import Provider, Resource
from resources.phrases import all_when_words, when_words
from tests.open_referral.feed_runs import remarks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("item_bank", "postcode_directory")]

CASES = Path(__file__).parent / "cases"
NO_RANGE = {"minimum_age": None, "maximum_age": None}
WORDS_ALONE = {"cost": "other", "amount": None}

# what an entry of these must hold, and what its description must say
EXPECTED: dict[str, tuple[dict[str, Any], str]] = {
    # ages
    "A01": ({"minimum_age": 13, "maximum_age": None}, ""),
    "A04": (NO_RANGE, "Who it is for: 0 to 4; 60 and over"),
    "A06": ({"minimum_age": 18, "maximum_age": None}, ""),
    "A09": (NO_RANGE, "Who it is for: Women only, aged 50 or over, registered with a GP"),
    # ways to get in touch, and places
    "C02": ({"phone": "023 8055 0003"}, "Telephone: 023 8055 0003 (Hall); 023 8055 0004 (Hall)"),
    "C04": ({"phone": "023 8055 0006 ext 123"}, ""),
    # prices
    "M01": (WORDS_ALONE | {"cost_text": "Members £3, others £5"}, ""),
    "M02": (WORDS_ALONE | {"cost_text": "Under 18s £2.00 per session"}, ""),
    "M05": ({"cost": "free", "amount": None, "cost_text": ""}, ""),
    "M09": (WORDS_ALONE | {"cost_text": "Carers free; Others £5.00"}, ""),
    "M11": (WORDS_ALONE | {"cost_text": "x 5 USD"}, ""),
    # what else
    "X11": ({"status": "active"}, "Please note: Closed for August."),
}  # fmt: skip
WHEN = {
    "T02": ["Second Tuesday of the month 10:00 to 12:00"],
    "T05": ["Every day 10:00 to 12:00"],
    "T10": ["Tuesday 10:00 to 12:00"],
    "T20": ["Monday 10:00 to 12:00", "Term time only"],
    "T21": ["Friday 10:00 to 12:00 at South Hall", "Monday 10:00 to 12:00 at North Hall"],
}


class Imported(NamedTuple):
    resource: Resource
    # all that the run's report says
    report: str


def imported(case: str) -> Imported:
    call_command("import_open_referral", str(CASES / f"{case}.json"), name=case, verbosity=0)
    return Imported(Resource.objects.get(), " ".join(remarks(FeedRun.objects.get())))


@pytest.mark.parametrize("case", sorted(EXPECTED))
def test_what_is_kept(case):
    fields, said = EXPECTED[case]
    resource, _ = imported(case)
    assert {name: getattr(resource, name) for name in fields} == fields
    assert said in resource.description
    assert "A made-up service." in resource.description


@pytest.mark.parametrize("case", sorted(WHEN))
def test_when(case):
    assert all_when_words(imported(case).resource) == WHEN[case]


def test_every_other_week_is_said_as_people_say_it():
    (words,) = all_when_words(imported("T07").resource)
    assert words.startswith("Every other Wednesday 10:00 to 12:00")


def test_what_has_ended_is_not_offered():
    resource, report = imported("T12")
    assert not Resource.objects.current(timezone.localdate()).exists()
    assert all_when_words(resource) == []
    assert "All its times are over: nobody is shown it." in report


def test_each_place_has_its_own_times():
    resource, _ = imported("T21")
    north, south = resource.places.order_by("name")
    assert when_words(resource, north) == ["Monday 10:00 to 12:00"]
    assert when_words(resource, south) == ["Friday 10:00 to 12:00"]


def test_a_fax_is_no_telephone():
    resource, report = imported("C01")
    assert resource.phone == "023 8055 0002"
    assert "“023 8055 0001” was left out: a fax is no telephone." in report


def test_all_lines_of_an_address():
    place = imported("C08").resource.places.get()
    assert place.address == "St Made-up Church Hall, 22 Long Lane, Portswood"
    assert (place.town, place.postcode) == ("Southampton", "SO17 1BJ")


def test_swapped_coordinates_are_refused():
    resource, report = imported("C11")
    place = resource.places.get()
    assert (place.name, place.point) == ("H", None)
    assert "latitude and longitude look swapped" in report


def test_a_pin_far_from_its_postcode():
    resource, report = imported("C13")
    place = resource.places.get()
    assert place.point == Postcode.objects.get(pk="SO171BJ").point
    assert place.point_source == "postcode"
    assert "miles from SO17 1BJ: the postcode was taken" in report


def test_terms_of_version_1():
    resource, _ = imported("X01")
    assert [one.slug for one in resource.interests.all()] == ["walking-and-outdoor-activities"]


def test_an_organisation_with_an_s():
    imported("X06")
    assert [provider.name for provider in Provider.objects.all()] == ["Org With S"]


def test_safe_accommodation_is_confidential():
    resource, report = imported("X14")
    assert resource.address_confidential
    assert "its address is kept confidential" in report


def test_a_draft_is_not_active():
    resource, report = imported("X25")
    assert resource.status == "paused"
    assert "Its status “draft” is not one that we know" in report


def test_nothing_was_checked_in_the_future():
    resource, report = imported("X30")
    assert (resource.verified_on, resource.verify_by) == (None, None)
    assert "checked on 2099-01-01, which is to come: left out" in report


def test_a_taxonomy_is_no_list_of_services():
    with pytest.raises(CommandError, match="no list of services: it looks like a taxonomy"):
        imported("Z1_taxonomy")
    assert not Resource.objects.exists()


def test_all_cases_are_tried():
    text = Path(__file__).read_text()
    assert [case.stem for case in CASES.iterdir() if f'"{case.stem}"' not in text] == []
