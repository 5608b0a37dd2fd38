"""Entries as people see them, and any list of entries on a map."""

import datetime as dt

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse
from django.utils import timezone

from resources import listings
from resources.models import Place, Provider, Resource
from tests.browser import axe, sign_in

pytestmark = pytest.mark.django_db
MAP = reverse("admin:resources_resource_map")


@pytest.fixture
def place(entry) -> Place:
    point = Point(-1.39571, 50.9341, srid=4326)
    return Place.objects.create(resource=entry, address="1 Testing Road", point=point)


def preview(client, entry):
    return client.get(reverse("admin:resources_resource_preview", args=[entry.pk]))


def test_an_entry_is_shown_as_a_person_will_see_it(as_cora, entry, place, item_bank):
    entry.cost, entry.minimum_age = "free", 60
    entry.save()
    page = preview(as_cora, entry)
    [result] = page.context["results"]
    assert result.facts == ["how far from home", "free"]
    assert result.for_whom == "for people aged 60 or over"
    assert result.because == ["you'd like to get fitter"]
    assert "Because you&#x27;d like to get fitter" in page.content.decode()
    assert page.context["hidden"] == []
    assert "Tell them" not in page.content.decode()  # that form is for a session


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"status": "closed"}, "it is marked as “Closed”"),
        ({"ends_on": dt.date(2020, 1, 1)}, "its last day is past"),
        ({"verify_by": dt.date(2020, 1, 1)}, "it should have been checked long ago"),
    ],
)
def test_what_nobody_is_shown_says_why(as_cora, entry, place, facts, reason):
    Resource.objects.update(**facts)
    assert (
        f"Nobody is shown this entry, because {reason}." in preview(as_cora, entry).content.decode()
    )
    change = as_cora.get(reverse("admin:resources_resource_change", args=[entry.pk]))
    assert f"Nobody is shown this entry, because {reason}." in change.content.decode()


def test_without_interest_or_pin_nobody_is_shown_it(as_cora, entry):
    entry.interests.clear()
    assert preview(as_cora, entry).context["hidden"] == [
        "it has no interest",
        "it has no place on the map",
    ]


def test_the_address_of_a_refuge_is_neither_previewed_nor_on_the_map(as_cora, entry, place):
    Resource.objects.update(address_confidential=True)
    assert "Testing Road" not in preview(as_cora, entry).content.decode()
    assert as_cora.get(MAP).context["pins"] == []


def test_the_map_shows_what_the_list_shows(as_cora, entry, place, provider):
    closed = Resource.objects.create(name="Closed club", provider=provider, status="closed")
    Place.objects.create(resource=closed, point=Point(-1.4, 50.9, srid=4326))
    Resource.objects.create(name="Helpline", provider=provider, delivery=["phone"])
    assert {pin["name"] for pin in as_cora.get(MAP).context["pins"]} == {
        "Float and Natter",
        "Closed club",
    }
    listings.refresh()
    page = as_cora.get(MAP, {"status__exact": "active", "q": "float"})
    assert [pin["name"] for pin in page.context["pins"]] == ["Float and Natter"]
    assert (page.context["located"], page.context["total"]) == (1, 1)
    misspelt = as_cora.get(MAP, {"q": "flote and natter"})
    assert [pin["name"] for pin in misspelt.context["pins"]] == ["Float and Natter"]


def test_the_map_costs_the_same_for_one_pin_and_for_three(
    as_cora, entry, place, provider, django_assert_max_num_queries
):
    for _ in range(2):
        other = Resource.objects.create(name="Other", provider=provider)
        Place.objects.create(resource=other, point=Point(-1.4, 50.9, srid=4326))
    with django_assert_max_num_queries(12):
        as_cora.get(MAP)


def test_one_click_in_the_list_verifies_and_stays_in_the_list(as_cora, cora, entry):
    Resource.objects.update(verify_by=timezone.localdate() - dt.timedelta(days=1))
    listed = reverse("admin:resources_resource_changelist") + "?check=overdue"
    assert "Verified today" in as_cora.get(listed).content.decode()
    page = as_cora.post(listed, {"_verify": str(entry.pk)})
    assert (page.status_code, page.url) == (302, listed)
    entry.refresh_from_db()
    assert (entry.verified_on, entry.verified_by) == (timezone.localdate(), cora)
    assert entry.verify_by == timezone.localdate() + dt.timedelta(days=182)


@pytest.mark.parametrize("key", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_verifying_what_is_not_there_is_told(as_cora, entry, key):
    listed = reverse("admin:resources_resource_changelist")
    page = as_cora.post(listed, {"_verify": key}, follow=True)
    assert "not there any more" in page.content.decode()


def test_only_curators_see_these(client, mo, entry):
    client.force_login(mo)
    assert client.get(MAP).status_code == 403
    assert preview(client, entry).status_code == 403
    listed = reverse("admin:resources_resource_changelist")
    assert client.post(listed, {"_verify": str(entry.pk)}).status_code == 403
    assert Resource.objects.filter(verified_on=None).count() == 1


@pytest.mark.full
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_dot_on_the_map_leads_to_its_entry(page, live_server, cora, item_bank):
    provider = Provider.objects.create(name="Solent Friends")
    club = Resource.objects.create(name="Float and Natter", provider=provider)
    Place.objects.create(resource=club, point=Point(-1.39571, 50.9341, srid=4326))
    page.emulate_media(reduced_motion="reduce")  # nothing fades in while it is looked at
    sign_in(page, live_server, cora)
    page.goto(live_server.url + reverse("admin:resources_resource_changelist"))
    page.get_by_role("link", name="See these on a map").click()
    canvas = page.locator(".leaflet-overlay-pane canvas")
    # the only dot is in the middle of the map
    box = page.get_by_role("region", name="Map of the entries").bounding_box()
    assert box is not None
    canvas.wait_for()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.get_by_role("link", name="Float and Natter").wait_for()
    axe(page)
    page.get_by_role("link", name="Float and Natter").click()
    page.get_by_role("link", name="As people see it").click()
    page.get_by_role("heading", name="As people see it").wait_for()
    axe(page)
