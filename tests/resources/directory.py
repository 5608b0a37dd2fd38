"""A small directory to match against: what a test says of a resource, and plain facts otherwise."""

from collections.abc import Iterable

from django.contrib.gis.geos import Point

from facilitation.models import Session
from geography.models import LocalAuthority
from preferences.models import Answer, Interest, Item, Questionnaire
from resources import listings
from resources.models import Home, Place, Provider, Resource, Schedule

# SO17 1BJ, in Southampton
HOME = (50.93410, -1.39571)
SOUTHAMPTON = "E06000045"
HAMPSHIRE_NEIGHBOUR = "E07000086"  # Eastleigh
# on the sphere that distances are measured on
DEGREES_PER_MILE = 1609.344 / 111195.08


def spot(miles: float, east: float = 0) -> Point:
    """A point this many miles north of HOME (and some degrees east)."""
    latitude, longitude = HOME
    return Point(longitude + east, latitude + miles * DEGREES_PER_MILE, srid=4326)


def make_interests(*slugs: str) -> list[Interest]:
    return [
        Interest.objects.get_or_create(slug=slug, defaults={"name": slug.title(), "position": n})[0]
        for n, slug in enumerate(slugs)
    ]


def make_resource(
    name: str = "Tuesday Strollers",
    *,
    miles: float | None = None,
    interests: Iterable[str] = ("walking",),
    authorities: Iterable[str] = (),
    days: Iterable[int] = (),
    place: dict | None = None,
    **facts,
) -> Resource:
    """A resource, in the match index; at a place `miles` north of HOME when that is given."""
    provider, _ = Provider.objects.get_or_create(name="Solent Together")
    facts.setdefault("delivery", ["place"] if miles is not None else ["phone"])
    resource = Resource.objects.create(name=name, provider=provider, **facts)
    resource.interests.set(make_interests(*interests))
    resource.authorities.set(
        LocalAuthority.objects.get_or_create(code=code, defaults={"name": code})[0]
        for code in authorities
    )
    for day in days:
        Schedule.objects.create(resource=resource, weekday=day)
    if miles is not None:
        add_place(resource, miles, **(place or {}))
    listings.refresh([resource.pk])
    return resource


def add_place(resource: Resource, miles: float | None, **facts) -> Place:
    point = None if miles is None else spot(miles)
    place = Place.objects.create(resource=resource, point=point, **facts)
    listings.refresh([resource.pk])
    return place


def say(session: Session, *, because: str = "you'd like to get fitter", **answers: list[str]):
    """The session's answers: say(session, yes=["walking"], maybe=["swimming", "chess"])."""
    questionnaire, _ = Questionnaire.objects.get_or_create(version="test", title="Test")
    for choice, slugs in answers.items():
        interests = make_interests(*slugs)
        item = Item.objects.create(
            questionnaire=questionnaire,
            number=questionnaire.items.count() + 1,
            text="I would like more of this",
            because=because,
        )
        item.interests.set(interests)
        Answer.objects.create(session=session, item=item, choice=choice, kept=slugs)


def make_home(session: Session, authority: str = SOUTHAMPTON) -> Home:
    return Home.objects.create(
        participant=session.participant,
        point=spot(0),
        point_source="postcode",
        postcode="SO17 1BJ",
        local_authority=authority,
    )
