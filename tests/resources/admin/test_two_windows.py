"""Two curators at one entry: what one changed of its places and times, the other did not."""

import pytest
from django.contrib.gis.geos import MultiPolygon, Point
from django.urls import reverse

from resources.models import Place, Resource, Schedule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("postcode_directory")]
HERE, THERE = Point(-1.40, 50.93, srid=4326), Point(-1.42, 50.92, srid=4326)


def page(entry):
    return reverse("admin:resources_resource_change", args=[entry.pk])


def sent(response) -> dict:
    """What the page sends when nothing on it is touched."""
    context = response.context
    sent = {}
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    forms = [context["adminform"].form]
    for formset in formsets:
        forms += [formset.management_form, *formset.forms]
    for form in forms:
        for field in form:
            value, widget = field.value(), field.field.widget
            shown = getattr(widget, "widget", widget).format_value(value)
            if field.name in {"point", "area"}:
                shown = getattr(value, "geojson", value)
            if shown or value is True:
                sent[field.html_name] = shown or "on"
    return sent


@pytest.fixture
def hall(entry) -> Place:
    return Place.objects.create(resource=entry, name="Hall", address="1 The Avenue", point=HERE)


@pytest.fixture
def monday(entry, hall) -> Schedule:
    return Schedule.objects.create(resource=entry, weekday=0, starts="10:00", place=hall)


@pytest.fixture
def windows(as_cora, entry, hall, monday):
    """What two windows hold; then the first saves its changes, and the second its own, twice."""
    Place.objects.create(resource=entry, name="Barn", address="5 Mill Road", postcode="SO17 1BJ")
    first, second = sent(as_cora.get(page(entry))), sent(as_cora.get(page(entry)))
    number = next(key for key, value in first.items() if value == "Hall").rpartition("-")[0]

    def save(theirs: dict, ours: dict) -> None:
        def named(changes: dict) -> dict:
            return {key.replace("hall", number): value for key, value in changes.items()}

        assert as_cora.post(page(entry), first | named(theirs)).status_code == 302
        asked = as_cora.post(page(entry), second | named(ours))
        assert "Somebody saved this" in asked.text
        saved = as_cora.post(page(entry), sent(asked))
        assert saved.status_code == 302, saved.context["problems"]

    return save


def places() -> set[str]:
    return set(Place.objects.values_list("name", flat=True))


def test_a_place_and_a_time_left_as_they_were_are_as_they_have_them(windows, monday):
    theirs = {"hall-name": "New hall", "hall-point": THERE.geojson, "schedules-0-starts": "11:00"}
    windows(theirs, {"phone": "023 8059 5000"})
    monday.refresh_from_db()
    assert (places(), monday.starts.hour) == ({"New hall", "Barn"}, 11)
    assert monday.place.point.equals_exact(THERE, 0.00001)
    assert Resource.objects.get().phone == "023 8059 5000"


def test_the_area_that_they_drew_stays(windows):
    drawn = MultiPolygon(HERE.buffer(0.1), srid=4326)
    windows({"area": drawn.geojson}, {"phone": "023 8059 5000"})
    area = Resource.objects.get().area
    assert area and area.equals_exact(drawn, 0.00001)


def test_of_one_place_each_keeps_the_fields_it_changed(windows, hall):
    windows(
        {"hall-name": "New hall", "hall-town": "Southampton"},
        {"hall-transport": "Bus 7", "hall-name": "Our hall"},
    )
    hall.refresh_from_db()
    assert (hall.name, hall.town, hall.transport) == ("Our hall", "Southampton", "Bus 7")


def test_a_place_that_they_took_away_stays_away(windows):
    windows({"hall-DELETE": "on"}, {"phone": "023 8059 5000"})
    assert places() == {"Barn"}
    assert not Schedule.objects.exists()


def test_one_that_they_took_away_and_this_window_changed_is_a_new_one(windows):
    windows({"hall-DELETE": "on"}, {"hall-name": "Hall, upstairs"})
    assert places() == {"Barn", "Hall, upstairs"}


def test_one_that_this_window_took_away_goes(windows):
    windows({"name": "Float"}, {"hall-DELETE": "on"})
    assert (places(), Resource.objects.get().name) == ({"Barn"}, "Float")


def test_what_both_added_is_there_once(windows):
    added = {"places-TOTAL_FORMS": "3", "places-2-step_free": "not_known",
             "places-2-hearing_loop": "not_known", "places-2-toilet": "not_known",
             "places-2-parking": "not_known"}  # fmt: skip
    windows(added | {"places-2-name": "Theirs"}, added | {"places-2-name": "Ours"})
    assert sorted(Place.objects.values_list("name", flat=True)) == [
        "Barn",
        "Hall",
        "Ours",
        "Theirs",
    ]
