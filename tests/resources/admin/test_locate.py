"""The pin asks where a postcode is."""

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("postcode_directory")]
LOCATE = reverse("admin:resources_locate")


def test_a_postcode_is_located(as_cora):
    assert as_cora.post(LOCATE, {"place": "so171bj"}).json() == {
        "latitude": 50.9341,
        "longitude": -1.39571,
        "postcode": "SO17 1BJ",
        "source": "postcode directory",
    }


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("JE2 3AB", "no_location"), ("SO17 9ZZ", "unknown"), ("High Street", "malformed")],
)
def test_a_failure_is_said_in_plain_words(as_cora, typed, reason):
    answer = as_cora.post(LOCATE, {"place": typed}).json()
    assert answer["reason"] == reason
    assert answer["error"].endswith(".")


@pytest.mark.parametrize("typed", ["", "x" * 500, "a\x00b", None])
def test_nonsense_is_answered(as_cora, typed):
    data = {} if typed is None else {"place": typed}
    assert "error" in as_cora.post(LOCATE, data).json()


def test_it_is_never_asked_in_an_address(as_cora):
    assert as_cora.get(LOCATE, {"place": "SO17 1BJ"}).status_code == 405


def test_only_curators_may_ask(client, as_alice):
    assert as_alice.post(LOCATE, {"place": "SO17 1BJ"}).status_code == 302
    client.logout()
    assert client.post(LOCATE, {"place": "SO17 1BJ"}).status_code == 302
