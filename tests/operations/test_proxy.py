"""The proxy of deploy/ keeps from the site who is slow, many, or sends too much."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from types import SimpleNamespace

import pytest

from tests.operations.clusters import folder_of_owner, free_port, until
from tests.operations.databases import copy_of_the_tests_database
from tests.operations.proxy import configure
from tests.operations.sites import running, site

pytestmark = pytest.mark.full

HOST = "genie.example"
SAVE = "/sessions/2b0d7c0e-3a41-4c5f-9d53-0f6c5a1c1d11/network/changes/"
BY_SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def proxy(transactional_db) -> Iterator[SimpleNamespace]:
    with ExitStack() as stack:
        folder = stack.enter_context(folder_of_owner())
        url = stack.enter_context(copy_of_the_tests_database())
        settings = {"DATABASE_URL": url, "GENIE_BEHIND_PROXY": "1", "GENIE_ALLOWED_HOSTS": "*"}
        # each says in its log what it was asked
        settings["GRANIAN_LOG_ACCESS_ENABLED"] = "1"
        pages = stack.enter_context(site(folder / "pages.log", **settings))
        saves = ExitStack()  # which a test may end before
        stack.enter_context(saves)
        at = saves.enter_context(site(folder / "saves.log", **settings))
        ports = SimpleNamespace(http=free_port(), https=free_port(), folder=folder, saves=saves)
        command = configure(
            folder,
            HOST,
            http=ports.http,
            https=ports.https,
            pages=port_of(pages),
            saves=port_of(at),
            # so many are connected before the first of them is timed out
            limit_conn="genie_addresses 120",
        )
        (folder / "static" / "plain.css").write_text("a{}")
        (folder / "static" / "site.0123456789ab.css").write_text("b{}")
        stack.enter_context(running(command, folder / "nginx.log"))
        until(lambda: status(ask(ports, "GET", "/healthz")) == 200, "an answer of nginx")
        yield ports


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])


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


def save(ports: SimpleNamespace) -> bytes:
    """What a page's script sends, by nobody who is signed in."""
    token = "c" * 32
    headers = {"Cookie": f"csrftoken={token}", "X-CSRFToken": token, "Content-Length": 0}
    return ask(ports, "POST", SAVE, **BY_SCRIPT, **headers, Origin=f"https://{HOST}")


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
    assert status(ask(proxy, "POST", SAVE, **BY_SCRIPT, Content_Length=5_000_000)) == 413
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
    for number, there in enumerate(silent[100:]):
        path = [SAVE, "/sign-in/"][number % 2]
        head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nAccept: application/json\r\n"
        there.sendall(f"{head}Content-Length: 1000\r\n\r\nx".encode())

    assert [status(ask(proxy, "GET", "/healthz")) for _ in range(20)] == [200] * 20
    assert [status(save(proxy)) for _ in range(20)] == [401] * 20
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


def asked(ports: SimpleNamespace, pool: str) -> str:
    return str((ports.folder / f"{pool}.log").read_text())


def test_what_a_script_saves_has_processes_of_its_own(proxy):
    assert status(save(proxy)) == 401  # by the site itself
    others = {
        "a form": ("POST", SAVE, {"Accept": "text/html"}),
        "a search by a form": ("POST", SAVE.replace("network/changes", "near/search"), {}),
        "what is read": ("GET", SAVE, BY_SCRIPT),
        "a password": ("POST", "/sign-in/", BY_SCRIPT),
        "a file": ("POST", "/admin/imports/importrun/add/", BY_SCRIPT),
        "a way round": ("POST", "/sessions/../sign-in/", BY_SCRIPT),
    }
    for verb, path, headers in others.values():
        assert status(ask(proxy, verb, path, **headers)) in {302, 401, 403, 404}, path

    until(lambda: asked(proxy, "saves").count(f"POST {SAVE} ") == 1, "its line")
    until(lambda: asked(proxy, "pages").count('"POST ') == 5, "the others' lines")
    assert "GET" not in asked(proxy, "saves").replace("GET /healthz", "")
    assert asked(proxy, "saves").count('"POST ') == 1


def test_pages_save_while_the_others_are_away(proxy):
    proxy.saves.close()

    assert [status(save(proxy)) for _ in range(5)] == [401] * 5
    until(lambda: asked(proxy, "pages").count(f"POST {SAVE} ") == 5, "their lines")


def test_saves_know_who_asks_as_pages_do(proxy):
    """Both are told by nginx alone that it was by https: the origin is weighed by that."""
    assert status(save(proxy)) == 401
    wrong = ask(proxy, "POST", SAVE, **BY_SCRIPT, Content_Length=0, Origin="http://" + HOST)

    assert status(wrong) == 403
