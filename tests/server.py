"""The live server of browser tests, which can be brought to rest between two of them."""

import socket
import time
from contextlib import suppress
from threading import Condition
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer


class RestingServer(ThreadedWSGIServer):
    """Knows which connections are open: browsers keep them, and one asks nothing more of most."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open: set[socket.socket] = set()
        self.changed = Condition()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self.changed:
            self.open.add(request)
            self.changed.notify()
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        with self.changed:
            self.open.discard(request)
            self.changed.notify()

    def rest(self) -> None:
        """Answer what was asked already, and end every connection; also those that the browser
        makes meanwhile, in case it needs one."""
        until = time.monotonic() + 20
        with self.changed:
            while self.open and time.monotonic() < until:
                for connection in self.open:
                    with suppress(OSError):  # the browser was faster
                        connection.shutdown(socket.SHUT_RD)
                self.changed.wait(timeout=1)
