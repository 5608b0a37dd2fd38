"""An entry that is called much like a new one is told, while its name is typed and afterwards."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from resources import listings
from resources.models import Place, Resource
from tests.browser import sign_in
from tests.resources.admin.conftest import form_data

ADD = reverse("admin:resources_resource_add")
SIMILAR = reverse("admin:resources_similar")


@pytest.fixture
def known(entry):
    Place.objects.create(resource=entry, town="Southampton")
    listings.refresh()
    return entry


def told(client, name: str) -> list[str]:
    answer = client.post(SIMILAR, {"name": name})
    assert answer.status_code == 200
    return [one["told"] for one in answer.json()["entries"]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["Float and Natter", "float & natter", "Float and Nater", "Float and natter club"]
)
def test_the_same_name_however_it_is_typed(as_cora, known, name):
    assert told(as_cora, name) == ["Float and Natter, by Solent Friends, Southampton"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Walking Football", "abc", "", "\x00", "x" * 300, "%%%%"])
def test_another_name_or_none_is_like_nothing(as_cora, known, name):
    assert told(as_cora, name) == []


@pytest.mark.django_db
def test_what_is_closed_or_confidential_says_no_more_than_that(as_cora, known):
    Resource.objects.update(status="closed", address_confidential=True)
    listings.refresh()
    assert told(as_cora, "Float and Natter") == ["Float and Natter, by Solent Friends, closed"]


@pytest.mark.django_db
def test_it_is_the_curators_alone(client, mo, known):
    assert client.post(SIMILAR, {"name": "Float"}).status_code == 302
    client.force_login(mo)
    assert client.post(SIMILAR, {"name": "Float and Natter"}).status_code == 403


@pytest.mark.django_db
def test_without_javascript_it_is_told_once_it_is_saved(as_cora, known):
    new = Resource(name="Float and Nater", provider=known.provider)
    answer = as_cora.post(ADD, form_data(new, delivery=["phone"]), follow=True)
    assert Resource.objects.count() == 2
    address = reverse("admin:resources_resource_change", args=[known.pk])
    assert "Is it the same as one that was here already?" in answer.text
    assert (
        f'<a href="{address}">Float and Natter, by Solent Friends, Southampton</a>' in answer.text
    )


@pytest.mark.full
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_it_is_told_while_the_name_is_typed(page, live_server, cora, known, troubles):
    sign_in(page, live_server, cora)
    page.goto(live_server.url + ADD)
    page.get_by_label("Name:", exact=True).press_sequentially("Float and nat")
    link = page.get_by_role("link", name="Float and Natter, by Solent Friends, Southampton")
    link.wait_for()
    assert Axe().run(page, context=".similar").response["violations"] == []
    # axe copies what Django's forms.css imports into a style element of its own, which is blocked
    assert all("Applying inline style" in trouble for trouble in troubles)
    troubles.clear()
    page.get_by_label("Name:", exact=True).fill("Walking Football")
    link.wait_for(state="detached")
