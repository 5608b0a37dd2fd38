"""Our own feed read back without a network, and the directory as values to compare."""

from functools import partial
from urllib.parse import urlsplit

from geography.memory import cache
from open_referral.harvest.fetching import StatusError
from open_referral.harvest.harvester import harvest
from open_referral.harvest.run import run_feed
from open_referral.models import Feed, FeedRun
from resources.models import Provider, Resource
from tests.open_referral.api_client import CALLER

OURS = "https://genie.example/open-referral/v3"


def get_our_page(url: str) -> bytes:
    parts = urlsplit(url)
    response = CALLER.get(f"{parts.path}?{parts.query}")
    if response.status_code != 200:
        raise StatusError(response.status_code)
    return response.content


def save_our_pages() -> dict[str, bytes]:
    """Every page of our feed, as another server would get them, by their addresses."""
    kept: dict[str, bytes] = {}

    def get(url: str) -> bytes:
        kept[url] = get_our_page(url)
        return kept[url]

    harvest(OURS, get).spool.close()
    return kept


def run(get, name: str = "Elsewhere", **options) -> FeedRun:
    feed, _ = Feed.objects.get_or_create(name=name, defaults={"url": OURS})
    return run_feed(feed=feed, harvest_since=partial(harvest, feed.url, get), **options)


def empty_the_directory() -> None:
    Resource.objects.all().delete()
    Provider.objects.all().delete()
    cache.clear()


# internal, or of this very database
LEFT_OUT = {
    "provider_id",
    "verify_by",
    "verified_by_id",
    "owner_id",
    "created_at",
    "updated_at",
    "_state",
}


def facts(row) -> dict:
    return {name: value for name, value in vars(row).items() if name[0] != "_"}


def snapshot() -> dict:
    """The directory as values, ids included: what may be public of it."""
    found: dict = {"providers": {}, "resources": {}}
    for provider in Provider.objects.filter(resources__isnull=False).distinct():
        found["providers"][provider.pk] = facts(provider)
    for resource in Resource.objects.all():
        kept = {name: value for name, value in facts(resource).items() if name not in LEFT_OUT}
        kept["area"] = resource.area and resource.area.coords
        kept["provider"] = resource.provider_id
        kept["interests"] = sorted(interest.slug for interest in resource.interests.all())
        kept["authorities"] = sorted(authority.code for authority in resource.authorities.all())
        kept["places"] = places(resource)
        hidden = resource.address_confidential
        kept["times"] = sorted(
            {str((row.rule, None if hidden else row.place_id)) for row in resource.schedules.all()}
        )
        found["resources"][resource.pk] = kept
    return found


def places(resource: Resource) -> list[dict]:
    if resource.address_confidential:
        return []
    kept = []
    for place in resource.places.order_by("pk"):
        said = facts(place) | {"point": place.point and place.point.coords}
        said.pop("point_source")
        kept.append(said)
    return kept
