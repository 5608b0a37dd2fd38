from collections.abc import Iterator

import pytest

from tests.open_referral.server import FeedServer, serving


@pytest.fixture
def feed_server(settings) -> Iterator[FeedServer]:
    """Somebody else's feed, on this machine, and allowed although that is a private address."""
    with serving() as feed:
        settings.GENIE_FEED_PRIVATE_HOSTS = frozenset({feed.host})
        yield feed
