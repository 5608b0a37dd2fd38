"""Running a feed as the command does, and reading what the run reports."""

from functools import partial

from resources.actions.feeds import run_feed
from resources.models import Feed, FeedRun
from resources.open_referral.gathering import gather_from_network
from tests.resources.open_referral.server import FeedServer


def take(server: FeedServer, **options) -> FeedRun:
    feed, _ = Feed.objects.get_or_create(name="Council", defaults={"url": server.url})
    return run_feed(feed=feed, gather=partial(gather_from_network, feed.url), **options)


def remarks(run: FeedRun) -> list[str]:
    return [problem for _, _, problem in run.remarks]
