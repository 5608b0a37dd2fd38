import pytest

from preferences.models import Interest
from resources.models import Provider, Resource


@pytest.fixture
def as_cora(client, cora):
    """A browser in which cora, who curates, is signed in."""
    client.force_login(cora)
    return client


@pytest.fixture
def provider(db) -> Provider:
    return Provider.objects.create(name="Solent Friends")


@pytest.fixture
def swimming(db) -> Interest:
    return Interest.objects.create(slug="swimming", name="Swimming")


@pytest.fixture
def entry(provider, swimming) -> Resource:
    resource = Resource.objects.create(
        name="Float and Natter", provider=provider, delivery=["place"]
    )
    resource.interests.add(swimming)
    return resource


def form_data(entry: Resource, place: dict | None = None, **changes) -> dict:
    """What the entry's page posts: with one place, existing when it has an id."""
    posted = {
        "name": entry.name,
        "provider": str(entry.provider_id),
        "interests": ["swimming"],
        "status": "active",
        "delivery": ["place"],
        "joining": "drop_in",
        "cost": "free",
        "places-TOTAL_FORMS": "0",
        "places-INITIAL_FORMS": "0",
        "schedules-TOTAL_FORMS": "0",
        "schedules-INITIAL_FORMS": "0",
        **changes,
    }
    if place is not None:
        posted["places-TOTAL_FORMS"] = "1"
        posted["places-INITIAL_FORMS"] = "1" if "id" in place else "0"
        facts = dict.fromkeys(("step_free", "hearing_loop", "toilet", "parking"), "not_known")
        for name, value in {**facts, "resource": str(entry.pk), **place}.items():
            posted[f"places-0-{name}"] = value
    return posted
