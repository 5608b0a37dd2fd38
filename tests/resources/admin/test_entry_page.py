"""The page on which a curator writes an entry."""

import pytest
from django.contrib import admin
from django.contrib.gis.geos import Point
from django.urls import reverse
from django.utils import timezone

from facilitation.models import User
from geography.vocabulary import PointSource
from preferences.admin import ItemInline
from preferences.models import Questionnaire
from resources.admin.places import PlaceInline, ScheduleInline
from resources.models import Listing, Place, Resource, Schedule
from tests.resources.admin.conftest import form_data
from tests.tiers import only_in_full

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("postcode_directory")]

BY_HAND = '{"type": "Point", "coordinates": [-1.39, 50.93]}'


@pytest.fixture
def save(as_cora, entry):
    def post(place=None, **changes):
        address = reverse("admin:resources_resource_change", args=[entry.pk])
        return as_cora.post(address, form_data(entry, place, **changes))

    return post


def errors(response) -> list[str]:
    page = response.context
    found: list[str] = []
    for formset in page["inline_admin_formsets"]:
        found += formset.formset.non_form_errors()
        found += [
            error for form in formset.forms for each in form.errors.values() for error in each
        ]
    return found + [error for each in page["adminform"].form.errors.values() for error in each]


def test_a_postcode_puts_the_pin_there_and_says_so(save, entry):
    assert save({"postcode": "so171bj"}).status_code == 302
    place = entry.places.get()
    assert (place.postcode, place.point_source) == ("SO17 1BJ", PointSource.POSTCODE)
    assert place.point == Point(-1.39571, 50.9341, srid=4326)


def test_what_is_saved_can_be_found_at_once(save, entry):
    save({"postcode": "SO17 1BJ"})
    assert Listing.objects.get(resource=entry).point is not None
    save({"postcode": "SO17 1BJ", "id": str(entry.places.get().pk)}, status="paused")
    assert not Listing.objects.filter(resource=entry).exists()


def test_a_pin_moved_by_hand_stays_and_says_so(save, entry):
    save({"postcode": "SO17 1BJ", "point": BY_HAND})
    place = entry.places.get()
    assert (place.point.coords, place.point_source) == ((-1.39, 50.93), PointSource.PIN)
    save({"postcode": "SO17 1BJ", "point": BY_HAND, "id": str(place.pk)})
    place.refresh_from_db()
    assert place.point_source == PointSource.PIN


def test_a_new_postcode_moves_the_pin(save, entry):
    save({"postcode": "SO17 1BJ", "point": BY_HAND})
    save({"postcode": "PO30 1UD", "point": BY_HAND, "id": str(entry.places.get().pk)})
    place = entry.places.get()
    assert (place.point.y, place.point_source) == (50.70061, PointSource.POSTCODE)


def test_a_postcode_without_a_location_is_kept_and_may_have_a_pin(save, entry):
    save({"postcode": "JE2 3AB"})
    place = entry.places.get()
    assert (place.postcode, place.point, place.point_source) == ("JE2 3AB", None, "")
    save({"postcode": "JE2 3AB", "point": BY_HAND, "id": str(place.pk)})
    assert entry.places.get().point_source == PointSource.PIN


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("place", "changes", "message"),
    [
        ({"postcode": "SO17 1B"}, {}, "This does not look like a UK postcode."),
        ({"postcode": "SO17 9ZZ"}, {}, "We do not know this postcode."),
        (None, {}, "This happens at a place: add the place"),
        ({"postcode": "SO17 1BJ", "point": "nonsense"}, {}, "Invalid geometry value."),
        ({"postcode": "SO17 1BJ"}, {"name": "a\x00b"}, "Null characters"),
        ({"postcode": "SO17 1BJ"}, {"phone": "ring Ann"}, "Enter a phone number"),
        ({"postcode": "SO17 1BJ"}, {"web": "javascript:alert(1)"}, "Enter a valid URL."),
        *only_in_full(
            ({"transport": "Bus 7"}, {}, "Say where this is"),
            ({"postcode": "SO17 1BJ"}, {"name": ""}, "This field is required."),
            ({"postcode": "SO17 1BJ"}, {"name": "x" * 300}, "at most 200 characters"),
            ({"postcode": "SO17 1BJ"}, {"delivery": []}, "This field is required."),
            ({"postcode": "SO17 1BJ"}, {"email": "ann at home"}, "valid email address"),
            ({"postcode": "SO17 1BJ"}, {"web": "ftp://files.example"}, "Enter a valid URL."),
            ({"postcode": "SO17 1BJ"}, {"cost": "amount"}, "Say how much it costs"),
            ({"postcode": "SO17 1BJ"}, {"amount": "3"}, "An amount needs the cost"),
        ),
        (
            {"postcode": "SO17 1BJ"},
            {"cost": "amount", "amount": "-1"},
            "greater than or equal to 0",
        ),
        (
            {"postcode": "SO17 1BJ"},
            {"minimum_age": "60", "maximum_age": "50"},
            "The oldest age is below the youngest.",
        ),
        (
            {"postcode": "SO17 1BJ"},
            {"starts_on": "2026-05-02", "ends_on": "2026-05-01"},
            "The last day is before the first.",
        ),
    ],
)
def test_what_cannot_be_right_is_said_beside_the_field(save, entry, place, changes, message):
    response = save(place, **changes)
    assert response.status_code == 200
    assert message in " ".join(errors(response))
    entry.refresh_from_db()
    assert (entry.name, entry.places.count()) == ("Float and Natter", 0)


@pytest.mark.parametrize(
    ("time", "message"),
    [
        ({"frequency": "MONTHLY", "weekday": "1"}, "Say which week of the month."),
        ({"frequency": "WEEKLY", "weekday": "1", "week": "2"}, "Leave this empty"),
        (
            {"frequency": "WEEKLY", "weekday": "1", "starts": "10:00", "ends": "09:00"},
            "ends before",
        ),
        ({"frequency": "WEEKLY", "weekday": "1", "ends": "09:00"}, "Say when it starts"),
        ({"frequency": "WEEKLY", "weekday": "9"}, "Select a valid choice"),
        (
            {"frequency": "WEEKLY", "weekday": "1", "exceptions": "25 December"},
            "We cannot read “25 December” as a date. Write it as 25/12/2026.",
        ),
    ],
)
def test_a_time_that_cannot_be_is_refused(save, entry, time, message):
    posted = {f"schedules-0-{name}": value for name, value in time.items()}
    response = save({"postcode": "SO17 1BJ"}, **{"schedules-TOTAL_FORMS": "1", **posted})
    assert message in " ".join(errors(response))


@pytest.mark.parametrize(
    ("inline", "of"),
    [(PlaceInline, Resource), (ScheduleInline, Resource), (ItemInline, Questionnaire)],
)
def test_a_made_up_number_of_forms_makes_few(rf, inline, of):
    request = rf.get("/")
    request.user = User(is_superuser=True)
    formset = inline(of, admin.site).get_formset(request)

    found = formset({"of-TOTAL_FORMS": "999999", "of-INITIAL_FORMS": "0"}, prefix="of")

    assert found.total_form_count() == 300


def test_a_monthly_time_is_saved(save, entry):
    time = {"frequency": "MONTHLY", "weekday": "1", "week": "2", "starts": "10:00", "ends": "12:00"}
    posted = {f"schedules-0-{name}": value for name, value in time.items()}
    save({"postcode": "SO17 1BJ"}, **{"schedules-TOTAL_FORMS": "1", **posted})
    assert str(entry.schedules.get()) == "Second Tuesday of the month 10:00 to 12:00"


def test_days_on_which_it_is_not_are_read_as_people_write_them(as_cora, save, entry):
    time = {"frequency": "WEEKLY", "weekday": "4", "exceptions": "25/12/2026 and 1 January 2027"}
    posted = {f"schedules-0-{name}": value for name, value in time.items()}
    save({"postcode": "SO17 1BJ"}, **{"schedules-TOTAL_FORMS": "1", **posted})
    page = as_cora.get(reverse("admin:resources_resource_change", args=[entry.pk])).text
    assert 'value="25/12/2026, 01/01/2027"' in page


def test_what_is_wrong_is_not_folded_away(as_cora, entry):
    time = {"frequency": "WEEKLY", "weekday": "4", "starts_on": "2/1/2027", "ends_on": "1/1/2027"}
    posted = {f"schedules-0-{name}": value for name, value in time.items()}
    posted |= {"schedules-TOTAL_FORMS": "1", "minimum_age": "9", "maximum_age": "5"}
    changes = form_data(entry, {"postcode": "SO17 1BJ"}, **posted)
    page = as_cora.post(reverse("admin:resources_resource_change", args=[entry.pk]), changes)
    told = {one.label for one in page.context["problems"]}
    assert told == {"Oldest age", "Regular time 1: Last day"}
    # but for the empty form to copy
    assert page.text.count("<summary>") == 1


def test_a_time_is_at_one_of_its_places(save, entry):
    place = Place.objects.create(resource=entry, postcode="SO17 1BJ")
    elsewhere = Place.objects.create(
        resource=Resource.objects.create(name="Other", provider=entry.provider)
    )
    time = {"schedules-TOTAL_FORMS": "1", "schedules-0-frequency": "WEEKLY"}
    time |= {"schedules-0-weekday": "1"}
    kept = {"postcode": "SO17 1BJ", "id": str(place.pk)}
    response = save(kept, **time, **{"schedules-0-place": str(elsewhere.pk)})
    assert "not one of the available choices" in " ".join(errors(response))
    save(kept, **time, **{"schedules-0-place": str(place.pk)})
    assert entry.schedules.get().place == place


def test_a_place_that_is_taken_away_takes_its_times_along(save, entry):
    first = Place.objects.create(resource=entry, postcode="SO17 1BJ")
    second = Place.objects.create(resource=entry, postcode="SO14 7LP")
    old = Schedule.objects.create(resource=entry, place=second, weekday=1)
    posted = {
        "places-TOTAL_FORMS": "2",
        "places-INITIAL_FORMS": "2",
        "places-1-DELETE": "on",
        "schedules-TOTAL_FORMS": "2",
        "schedules-INITIAL_FORMS": "1",
        "schedules-0-id": str(old.pk),
        "schedules-0-resource": str(entry.pk),
    }
    for number, place in enumerate([first, second]):
        facts = dict.fromkeys(("step_free", "hearing_loop", "toilet", "parking"), "not_known")
        facts |= {"id": str(place.pk), "resource": str(entry.pk), "postcode": place.postcode}
        posted |= {f"places-{number}-{name}": value for name, value in facts.items()}
    for number, weekday in enumerate("34"):
        posted |= {
            f"schedules-{number}-frequency": "WEEKLY",
            f"schedules-{number}-weekday": weekday,
            f"schedules-{number}-place": str(second.pk),
        }
    response = save(**posted)
    assert response.status_code == 302, errors(response)
    assert entry.places.get() == first
    assert not entry.schedules.exists()


def test_a_refuge_needs_no_place(save, entry):
    assert save(address_confidential="on").status_code == 302
    assert Place.objects.count() == 0


def test_a_visiting_service_needs_no_place(save, entry):
    assert save(delivery=["home"]).status_code == 302


def test_taking_the_only_place_away_is_refused(save, entry):
    save({"postcode": "SO17 1BJ"})
    place = entry.places.get()
    response = save({"postcode": "SO17 1BJ", "id": str(place.pk), "DELETE": "on"})
    assert "add the place" in " ".join(errors(response))


def test_checking_by_hand_records_who(save, entry, cora):
    save({"postcode": "SO17 1BJ"}, verified_on="2026-05-01")
    entry.refresh_from_db()
    assert entry.verified_by == cora


def test_one_button_saves_and_verifies(save, entry, cora):
    save({"postcode": "SO17 1BJ"}, name="Float, Natter and Tea", _verify="1")
    entry.refresh_from_db()
    assert (entry.name, entry.verified_by) == ("Float, Natter and Tea", cora)
    assert entry.verified_on == timezone.localdate()
    assert Listing.objects.get(resource=entry).verified_on == timezone.localdate()


def test_the_page_says_what_is_missing(as_cora, entry):
    address = reverse("admin:resources_resource_change", args=[entry.pk])
    assert (
        "Still missing: description, way to reach them, times, cost, check, location, access facts."
        in as_cora.get(address).content.decode()
    )


def test_a_new_entry_is_added(as_cora, entry):
    data = form_data(Resource(name="Aqua Ease", provider=entry.provider), {"postcode": "SO17 1BJ"})
    data["places-0-resource"] = ""
    response = as_cora.post(reverse("admin:resources_resource_add"), data)
    assert response.status_code == 302
    assert Listing.objects.filter(resource__name="Aqua Ease").count() == 1


def test_the_parts_come_in_the_order_in_which_one_speaks_of_them(as_cora, entry):
    page = as_cora.get(reverse("admin:resources_resource_change", args=[entry.pk]))
    assert [section.title for section in page.context["sections"]][:5] == [
        "What it is", "When: regular times", "When, beyond the regular times", "Where",
        "What it is for",
    ]  # fmt: skip
    for section in page.context["sections"]:
        assert f'href="#{section.heading}"' in page.text
        assert f'id="{section.heading}"' in page.text


def test_each_thing_wrong_has_a_link_to_where_it_is_mended(as_cora, entry):
    changes = form_data(entry, {"postcode": "nonsense"}, name="", maximum_age="5", minimum_age="9")
    page = as_cora.post(reverse("admin:resources_resource_change", args=[entry.pk]), changes)
    told = {(one.label, one.target) for one in page.context["problems"]}
    assert told >= {
        ("Name", "id_name"), ("Oldest age", "id_maximum_age"),
        ("Place 1: Postcode", "id_places-0-postcode"),
    }  # fmt: skip
    assert "<title>Error:" in page.text
    for _, target in told:
        assert f'href="#{target}"' in page.text
        assert f'id="{target}"' in page.text
    assert "Please correct the error" not in page.text
