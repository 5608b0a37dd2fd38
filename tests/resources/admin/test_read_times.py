"""The entry's form asks which times are in some words."""

import pytest
from django.urls import reverse

ADDRESS = "admin:resources_read_times"

pytestmark = pytest.mark.django_db


def read(client, words: str):
    return client.post(reverse(ADDRESS), {"words": words}).json()


def test_times_are_told_as_the_form_shows_them(as_cora):
    found = read(as_cora, "every other Thursday 7-9pm from 3 December 2026, term time only")
    [time] = found["times"]
    assert time == {
        "interval": "2",
        "frequency": "WEEKLY",
        "weekday": "3",
        "starts": "19:00",
        "ends": "21:00",
        "starts_on": "03/12/2026",
        "months": [],
        "exceptions": "",
        "as_written": "every other Thursday 7-9pm from 3 December 2026, term time only",
    }
    assert found["rest"] == "term time only"


@pytest.mark.parametrize("words", ["", "by arrangement", "x" * 301, "\0"])
def test_without_times_that_is_said(as_cora, words):
    assert "No regular times" in read(as_cora, words)["error"]


def test_only_curators_ask_and_only_by_post(client, as_cora, rhea):
    assert as_cora.get(reverse(ADDRESS)).status_code == 405
    client.force_login(rhea)
    assert client.post(reverse(ADDRESS), {"words": "Mon"}).status_code in (302, 403)
