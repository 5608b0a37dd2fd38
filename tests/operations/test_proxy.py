"""The proxy of deploy/ keeps from the site who is slow, many, or sends too much."""

import os
import re
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.operations.clusters import folder_of_owner, free_port, until
from tests.operations.databases import ROOT, copy_of_the_tests_database
from tests.operations.sites import running, site

pytestmark = pytest.mark.full

HOST = "genie.example"


@pytest.fixture
def proxy(transactional_db) -> Iterator[SimpleNamespace]:
    with ExitStack() as stack:
        folder = stack.enter_context(folder_of_owner())
        url = stack.enter_context(copy_of_the_tests_database())
        settings = {"DATABASE_URL": url, "GENIE_BEHIND_PROXY": "1", "GENIE_ALLOWED_HOSTS": "*"}
        address = stack.enter_context(site(folder / "site.log", **settings))
        ports = SimpleNamespace(http=free_port(), https=free_port(), folder=folder)
        configure(ports, address.removeprefix("http://"))
        command = ["/usr/sbin/nginx", "-p", folder, "-c", folder / "nginx.conf"]
        stack.enter_context(running([*command, "-g", "daemon off;"], folder / "nginx.log"))
        until(lambda: status(ask(ports, "GET", "/healthz")) == 200, "an answer of nginx")
        yield ports


def configure(ports: SimpleNamespace, upstream: str) -> None:
    """The template as whoever runs the site fills it in, with ports and folders of the test's."""
    folder: Path = ports.folder
    folder.chmod(0o755)  # nginx's workers are another account's
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={HOST}"),
            *("-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"),
        ],
        check=True,
        capture_output=True,
    )
    static = folder / "static"
    static.mkdir()
    (static / "plain.css").write_text("a{}")
    (static / "site.0123456789ab.css").write_text("b{}")
    text = subprocess.run(
        ["envsubst", "$SITE_HOST $PROXY_UPSTREAM $PROXY_STATIC $PROXY_CERTIFICATES"],
        input=(ROOT / "deploy" / "nginx.conf.template").read_text(),
        env={
            **os.environ,
            "SITE_HOST": HOST,
            "PROXY_UPSTREAM": upstream,
            "PROXY_STATIC": str(static),
            "PROXY_CERTIFICATES": str(folder),
        },
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    text = re.sub(r"listen \[::\].*\n", "", text)
    # so many are connected before the first of them is timed out
    text, found = re.subn(
        "limit_conn genie_addresses 300;", "limit_conn genie_addresses 120;", text
    )
    assert found == 1
    text = text.replace("listen 80;", f"listen 127.0.0.1:{ports.http};")
    text = text.replace("listen 443 ", f"listen 127.0.0.1:{ports.https} ")
    for there in ("/var/log/nginx", "/etc/nginx"):
        text = text.replace(there, str(folder))
    proxying = (ROOT / "deploy" / "nginx-proxy.conf").read_text()
    (folder / "genie-proxy.conf").write_text(proxying)
    (folder / "genie.conf").write_text(text)
    (folder / "nginx.conf").write_text(
        f"pid {folder}/nginx.pid;\nerror_log {folder}/nginx-error.log;\n"
        "events { worker_connections 4096; }\n"
        f"http {{ include /etc/nginx/mime.types; include {folder}/genie.conf; }}\n"
    )


def connect(ports: SimpleNamespace) -> ssl.SSLSocket:
    context = ssl.create_default_context(cafile=ports.folder / "fullchain.pem")
    context.check_hostname = False
    plain = socket.create_connection(("127.0.0.1", ports.https), timeout=60)
    return context.wrap_socket(plain, server_hostname=HOST)


def ask(ports: SimpleNamespace, verb: str, path: str, **headers: object) -> bytes:
    """The whole answer, or nothing where there was none."""
    lines = {"Host": HOST, "Connection": "close", **headers}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items())
    try:
        with connect(ports) as there:
            there.sendall(f"{verb} {path} HTTP/1.1\r\n{head}\r\n".encode())
            return to_its_end(there)
    except OSError:
        return b""


def to_its_end(there: socket.socket) -> bytes:
    """What comes until the other side closes."""
    whole = b""
    try:
        while piece := there.recv(65536):
            whole += piece
    except ConnectionResetError:
        pass
    return whole


def status(answer: bytes) -> int:
    return int(answer.split()[1]) if answer else 0


def test_what_is_plain_is_sent_to_https(proxy):
    with socket.create_connection(("127.0.0.1", proxy.http), timeout=60) as there:
        there.sendall(f"GET /sign-in/ HTTP/1.0\r\nHost: {HOST}\r\n\r\n".encode())
        answer = to_its_end(there)

    assert b"301 Moved" in answer
    assert f"Location: https://{HOST}/sign-in/".encode() in answer


def test_too_much_is_refused_before_it_is_sent(proxy):
    assert status(ask(proxy, "GET", "/sign-in/")) == 200
    # 116 MB to the sign-in page; 5 MB are much for it as well, and not for a curator's file
    assert status(ask(proxy, "POST", "/sign-in/", Content_Length=116_000_000)) == 413
    assert status(ask(proxy, "POST", "/sign-in/", Content_Length=5_000_000)) == 413
    assert status(ask(proxy, "GET", "/", X_Long="x" * 40_000)) == 400


def test_116_megabytes_without_a_length_are_cut_off(proxy):
    sent = 0
    with connect(proxy) as there:
        head = f"POST /sign-in/ HTTP/1.1\r\nHost: {HOST}\r\nTransfer-Encoding: chunked\r\n\r\n"
        there.sendall(head.encode())
        piece = b"10000\r\n" + b"x" * 65536 + b"\r\n"
        with suppress(OSError):  # nginx need not listen to the end
            while sent < 116_000_000:
                there.sendall(piece)
                sent += 65536
        assert status(to_its_end(there)) == 413
    assert status(ask(proxy, "GET", "/sign-in/")) == 200


def test_slow_and_half_open_clients_hold_nobody_up(proxy):
    """Two hundred that say nothing more, and a hundred in the middle of a body."""
    silent = [connect(proxy) for _ in range(200)]
    for there in silent[:100]:
        there.sendall(b"GET / HTTP/1.1\r\nHost: ")
    posting = f"POST /sign-in/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 1000\r\n\r\nx".encode()
    for there in silent[100:]:
        there.sendall(posting)

    assert [status(ask(proxy, "GET", "/healthz")) for _ in range(20)] == [200] * 20
    # and each is ended by nginx, not by us: with nothing, or with "408 Request Timeout"
    for there in silent:
        with there:
            assert to_its_end(there)[9:12] in {b"", b"408"}


def test_more_connections_of_one_address_than_people_are_refused(proxy):
    posting = f"POST /sign-in/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 1000\r\n\r\nx".encode()
    held = [connect(proxy) for _ in range(130)]
    for there in held:
        there.sendall(posting)

    until(lambda: status(ask(proxy, "GET", "/healthz")) == 429, "a refusal", seconds=9)
    for there in held:
        there.close()
    until(lambda: status(ask(proxy, "GET", "/healthz")) == 200, "an answer")


def test_what_never_changes_comes_from_the_disk(proxy):
    named = ask(proxy, "GET", "/static/site.0123456789ab.css")
    assert named.endswith(b"b{}")
    assert b"Cache-Control: public, max-age=31536000, immutable" in named

    plain = ask(proxy, "GET", "/static/plain.css")
    assert plain.endswith(b"a{}")
    assert b"immutable" not in plain
    assert status(ask(proxy, "GET", "/static/../privkey.pem")) in {400, 404}
    assert status(ask(proxy, "GET", "/static/nothing.css")) == 404


def test_who_asks_is_who_nginx_sees_and_in_no_log(proxy):
    ask(proxy, "GET", "/sign-in/?next=/secret", X_Forwarded_For="203.0.113.7")
    log = (proxy.folder / "genie.log").read_text()

    assert " 200 GET " in log
    assert "127.0.0.1" not in log
    assert "secret" not in log
