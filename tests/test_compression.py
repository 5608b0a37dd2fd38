"""Every page leaves compressed; not for who could learn from its size, and nothing twice."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import reverse

from genie_site.compression import Compress

GZIP = {"accept-encoding": "gzip"}
OF_A_SESSION = [
    "facilitation:about", "mapping:network", "mapping:together", "preferences:preferences",
    "resources:near", "plans:plan", "plans:print",
]  # fmt: skip
OTHERS = ["facilitation:sessions", "facilitation:account"]


@pytest.mark.parametrize("name", [*OF_A_SESSION, *OTHERS])
def test_every_page_leaves_compressed(as_alice, session, item_bank, name):
    address = reverse(name, args=[session.pk] if name in OF_A_SESSION else [])
    answer = as_alice.get(address, headers=GZIP)

    assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, "gzip")
    assert b"</html>" in gzip.decompress(answer.content)


def test_so_do_pages_of_curators_and_the_way_in(client, admin_user):
    way_in = client.get(reverse("account_login"), headers=GZIP)
    client.force_login(admin_user)
    desk = client.get("/admin/resources/resource/", headers=GZIP)

    assert [a.headers["Content-Encoding"] for a in (way_in, desk)] == ["gzip", "gzip"]


def test_an_answer_to_a_script_does_too(as_alice, session):
    for name in ("Ann", "Bo", "Cy"):
        as_alice.post(reverse("mapping:network", args=[session.pk]), {"name": name, "ring": 1})
    address = reverse("mapping:changes", args=[session.pk])

    answer = as_alice.get(address, {"since": 0}, headers={**GZIP, "accept": "application/json"})

    assert answer.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    ("site", "encoding"),
    [("none", "gzip"), ("same-origin", "gzip"), ("same-site", None), ("cross-site", None)],
)
def test_what_another_site_has_asked_for_is_not_compressed(as_alice, session, site, encoding):
    address = reverse("mapping:network", args=[session.pk])
    answer = as_alice.get(address, headers={**GZIP, "sec-fetch-site": site})

    assert answer.headers.get("Content-Encoding") == encoding


TEXT = "the same words again and again " * 50
PLAIN = {
    "a picture": HttpResponse(TEXT, content_type="image/png"),
    "an archive": HttpResponse(TEXT, content_type="application/zip"),
    "a part of a file": HttpResponse(
        TEXT, content_type="text/plain", headers={"Content-Range": "bytes 0-9/20"}
    ),
    "compressed already": HttpResponse(
        TEXT, content_type="text/css", headers={"Content-Encoding": "br"}
    ),
}


def passed(answer, **headers):
    request = RequestFactory().get("/", headers=headers or GZIP)
    return Compress(lambda request: answer)(request)


@pytest.mark.parametrize("kind", PLAIN)
def test_what_would_not_become_smaller_stays_as_it_is(kind):
    before = PLAIN[kind].headers.get("Content-Encoding")

    assert passed(PLAIN[kind]).headers.get("Content-Encoding") == before


def test_a_browser_that_cannot_read_it_gets_it_plain():
    assert passed(HttpResponse(TEXT), accept="text/html").content.decode() == TEXT


def test_what_is_sent_bit_by_bit_is_compressed_bit_by_bit():
    answer = passed(StreamingHttpResponse(iter([TEXT, TEXT]), content_type="text/csv"))

    assert gzip.decompress(b"".join(answer)).decode() == TEXT * 2


def test_two_answers_that_say_the_same_differ_in_length(as_alice, session):
    """Whoever sees only the lengths cannot compare them to a byte."""
    address = reverse("facilitation:sessions")
    lengths = {len(as_alice.get(address, headers=GZIP).content) for _ in range(20)}

    assert len(lengths) > 3
