"""Running a feed as the command does, and reading what the run reports."""

import json
from functools import partial

from open_referral.harvest.fetching import Limits
from open_referral.harvest.harvester import harvest_from_network
from open_referral.harvest.run import run_feed
from open_referral.models import Feed, FeedRun
from resources.models import ExternalId, Provider, Resource, TermMapping
from tests.open_referral.own_feed import snapshot
from tests.open_referral.samples import GOOD
from tests.open_referral.server import FeedServer, send
from tests.resources.directory import make_resource


def harvest(server: FeedServer, **options) -> FeedRun:
    feed, _ = Feed.objects.get_or_create(name="Council", defaults={"url": server.url})
    return run_feed(feed=feed, harvest_since=partial(harvest_from_network, feed.url), **options)


def remarks(run: FeedRun) -> list[str]:
    return [problem for _, _, problem in run.remarks]


def failure_of(feed_server, limits: Limits | None = None) -> str:
    """What the run says when it fails. Nothing of the feed may have come through."""
    make_resource("Was here before", miles=1)
    before = snapshot()
    feed = Feed.objects.create(name="Hostile", url=feed_server.url)
    run = run_feed(feed=feed, harvest_since=partial(harvest_from_network, feed.url, limits=limits))
    assert run.outcome == FeedRun.Outcome.FAILED
    assert snapshot() == before
    assert (Resource.objects.count(), Provider.objects.count()) == (1, 1)
    assert not ExternalId.objects.exists() and not TermMapping.objects.exists()
    assert feed.changed_until is None and feed.last_full_at is None
    return run.message


def second_page(feed_server, answer) -> None:
    """A good first page; what goes wrong comes after it."""
    first = {"total_items": 2, "total_pages": 2, "last_page": False, "contents": [GOOD]}

    def answers(request) -> None:
        if "page=2" in request.path:
            answer(request)
        else:
            send(request, json.dumps(first).encode())

    feed_server.answers["/services"] = answers
