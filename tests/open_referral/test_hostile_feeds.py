"""A feed that is slow, cut short, huge, not JSON, or leads somewhere it should not: a clear error,
and a directory that is as it was."""

import json
import socket

import pytest
from django.core.management import CommandError, call_command

from open_referral.harvest.fetching import FeedError, Fetcher, Limits, redirected
from open_referral.harvest.network import is_public
from open_referral.harvest.run import run_feed
from open_referral.models import Feed
from resources.models import Resource
from tests.open_referral.feed_runs import failure_of, second_page
from tests.open_referral.samples import GOOD
from tests.open_referral.server import send

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "body",
    [
        b"<!doctype html><title>Maintenance</title>", b"", b"{", b'{"contents": [}',
        b"\xff\xfe\x00",
        b"[" * 100_000, b'{"total_items": 1' + b"0" * 5000 + b"}", b'"text"', b"7", b"null",
        b'{"contents": {}}', b'{"error": "no"}',
    ],
)  # fmt: skip
def test_not_json_or_no_list(feed_server, body):
    feed_server.sends("/services", body)
    assert "JSON" in failure_of(feed_server)


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_not_in_utf_8(feed_server, encoding):
    feed_server.sends(
        "/services", json.dumps([GOOD | {"name": "Thé"}], ensure_ascii=False).encode(encoding)
    )
    assert failure_of(feed_server).startswith("The feed is not UTF-8, as JSON is: it begins with ")


def test_not_json_on_a_later_page(feed_server):
    second_page(feed_server, lambda request: send(request, b"<html>"))
    assert failure_of(feed_server) == "The feed is not JSON: it begins with “<html>”."


def test_cut_short(feed_server):
    def answer(request) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "5000")
        request.end_headers()
        request.wfile.write(b'{"contents": [')
        request.close_connection = True

    second_page(feed_server, answer)
    assert failure_of(feed_server) == "The feed was cut short: less arrived than was announced."


def test_cut_short_in_chunks(feed_server):
    def answer(request) -> None:
        request.send_response(200)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        request.wfile.write(b"e\r\n" + b'{"contents": [' + b"\r\n")
        request.close_connection = True

    second_page(feed_server, answer)
    assert failure_of(feed_server) == "The feed was cut short: less arrived than was announced."


def test_silent(feed_server):
    second_page(feed_server, lambda request: feed_server.closing.wait())
    said = failure_of(feed_server, Limits(idle=0.2))
    assert said == "The feed is too slow: it did not answer in time."


def drip(feed_server, *, headers: bool):
    """A byte at a time, each soon enough after the last, and never the end."""

    def answer(request) -> None:
        start = b"HTTP/1.1 200 OK\r\nX-Padding: " if headers else b"HTTP/1.1 200 OK\r\n\r\n"
        request.wfile.write(start)
        try:
            while not feed_server.closing.wait(0.02):
                request.wfile.write(b" ")
        except OSError:
            request.close_connection = True

    return answer


@pytest.mark.parametrize("headers", [True, False])
def test_dripping(feed_server, headers):
    second_page(feed_server, drip(feed_server, headers=headers))
    said = failure_of(feed_server, Limits(idle=5, page_seconds=0.5))
    assert said == "The feed is too slow: it did not answer in time."


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:1/services", "http://localhost/services", "http://[::1]/services",
        "http://169.254.169.254/latest/meta-data/", "http://10.1.2.3/", "http://192.168.0.1/",
        "http://0.0.0.0/", "http://2130706433/", "http://0x7f000001/",
        "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
        "http://[fec0::1]/", "http://[3fff::1]/", "http://192.0.0.8/",
    ],
)  # fmt: skip
def test_redirected_to_a_private_address(feed_server, target):
    feed_server.sends("/services", b"", 302, Location=target)
    said = failure_of(feed_server)
    assert said == "The feed is at a private address, and those are not fetched from."


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("file:///etc/passwd", "A feed's address begins with https:// or http://."),
        ("ftp://example.org/", "A feed's address begins with https:// or http://."),
        ("http://user:secret@example.org/", "The address must not hold a user name or a password."),
        ("http://example.org:notaport/", "This is not a web address."),
        ("//[", "This is not a web address."),
    ],
)
def test_redirected_to_no_feed(feed_server, target, said):
    feed_server.sends("/services", b"", 302, Location=target)
    assert failure_of(feed_server) == said


@pytest.mark.parametrize("url", ["https://example.org/", "HTTPS://example.org/"])
def test_redirected_to_where_others_can_listen(url):
    with pytest.raises(FeedError, match="to an insecure address"):
        redirected(url, "HTTP://example.org/")
    assert redirected(url, "/services") == "https://example.org/services"


def test_redirected_in_circles(feed_server):
    feed_server.sends("/services", b"", 301, Location="/services")
    assert failure_of(feed_server) == "The feed redirects again and again."


def test_a_redirect_to_where_the_feed_is_now(feed_server):
    feed_server.sends("/services", b"", 301, Location="/v3/services")
    feed_server.says("/v3/services", [GOOD])
    call_command("import_open_referral", feed_server.url, verbosity=0)
    assert Resource.objects.get().name == "Tea"


def test_errors_and_compression(feed_server):
    feed_server.sends("/services", b"[]", 503)
    assert failure_of(feed_server) == "The feed answered with an error (HTTP status 503)."


@pytest.mark.parametrize(
    ("body", "encoding", "said"),
    [
        (b"\x0b\x02", "br", "The feed sends compressed answers, which were not asked for."),
        (b"\x1f\x8b\x08" + bytes(7) + b"\xff" * 20, "gzip",
         "The feed sends compressed answers that cannot be unpacked."),
    ],
)  # fmt: skip
def test_compressed_all_the_same(feed_server, body, encoding, said):
    feed_server.sends("/services", body, Content_Encoding=encoding)
    assert failure_of(feed_server) == said


def test_no_http(feed_server):
    def answer(request) -> None:
        request.wfile.write(b"SSH-2.0-hello\r\n")
        request.close_connection = True

    feed_server.answers["/services"] = answer
    assert "does not speak HTTP" in failure_of(feed_server)


def test_out_of_time_before_it_begins(feed_server):
    feed_server.says("/services", [GOOD])
    said = failure_of(feed_server, Limits(all_seconds=0))
    assert said == "The feed is too slow: it did not answer in time."
    assert feed_server.asked == []


def test_a_mistake_of_ours_is_a_failed_run_too(caplog):
    feed = Feed.objects.create(name="Odd", url="https://example.org")

    def harvest(since):
        raise ZeroDivisionError

    run = run_feed(feed=feed, harvest_since=harvest)
    assert (run.outcome, run.message) == ("failed", "Something went wrong on our side.")
    assert "A run of a feed failed." in caplog.text
    assert list(feed.runs.all()) == [run]


def test_details_that_keep_failing(feed_server):
    summaries = [{"id": str(n), "name": "Tea", "status": "active"} for n in range(30)]
    feed_server.says("/services", summaries)
    for n in range(30):
        feed_server.sends(f"/services/{n}", b"", 500)
    assert failure_of(feed_server) == "The feed answered with an error (HTTP status 500)."


def test_private_addresses_are_refused_unless_allowed(feed_server, settings):
    settings.GENIE_FEED_PRIVATE_HOSTS = frozenset()
    feed_server.says("/services", [GOOD])
    with pytest.raises(CommandError, match="private address"):
        call_command("import_open_referral", feed_server.url)
    assert feed_server.asked == []
    assert not Resource.objects.exists()


def test_any_private_address_of_a_host_refuses_it(monkeypatch):
    answers = [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **options: answers)
    with pytest.raises(FeedError, match="private"):
        Fetcher().get("http://rebinding.example/")


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch, feed_server):
    """A name that leads elsewhere when asked a second time gets no second time."""
    port = feed_server.http.server_port
    answers = [("127.0.0.1", port), ("10.0.0.1", port)]
    real = socket.getaddrinfo

    def lookup(host, *args, **options):
        if host != "feed.example":
            return real(host, *args, **options)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", answers.pop(0))]

    monkeypatch.setattr("open_referral.harvest.network.socket.getaddrinfo", lookup)
    feed_server.says("/services", [GOOD])
    fetcher = Fetcher(allowed=frozenset({"feed.example"}))
    assert json.loads(fetcher.get(f"http://feed.example:{port}/services"))[0]["name"] == "Tea"
    fetcher.close()
    assert answers == [("10.0.0.1", port)]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False), ("10.0.0.1", False), ("172.16.0.1", False), ("100.64.0.1", False),
        ("169.254.169.254", False), ("224.0.0.1", False), ("0.0.0.0", False),
        ("255.255.255.255", False), ("::1", False), ("::", False), ("fe80::1%eth0", False),
        ("fc00::1", False), ("::ffff:10.0.0.1", False), ("2002:0a00:0001::", False),
        ("64:ff9b::a00:1", False), ("64:ff9b::5db8:d70e", True), ("ff02::1", False),
        ("fec0::1", False), ("feff::1", False), ("3fff::1", False), ("3fff:fff::1", False),
        ("192.0.0.8", False), ("192.88.99.1", False), ("64:ff9b:1::a00:1", False),
        ("5f00::1", False), ("100:0:0:1::1", False), ("2001:db8::1", False), ("::127.0.0.1", False),
        ("::ffff:0:127.0.0.1", False), ("192.0.2.1", False), ("198.18.0.1", False),
    ],
)  # fmt: skip
def test_what_a_public_address_is(address, public):
    assert is_public(address) is public
