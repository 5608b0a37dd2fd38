import threading

import pytest

from imports import work


@pytest.fixture
def as_cora(client, cora):
    client.force_login(cora)
    return client


@pytest.fixture
def without_threads(monkeypatch):
    """A test's transaction is seen by no other thread: the same work, here and now."""

    class Here:
        def __init__(self, target, args, daemon):
            self.args = args

        def start(self):
            work.work(*self.args)

    monkeypatch.setattr(threading, "Thread", Here)


@pytest.fixture
def here(db, item_bank, postcode_directory):
    """The directory's postcodes and interests."""
