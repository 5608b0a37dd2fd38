"""A worker for what waits in the queue."""

import signal

from django.core.management import call_command

HANDLED = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)


def let_a_worker_work() -> None:
    """It does all that waits, and goes. It closes its connection: a test has to commit."""
    before = {one: signal.getsignal(one) for one in HANDLED}
    call_command("db_worker", batch=True, reload=False, startup_delay=False, verbosity=0)
    for one, handler in before.items():
        signal.signal(one, handler)
