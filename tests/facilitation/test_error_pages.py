"""When something goes wrong, the page says so in plain words."""

import pytest
from django.http import Http404
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.views import defaults


def test_an_address_that_leads_nowhere(as_alice):
    response = as_alice.get("/nowhere/")

    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()


def test_a_form_that_was_open_too_long(alice, session):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)

    response = strict.post(reverse("facilitation:start"))

    assert response.status_code == 403
    assert "Please try again" in response.content.decode()


@pytest.fixture
def broken(settings, as_alice, tmp_path):
    """A site whose static files and templates of its own cannot be relied on."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    settings.DEBUG = False
    as_alice.raise_request_exception = False
    return as_alice


def test_a_fault_of_ours_is_said_without_static_files_or_database(
    broken, rf, django_assert_num_queries
):
    with pytest.raises(ValueError, match="manifest"):
        render_to_string("404.html", request=rf.get("/"))  # it is really broken

    response = broken.get(reverse("facilitation:sessions"))
    with django_assert_num_queries(0):
        alone = defaults.server_error(rf.get("/"))

    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
    assert "This is our fault, not yours." in alone.content.decode()


def test_a_request_that_cannot_be_read(rf):
    response = defaults.bad_request(rf.get("/"), Http404())

    assert response.status_code == 400
    assert "That could not be read" in response.content.decode()
