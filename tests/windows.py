"""Several windows on one session at the same moment: each a thread with a connection of its own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from facilitation.locks import lock
from facilitation.models import Session


class Window(threading.Thread):
    """Does `act`; `outcome` is what it returned, or the error it raised."""

    def __init__(self, act: Callable[[], Any]) -> None:
        super().__init__()
        self.act = act
        self.outcome: Any = None
        self.backend = 0
        self.connected = threading.Event()

    def run(self) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                [self.backend] = cursor.fetchone()
            self.connected.set()
            self.outcome = self.act()
        except Exception as error:
            self.outcome = error
        finally:
            self.connected.set()
            connection.close()

    def wait_until_it_waits(self) -> None:
        """For a lock; or until it is done without one."""
        self.connected.wait()
        with connection.cursor() as cursor:
            while self.is_alive():
                cursor.execute(
                    "SELECT 1 FROM pg_locks WHERE pid = %s AND NOT granted", [self.backend]
                )
                if cursor.fetchone():
                    return
                self.join(timeout=0.01)


def at_once(session: Session, *acts: Callable[[], Any], first: Callable[[], Any] = bool) -> list:
    """Do `first` while holding the session's lock, with a window waiting for it to do each of the
    others; what came of those."""
    windows = [Window(act) for act in acts]
    with transaction.atomic():
        lock(session)
        first()
        for window in windows:
            window.start()
        for window in windows:
            window.wait_until_it_waits()
    for window in windows:
        window.join()
    return [window.outcome for window in windows]
