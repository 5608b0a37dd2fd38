"""Connections to public addresses only, none of which outlasts its time.

A network back end for the HTTP client: a name is looked up once, refused unless every address it
leads to is public, and connected to at one of those very addresses. (A client that looks a name up
for itself, after it was checked, can be told something else the second time.)
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import httpcore2

# Special addresses by IANA's registries which Python's ipaddress, before 3.13, takes for global.
NOT_GLOBAL = [
    ipaddress.ip_network(text)
    for text in (
        "192.0.0.0/24", "192.88.99.0/24",
        "64:ff9b:1::/48", "100:0:0:1::/64", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10",
    )
]  # fmt: skip
# translated from IPv4: as public as the address inside
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class AddressError(Exception):
    """May not be connected to. str() says why, in words for whoever runs the directory."""


def is_public(text: str) -> bool:
    """Is this the address of a machine on the public internet, and not of one in here?"""
    address = ipaddress.ip_address(text.partition("%")[0])
    if address in NAT64:
        address = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    return not any(address in network for network in NOT_GLOBAL)


def resolve(host: str, port: int, *, permitted: bool) -> list[str]:
    """The addresses of `host`, all of them public (or permitted). Raises AddressError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise AddressError("No such host: please check the feed's address.") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not permitted and not all(map(is_public, addresses)):
        raise AddressError("The feed is at a private address, and those are not fetched from.")
    return addresses


class Clock:
    """How long a wait may be: never beyond the deadline, however slowly the bytes drip in."""

    def __init__(self, idle: float) -> None:
        self.idle = idle
        # by time.monotonic; in seconds
        self.deadline = 0.0

    def left(self) -> float:
        """Raises TimeoutError when the time is up."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, self.idle)


class PublicNetwork(httpcore2.SyncBackend):
    """`allowed` names hosts ("10.0.0.7" or "10.0.0.7:8080") that may be private."""

    def __init__(self, allowed: frozenset[str], clock: Clock) -> None:
        self.allowed = allowed
        self.clock = clock

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        permitted = host in self.allowed or f"{host}:{port}" in self.allowed
        *others, last = resolve(host, port, permitted=permitted)
        for address in others:
            with suppress(httpcore2.ConnectError, httpcore2.ConnectTimeout):
                return self.connect(address, port)
        return self.connect(last, port)

    def connect(self, address: str, port: int) -> "TimedStream":
        return TimedStream(super().connect_tcp(address, port, self.clock.left()), self.clock)


class TimedStream(httpcore2.NetworkStream):
    """A connection whose every wait is the clock's."""

    def __init__(self, inner: httpcore2.NetworkStream, clock: Clock) -> None:
        self.inner = inner
        self.clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, self.clock.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, self.clock.left())

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        # the handshake as a whole
        secured = self.inner.start_tls(ssl_context, server_hostname, self.clock.left())
        return TimedStream(secured, self.clock)

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)
