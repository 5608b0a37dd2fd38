"""The live server of browser tests, which can be brought to rest between two of them."""

import socket
from contextlib import suppress
from threading import Condition
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer


class RestingServer(ThreadedWSGIServer):
    """Knows which connections are open: browsers keep them, and one asks nothing more of most."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open: set[socket.socket] = set()
        self.closed = Condition()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self.closed:
            self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        with self.closed:
            self.open.discard(request)
            self.closed.notify()

    def rest(self) -> None:
        """Answer what was asked already, and end every connection."""
        with self.closed:
            for connection in self.open:
                with suppress(OSError):  # the browser was faster
                    connection.shutdown(socket.SHUT_RD)
            self.closed.wait_for(lambda: not self.open, timeout=20)
