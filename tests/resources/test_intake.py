"""Entries from elsewhere, a batch at a time: each is saved whole or not at all."""

import gc
import weakref
from uuid import UUID

import pytest
from django.contrib.gis.geos import Point

from preferences.models import Interest
from resources.actions.merging import merge
from resources.intake.entries import Brought, Entry, RowOutcome
from resources.intake.saving import Intake
from resources.models import ExternalId, Provider, Resource

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("postcode_directory", "item_bank"),
]
HALL = UUID("9e7f0f6a-6a4e-4e58-8ff6-5e6f2cb3a5a1")


def entry(key: str, name: str = "Tea", provider: str = "Solent Friends", **more) -> Entry:
    return Entry(
        key=key,
        provider={"name": provider},
        fields={"name": name, "delivery": ["phone"], "interests": ["social-clubs"]}
        | more.pop("fields", {}),
        **more,
    )


def outcomes(intake: Intake, *entries: Entry) -> list[RowOutcome]:
    return [result.outcome for result in intake.save_batch(entries)]


def test_one_result_for_each_entry_in_order():
    first = outcomes(Intake("clubs"), entry("a"), entry("b"))
    assert first == [RowOutcome.NEW, RowOutcome.NEW]
    again = outcomes(Intake("clubs"), entry("b", "Coffee"), entry("c"), entry("a"))
    assert again == [RowOutcome.CHANGED, RowOutcome.NEW, RowOutcome.UNCHANGED]


def test_an_entry_that_fails_takes_no_other_with_it_and_leaves_nothing():
    place = {"postcode": "SO17 1BJ", "step_free": "perhaps"}
    bad = entry("bad", provider="Nobody", places=[{"postcode": "SO17 1BJ"}, place])
    results = Intake("clubs").save_batch([entry("a"), bad, entry("b")])
    assert [result.outcome for result in results] == [
        RowOutcome.NEW,
        RowOutcome.FAILED,
        RowOutcome.NEW,
    ]
    assert results[1].error.startswith("Step-free: Select a valid choice.")
    assert results[1].resource_id is None
    assert list(ExternalId.objects.order_by("value").values_list("value", flat=True)) == ["a", "b"]
    assert [provider.name for provider in Provider.objects.all()] == ["Solent Friends"]


EDINBURGH = "SRID=4326;POINT(-3.19 55.95)"


def test_a_point_far_from_its_postcode_gives_way_to_it_with_a_note():
    far = entry("a", places=[{"postcode": "SO17 1BJ", "point": EDINBURGH}])
    outcomes(Intake("clubs"), far)
    place = Resource.objects.get().places.get()
    assert place.point
    assert (round(place.point.y, 4), place.point_source) == (50.9341, "postcode")
    assert far.notes == [
        "Its point is 355 miles from SO17 1BJ: the postcode was taken. Please see which is right."
    ]


def test_a_point_near_its_postcode_is_kept_and_one_set_by_hand_stays():
    near = {"postcode": "SO17 1BJ", "point": "SRID=4326;POINT(-1.40 50.935)"}
    outcomes(Intake("clubs"), entry("a", places=[near]))
    place = Resource.objects.get().places.get()
    assert place.point
    assert (place.point.x, place.point_source) == (-1.40, "imported")
    place.point, place.point_source = Point(-1.39, 50.93, srid=4326), "pin"
    place.save()
    outcomes(Intake("clubs"), entry("a", places=[near]))
    place.refresh_from_db()
    assert (place.point.x, place.point_source) == (-1.39, "pin")


def test_a_telephone_number_is_found_in_one_form_however_it_was_typed():
    outcomes(Intake("clubs"), entry("a", fields={"phone": "(02380)595000"}))
    assert Resource.objects.get().phone == "023 8059 5000"


def test_forgiving_it_is_made_without_what_is_wrong():
    bad = entry("a", fields={"cost": "a lot", "maximum_age": "old"})
    [result] = Intake("feed", forgiving=True).save_batch([bad])
    assert result.outcome is RowOutcome.NEW
    made = Resource.objects.get()
    assert (made.cost, made.maximum_age) == ("unknown", None)
    assert [note.partition(" was left out: ")[0] for note in bad.notes] == [
        "Cost “a lot”",
        "Oldest age “old”",
    ]
    [strict] = Intake("clubs").save_batch([entry("a", fields={"cost": "a lot"})])
    assert strict.outcome is RowOutcome.FAILED


def test_a_resource_merged_from_two_entries_is_written_once_and_its_latest_word_when_forgiving():
    for source in ("clubs", "feed"):
        Intake(source).save_batch([entry("a", "Tea"), entry("b", "Teas")])
    resource, *others = Resource.objects.order_by("created_at", "name")
    for other in others:
        merge(keep=resource, drop=other, taken=[])
    strict = Intake("clubs")
    assert outcomes(strict, entry("a", "One"), entry("b", "Two")) == [
        RowOutcome.CHANGED,
        RowOutcome.DUPLICATE,
    ]
    resource.refresh_from_db()
    assert resource.name == "One"
    Resource.objects.update(name="Tea")
    outcomes(Intake("feed", forgiving=True), entry("a", "Three"), entry("b", "Four"))
    resource.refresh_from_db()
    assert resource.name == "Four"


def test_what_the_source_brought_earlier_goes_with_it_and_the_curators_stays():
    intake = Intake("feed", forgiving=True)
    [first] = intake.save_batch([entry("a", places=[{"ids": [HALL], "name": "Hall"}])])
    assert first.brought == Brought(["social-clubs"], [HALL])
    resource = Resource.objects.get()
    resource.interests.add(Interest.objects.get(pk="swimming"))
    resource.places.create(name="Curators' hall")
    later = entry("a", places=[], brought=first.brought, fields={"interests": ["volunteering"]})
    [second] = Intake("feed", forgiving=True).save_batch([later])
    assert second.brought == Brought(["volunteering"], [])
    assert [place.name for place in resource.places.all()] == ["Curators' hall"]
    slugs = sorted(interest.slug for interest in resource.interests.all())
    assert slugs == ["swimming", "volunteering"]


def test_a_known_batch_is_looked_up_at_once(django_assert_max_num_queries):
    entries = [entry(str(number)) for number in range(20)]
    Intake("clubs").save_batch(entries)
    # each entry's savepoint, its interests, its record, and what the forms ask
    with django_assert_max_num_queries(20 * 7 + 5):
        assert set(outcomes(Intake("clubs"), *entries)) == {RowOutcome.UNCHANGED}


def test_what_a_batch_leaves_behind_in_cycles_does_not_pile_up():
    class Cycle:
        def __init__(self):
            self.own = self

    gc.disable()
    try:
        left = weakref.ref(Cycle())
        Intake("a.csv").save_batch([])
        assert left() is None
    finally:
        gc.enable()
