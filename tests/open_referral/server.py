"""A feed of somebody else's: a web server on this machine that answers as it is told."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Responder = Callable[[BaseHTTPRequestHandler], None]


class FeedServer:
    def __init__(self) -> None:
        self.answers: dict[str, Responder] = {}
        self.asked: list[str] = []
        self.closing = threading.Event()
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.http.daemon_threads = True
        self.host = f"127.0.0.1:{self.http.server_port}"
        self.url = f"http://{self.host}"

    def handler(feed) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                feed.asked.append(self.path)
                try:
                    feed.answers.get(urlsplit(self.path).path, not_found)(self)
                except OSError:
                    # the reader had enough
                    self.close_connection = True

            def log_message(self, *args: Any) -> None:
                """Quiet."""

        return Handler

    def says(self, path: str, content: Any) -> None:
        """Answer `path` with this as JSON; a function is given the query first, and may have
        nothing."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            query = {k: v[0] for k, v in parse_qs(urlsplit(request.path).query).items()}
            found = content(query) if callable(content) else content
            if found is None:
                not_found(request)
            else:
                send(request, json.dumps(found).encode())

        self.answers[path] = answer

    def sends(self, path: str, body: bytes, status: int = 200, **headers: str) -> None:
        self.answers[path] = lambda request: send(request, body, status, **headers)

    def lists(self, *services: dict, per_page: int = 2) -> None:
        """Version 3, in pages."""
        self.says("/services", lambda query: paged(list(services), query, per_page))

    def answers_only(self, known: set[str], services: list[dict]) -> list[str]:
        """Refuse parameters but the known ones. Returns what was refused, as it is."""
        refused: list[str] = []

        def answer(request: BaseHTTPRequestHandler) -> None:
            if parse_qs(urlsplit(request.path).query).keys() - known:
                refused.append(request.path)
                send(request, b'{"message": "unknown parameter"}', 400)
            else:
                send(request, json.dumps(services).encode())

        self.answers["/services"] = answer
        return refused


def send(request: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    request.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)


def not_found(request: BaseHTTPRequestHandler) -> None:
    send(request, b'{"message": "nothing here"}', 404)


def paged(services: list[dict], query: dict[str, str], per_page: int) -> dict:
    number = int(query.get("page", 1))
    pages = max(1, -(-len(services) // per_page))
    contents = services[(number - 1) * per_page : number * per_page]
    return {
        "total_items": len(services),
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }


@contextmanager
def serving() -> Iterator[FeedServer]:
    feed = FeedServer()
    thread = threading.Thread(target=feed.http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield feed
    finally:
        feed.closing.set()
        feed.http.shutdown()
        feed.http.server_close()
        thread.join()
