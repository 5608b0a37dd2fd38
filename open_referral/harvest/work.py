"""Fetching a feed outside the web request: a task that `manage.py db_worker` takes up."""

from functools import partial

from django_tasks import task

from open_referral.harvest.harvester import harvest_from_network
from open_referral.harvest.run import run_feed
from open_referral.models import Feed


@task()
def fetch(feed_id: str) -> None:
    """What became of it is in the feed's runs."""
    feed = Feed.objects.filter(pk=feed_id).exclude(url="").first()
    if feed:
        run_feed(feed=feed, harvest_since=partial(harvest_from_network, feed.url))
