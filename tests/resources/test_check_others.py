"""From the link for one entry an organisation comes to all of its entries, and to nobody else's."""

import uuid

import pytest
from django.urls import reverse

from resources.models import Correction, Provider
from resources.verification import links
from tests.resources.directory import make_resource

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk():
    return make_resource("Walk", miles=1)


@pytest.fixture
def token(walk) -> str:
    return links.link(walk).rstrip("/").rpartition("/")[2]


def another(token: str, entry) -> str:
    return reverse("resources:check_another", args=[token, getattr(entry, "pk", entry)])


def test_all_that_they_run_is_listed_but_not_what_has_closed(client, walk, token):
    swim, old = make_resource("Swim", miles=2), make_resource("Old", status="closed")
    theirs = make_resource("Theirs")
    theirs.provider = Provider.objects.create(name="Somebody else")
    theirs.save()

    page = client.get(reverse("resources:check", args=[token])).content.decode()

    assert another(token, swim) in page
    assert [name for name in ("Old", "Theirs") if name in page] == []
    assert another(token, walk) not in page
    assert (client.get(another(token, theirs)).status_code, old.status) == (404, "closed")


def test_another_is_confirmed_by_the_same_link(client, token):
    swim = make_resource("Swim", miles=2)

    answer = client.post(another(token, swim), {"verdict": "right"}).content.decode()

    assert "We have your answer about Swim" in answer
    assert another(token, Correction.objects.get().resource) not in answer
    assert Correction.objects.get().resource == swim


def test_a_refuge_among_them_tells_no_address(client, token):
    refuge = make_resource(
        "Safe House", miles=1, address_confidential=True, place={"address": "9 Hidden Lane"}
    )

    assert "Hidden Lane" not in client.get(another(token, refuge)).content.decode()
    assert "Hidden Lane" not in client.get(another(token, refuge)[:-37]).content.decode()


@pytest.mark.parametrize("token", ["x", "a:b:c", "x" * 2000])
def test_a_made_up_link_leads_to_nothing(client, walk, token):
    assert client.get(another(token, walk)).status_code == 404


def test_an_entry_that_is_not_there(client, token):
    assert client.get(another(token, uuid.uuid4())).status_code == 404
