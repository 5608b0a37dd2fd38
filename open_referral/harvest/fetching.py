"""Fetching a feed's pages from an address somebody typed.

The standard library rather than a client: a client resolves names for itself, and the point here
is to connect to the very address that was checked. What is refused: anything but http and https,
private addresses (also behind a redirect, also inside an IPv6 address), answers that are too
large, too slow or cut short.
"""

import http.client
import io
import ipaddress
import socket
import ssl
import time
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

MEGABYTE = 1 << 20


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


class Address(NamedTuple):
    secure: bool
    host: str
    port: int
    # checked, and the ones that are connected to
    ips: tuple[str, ...]
    target: str


class DeadlineSocket:
    """A socket whose every wait ends at the deadline, however slowly the bytes drip in."""

    def __init__(self, inner: socket.socket, idle: float) -> None:
        self.inner = inner
        self.idle = idle
        self.deadline = 0.0

    def set_wait(self) -> None:
        self.inner.settimeout(seconds_left(self.idle, self.deadline))

    def sendall(self, data: bytes) -> None:
        self.set_wait()
        self.inner.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(SocketReader(self))

    def close(self) -> None:
        """Left open: http.client closes before the body is read. See `Fetcher.close`."""


class SocketReader(io.RawIOBase):
    def __init__(self, source: DeadlineSocket) -> None:
        self.source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.source.set_wait()
        return self.source.inner.recv_into(buffer)


class Fetcher:
    """Fetches pages, one connection for as long as they come from one place.

    `allowed` names hosts ("10.0.0.7" or "10.0.0.7:8080") that may be private: a council's own
    network, or a test's server.
    """

    def __init__(self, *, allowed: frozenset[str] = frozenset(), limits: Limits | None = None):
        self.allowed = allowed
        self.limits = limits or Limits()
        self.started = time.monotonic()
        self.fetched = 0
        self.connection: http.client.HTTPConnection | None = None
        self.socket: DeadlineSocket | None = None
        self.connected_to: tuple[Any, ...] = ()

    def get(self, url: str) -> bytes:
        """The body at `url`, redirects followed. Raises FeedError."""
        for _ in range(self.limits.redirects + 1):
            address = self.locate(url)
            response, body = self.request(address)
            location = response.getheader("Location")
            if response.status in (301, 302, 303, 307, 308) and location:
                url = self.redirected(url, location)
                continue
            if response.status != http.HTTPStatus.OK:
                raise StatusError(response.status)
            return body
        raise FeedError("The feed redirects again and again.")

    def redirected(self, url: str, location: str) -> str:
        try:
            target = urljoin(url, location)
            insecure = urlsplit(target).scheme != "https"
        except ValueError:
            raise FeedError("This is not a web address.") from None
        if insecure and urlsplit(url).scheme == "https":
            raise FeedError("The feed redirects from a secure to an insecure address.")
        return target

    def locate(self, url: str) -> Address:
        """What to connect to. Raises FeedError for what may not be connected to."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise FeedError("This is not a web address.") from None
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https") or not host:
            raise FeedError("A feed's address begins with https:// or http://.")
        if parts.username or parts.password:
            raise FeedError(NO_PASSWORDS)
        secure = parts.scheme == "https"
        port = port or (443 if secure else 80)
        permitted = host in self.allowed or f"{host}:{port}" in self.allowed
        return Address(secure, host, port, resolve(host, port, permitted), target_of(parts))

    def request(self, address: Address) -> tuple[http.client.HTTPResponse, bytes]:
        """One exchange; a second try where a kept connection turns out to have been closed."""
        kept = self.connection is not None and self.connected_to == address[:4]
        try:
            try:
                return self.exchange(address)
            except (http.client.RemoteDisconnected, ConnectionError):
                if not kept:
                    raise
                self.close()
                return self.exchange(address)
        except FeedError:
            self.close()
            raise
        except TimeoutError:
            self.close()
            raise FeedError("The feed is too slow: it did not answer in time.") from None
        except http.client.IncompleteRead:
            self.close()
            raise FeedError(CUT_SHORT) from None
        except (http.client.HTTPException, OSError, ValueError) as error:
            self.close()
            kind = type(error).__name__
            raise FeedError(
                f"The feed could not be reached or does not speak HTTP ({kind})."
            ) from error

    def exchange(self, address: Address) -> tuple[http.client.HTTPResponse, bytes]:
        connection = self.get_connection(address)
        connection.request(
            "GET",
            address.target,
            headers={
                "Accept": "application/json",
                "Accept-Encoding": "identity",
                "User-Agent": "Genie directory (Open Referral UK)",
            },
        )
        response = connection.getresponse()
        body = self.read(response)
        # else the connection would not be ready for the next request
        response.close()
        if response.will_close:
            self.close()
        return response, body

    def get_connection(self, address: Address) -> http.client.HTTPConnection:
        deadline = min(
            time.monotonic() + self.limits.page_seconds, self.started + self.limits.all_seconds
        )
        if self.connection is None or self.socket is None or self.connected_to != address[:4]:
            self.close()
            opened = connect(address, self.limits.idle, deadline)
            self.socket = DeadlineSocket(opened, self.limits.idle)
            self.connection = http.client.HTTPConnection(address.host, address.port)
            self.connection.default_port = 443 if address.secure else 80
            self.connection.sock = self.socket
            self.connected_to = address[:4]
        self.socket.deadline = deadline
        return self.connection

    def read(self, response: http.client.HTTPResponse) -> bytes:
        if response.getheader("Content-Encoding", "identity") != "identity":
            raise FeedError("The feed sends compressed answers, which were not asked for.")
        body = bytearray()
        while chunk := response.read1(1 << 16):
            body += chunk
            self.fetched += len(chunk)
            if len(body) > self.limits.page_bytes:
                raise FeedError(
                    f"A page of the feed is larger than {self.limits.page_bytes // MEGABYTE} MB."
                )
            if self.fetched > self.limits.all_bytes:
                raise FeedError(
                    f"The feed is larger than {self.limits.all_bytes // MEGABYTE} MB altogether."
                )
        if response.length:
            raise FeedError(CUT_SHORT)
        return bytes(body)

    def close(self) -> None:
        if self.socket is not None:
            self.socket.inner.close()
        self.connection = self.socket = None


NO_PASSWORDS = "The address must not hold a user name or a password."
CUT_SHORT = "The feed was cut short: less arrived than was announced."


def target_of(parts: SplitResult) -> str:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not target.isascii() or any(character <= " " for character in target):
        raise FeedError("This is not a web address.")
    return target


def resolve(host: str, port: int, permitted: bool) -> tuple[str, ...]:
    """The addresses of `host`, once all of them are known to be public (or permitted)."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FeedError("No such host: please check the feed's address.") from None
    addresses = [str(entry[4][0]) for entry in found]
    if not permitted and not all(map(is_public, addresses)):
        raise FeedError("The feed is at a private address, and those are not fetched from.")
    return tuple(dict.fromkeys(addresses))


def is_public(text: str) -> bool:
    """Is this the address of a machine on the public internet, and not of one in here?"""
    address = ipaddress.ip_address(text.partition("%")[0])
    inside: list[ipaddress.IPv4Address | None] = []
    if isinstance(address, ipaddress.IPv6Address):
        inside = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in NAT64:
            inside.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return all(
        one is None or (one.is_global and not one.is_multicast and not one.is_reserved)
        for one in (*inside, address if address not in NAT64 else None)
    )


NAT64 = ipaddress.ip_network("64:ff9b::/96")


def connect(address: Address, idle: float, deadline: float) -> socket.socket:
    plain = open_socket(address, idle, deadline)
    if not address.secure:
        return plain
    try:
        # the handshake as a whole
        plain.settimeout(seconds_left(idle, deadline))
        return ssl.create_default_context().wrap_socket(plain, server_hostname=address.host)
    except BaseException:
        plain.close()
        raise


def open_socket(address: Address, idle: float, deadline: float) -> socket.socket:
    """A connection to the first of the addresses that answers."""
    for ip in address.ips[:-1]:
        try:
            return socket.create_connection((ip, address.port), seconds_left(idle, deadline))
        except OSError:
            continue
    return socket.create_connection((address.ips[-1], address.port), seconds_left(idle, deadline))


def seconds_left(idle: float, deadline: float) -> float:
    """How long the next wait may be. Raises TimeoutError when the time is up."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return min(left, idle)
