"""Fetching a feed's pages from an address somebody typed.

What is refused: anything but http and https, private addresses (also behind a redirect, see
`network`), answers that are too large, too slow or cut short.
"""

import http
import re
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

import httpcore2

from open_referral.harvest.network import AddressError, Clock, PublicNetwork

BUSY = {429, 503}
NEXT_LINK = re.compile(r"<([^<>]+)>\s*;[^<]*\brel=\"?next\b")
MEGABYTE = 1 << 20
GZIP = b"\x1f\x8b"
NO_PASSWORDS = "The address must not hold a user name or a password."
CUT_SHORT = "The feed was cut short: less arrived than was announced."
TOO_SLOW = "The feed is too slow: it did not answer in time."
NO_ADDRESS = "This is not a web address."


class FeedError(Exception):
    """The feed could not be read. str() says why, in words for whoever runs the directory."""


class StatusError(FeedError):
    def __init__(self, status: int) -> None:
        super().__init__(f"The feed answered with an error (HTTP status {status}).")
        self.status = status


@dataclass(frozen=True)
class Limits:
    page_bytes: int = 32 * MEGABYTE
    all_bytes: int = 1024 * MEGABYTE
    # seconds without a single byte, for one page, and for everything
    idle: float = 20
    page_seconds: float = 120
    all_seconds: float = 3600
    redirects: int = 5
    # how often an overloaded server is asked again, and for how many seconds it may make us wait
    patience: int = 5
    longest_wait: int = 60


class Answer(NamedTuple):
    status: int
    # where to look instead
    location: str
    body: bytes
    # seconds until it may be asked again, where it says so
    wait: int | None = None


class Fetcher:
    """Fetches pages, one connection for as long as they come from one place.

    `allowed` names hosts that may be private: a council's own network, or a test's server.
    """

    def __init__(self, *, allowed: frozenset[str] = frozenset(), limits: Limits | None = None):
        self.limits = limits or Limits()
        self.end = time.monotonic() + self.limits.all_seconds
        self.fetched = 0
        # the next page, by the header of the last answer (RFC 8288)
        self.linked = ""
        self.clock = Clock(self.limits.idle)
        network = PublicNetwork(allowed, self.clock)
        self.pool = httpcore2.ConnectionPool(max_connections=1, network_backend=network)

    def close(self) -> None:
        self.pool.close()

    def get(self, url: str) -> bytes:
        """The body at `url`, redirects followed. Raises FeedError."""
        for _ in range(self.limits.redirects + 1):
            answer = self.patiently(url)
            if answer.status in (301, 302, 303, 307, 308) and answer.location:
                url = redirected(url, answer.location)
                continue
            if answer.status != http.HTTPStatus.OK:
                raise StatusError(answer.status)
            return answer.body
        raise FeedError("The feed redirects again and again.")

    def patiently(self, url: str) -> Answer:
        """The answer, asked for anew where the server is busy and says when to come back."""
        answer = self.request(url)
        for _ in range(self.limits.patience):
            if answer.status not in BUSY or answer.wait is None:
                break
            if answer.wait > min(self.limits.longest_wait, self.end - time.monotonic()):
                break
            time.sleep(answer.wait)
            answer = self.request(url)
        return answer

    def request(self, url: str) -> Answer:
        parts = split(url)
        self.clock.deadline = min(time.monotonic() + self.limits.page_seconds, self.end)
        try:
            # a connection that was kept may turn out to have been closed
            with suppress(httpcore2.ProtocolError, httpcore2.NetworkError):
                return self.exchange(parts)
            return self.exchange(parts)
        except AddressError as error:
            raise FeedError(str(error)) from None
        except (TimeoutError, httpcore2.TimeoutException):
            raise FeedError(TOO_SLOW) from None
        except (httpcore2.ProtocolError, httpcore2.NetworkError, OSError) as error:
            kind = type(error.__cause__ or error).__name__
            raise FeedError(
                f"The feed could not be reached or does not speak HTTP ({kind})."
            ) from error

    def exchange(self, parts: SplitResult) -> Answer:
        url = httpcore2.URL(
            scheme=parts.scheme.encode(),
            host=hostname(parts),
            port=parts.port,
            target=target_of(parts),
        )
        headers = [
            ("Host", host_header(parts)),
            ("Accept", b"application/json"),
            ("Accept-Encoding", b"identity"),
            ("User-Agent", b"Genie directory (Open Referral UK)"),
        ]
        with self.pool.stream("GET", url, headers=headers) as response:
            given = {name.lower(): value.decode("latin-1") for name, value in response.headers}
            packing = given.get(b"content-encoding", "identity").strip().lower()
            if packing not in ("identity", "gzip", "x-gzip"):
                raise FeedError("The feed sends compressed answers, which were not asked for.")
            link = NEXT_LINK.search(given.get(b"link", ""))
            self.linked = link[1] if link else ""
            wait = given.get(b"retry-after", "").strip()
            return Answer(
                response.status,
                given.get(b"location", ""),
                self.read(response),
                int(wait) if re.fullmatch(r"\d{1,4}", wait, re.ASCII) else None,
            )

    def read(self, response: httpcore2.Response) -> bytes:
        """The body, unpacked where it was packed, asked or not. Raises FeedError where it is too
        large, also when it is unpacked, or ends too soon."""
        body = bytearray()
        packed: Any = None
        most = self.limits.page_bytes
        try:
            for chunk in response.iter_stream():
                self.fetched += len(chunk)
                if not body and packed is None and chunk.startswith(GZIP):
                    packed = zlib.decompressobj(zlib.MAX_WBITS | 16)
                # never more than one byte beyond what is allowed
                body += packed.decompress(chunk, most + 1 - len(body)) if packed else chunk
                refuse_more(len(body), most, "A page of the feed")
                refuse_more(self.fetched, self.limits.all_bytes, "The feed", " altogether")
        except (httpcore2.ProtocolError, httpcore2.NetworkError):
            raise FeedError(CUT_SHORT) from None
        except zlib.error:
            raise FeedError("The feed sends compressed answers that cannot be unpacked.") from None
        if packed and not packed.eof:
            raise FeedError(CUT_SHORT)
        if packed:
            self.fetched += len(body)
            refuse_more(self.fetched, self.limits.all_bytes, "The feed", " altogether")
        return bytes(body)


def refuse_more(size: int, most: int, what: str, more: str = "") -> None:
    if size > most:
        raise FeedError(f"{what} is larger than {most // MEGABYTE} MB{more}.")


def split(url: str) -> SplitResult:
    """The parts of an address that may be asked. Raises FeedError."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise FeedError(NO_ADDRESS) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise FeedError("A feed's address begins with https:// or http://.")
    if parts.username or parts.password:
        raise FeedError(NO_PASSWORDS)
    return parts


def hostname(parts: SplitResult) -> bytes:
    try:
        return (parts.hostname or "").encode("idna")
    except UnicodeError:
        raise FeedError(NO_ADDRESS) from None


def host_header(parts: SplitResult) -> bytes:
    host = hostname(parts)
    host = b"[%s]" % host if b":" in host else host
    return host + (f":{parts.port}".encode() if parts.port else b"")


def target_of(parts: SplitResult) -> bytes:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not target.isascii() or any(character <= " " for character in target):
        raise FeedError(NO_ADDRESS)
    return target.encode()


def redirected(url: str, location: str) -> str:
    """Where a redirect leads. Raises FeedError where others could listen."""
    try:
        target = urljoin(url, location)
        insecure = urlsplit(target).scheme != "https"
    except ValueError:
        raise FeedError(NO_ADDRESS) from None
    if insecure and urlsplit(url).scheme == "https":
        raise FeedError("The feed redirects from a secure to an insecure address.")
    return target
