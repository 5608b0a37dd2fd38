"""Directories as hypothesis makes them up: every field, in every combination that the curators'
forms allow."""

import datetime as dt
from decimal import Decimal

from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from hypothesis import strategies as st

from facilitation.vocabulary import Condition, Gender
from geography import points
from geography.models import LocalAuthority, Postcode
from geography.vocabulary import PointSource
from preferences.models import Interest
from resources.intake.nothing import is_nothing
from resources.models import Place, Provider, Resource, Schedule
from resources.vocabulary import Cost, Delivery, Joining, Known, Status
from tests.recurrence.random_rules import rules

LETTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "S"], exclude_characters="<>&")
WORD = st.text(LETTERS, min_size=1, max_size=12)
# what looks like markup and is not
ODD = st.sampled_from(["R&B", "under < 60", "I <3 tea", "=1+1", "Zoë's", "‘quoted’", "😀"])
LINE = (
    st.lists(WORD | ODD, min_size=1, max_size=4)
    .map(" ".join)
    .filter(lambda text: not is_nothing(text))
)
MAYBE_LINE = st.just("") | LINE
PHONES = st.sampled_from(["", "023 8059 5000", "01983 821000 ext 12"])
EMAILS = st.sampled_from(["", "hello@example.org", "a.b+c@example.co.uk"])
SITES = st.sampled_from(["", "https://example.org/", "http://example.org/a%20b?c=d&e=f#g"])
DATES = st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
PAST = st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2026, 1, 1))
TIMES = st.times().map(lambda time: time.replace(microsecond=0, fold=0))
POSTCODES = st.sampled_from(["", "SO17 1BJ", "PO30 1UD", "BT1 1AA", "SO99 9ZZ"])
POINTS = st.none() | st.builds(
    lambda x, y: Point(x, y, srid=4326), st.floats(-8, 2, width=32), st.floats(49, 61, width=32)
).filter(points.is_inside)
INTERESTS = ("walking", "swimming", "arts")
AUTHORITIES = {"E06000045": "Southampton", "E06000046": "Isle of Wight"}


def some(choices, least=0, without=()) -> st.SearchStrategy:
    values = [value for value in choices.values if value not in without]
    return st.lists(st.sampled_from(values), unique=True, min_size=least, max_size=3).map(sorted)


def square(west: float, south: float) -> MultiPolygon:
    return MultiPolygon(Polygon.from_bbox((west, south, west + 0.5, south + 0.5)), srid=4326)


AREAS = st.none() | st.builds(square, st.floats(-8, 2, width=32), st.floats(49, 60, width=32))
KNOWN = st.sampled_from(Known.values)
# 0 is no age
AGES = st.none() | st.integers(1, 120)

PLACES = st.fixed_dictionaries(
    {
        "name": MAYBE_LINE,
        "address": MAYBE_LINE,
        "town": MAYBE_LINE,
        "postcode": POSTCODES,
        "point": POINTS,
        "step_free": KNOWN,
        "hearing_loop": KNOWN,
        "toilet": KNOWN,
        "parking": KNOWN,
        "transport": MAYBE_LINE,
    }
).filter(lambda place: any(place[n] for n in ("name", "address", "town", "postcode", "point")))


@st.composite
def schedules(draw) -> dict:
    rule = draw(rules().filter(lambda rule: not rule.starts_on or rule.first_date()))
    starts, ends = sorted(draw(st.lists(TIMES, min_size=2, max_size=2, unique=True)))
    known = draw(st.integers(0, 2))
    return {
        **rule.fields(starts=starts if known else None, ends=ends if known == 2 else None),
        # the number of one of its places
        "place": draw(st.sampled_from([None, 0, 1])),
    }


@st.composite
def resources(draw) -> dict:
    cost = draw(st.sampled_from(Cost.values))
    amounts = st.decimals(Decimal("0.01"), Decimal("999.99"), places=2)
    dates = sorted(day for day in (draw(DATES), draw(DATES)) if day is not None)
    ages = sorted(age for age in (draw(AGES), draw(AGES)) if age is not None)
    return {
        "facts": {
            "name": draw(LINE),
            "description": draw(MAYBE_LINE),
            "delivery": draw(some(Delivery, least=1)),
            "when_text": draw(MAYBE_LINE),
            "starts_on": dates[0] if dates else None,
            "ends_on": dates[1] if len(dates) > 1 else None,
            "cost": cost,
            "amount": draw(amounts) if cost == Cost.AMOUNT else None,
            "cost_text": draw(MAYBE_LINE),
            "minimum_age": ages[0] if ages else None,
            "maximum_age": ages[1] if len(ages) > 1 else None,
            "genders": draw(some(Gender, without=("not_said",))),
            "conditions": draw(some(Condition)),
            "national": draw(st.booleans()),
            "area": draw(AREAS),
            "joining": draw(st.sampled_from(Joining.values)),
            "phone": draw(PHONES),
            "email": draw(EMAILS),
            "web": draw(SITES),
            "address_confidential": draw(st.booleans()),
            "status": draw(st.sampled_from(Status.values)),
            "verified_on": draw(PAST),
        },
        "interests": draw(st.sets(st.sampled_from(INTERESTS))),
        "authorities": draw(st.sets(st.sampled_from(sorted(AUTHORITIES)))),
        "places": draw(st.lists(PLACES, max_size=2)),
        # the same time twice is one time
        "schedules": draw(st.lists(schedules(), max_size=3, unique_by=lambda t: str(t))),
        "provider": draw(st.integers(0, 1)),
    }


PROVIDERS = st.fixed_dictionaries(
    {"name": LINE, "description": MAYBE_LINE, "phone": PHONES, "email": EMAILS, "web": SITES}
)
DIRECTORIES = st.fixed_dictionaries(
    {
        "providers": st.lists(PROVIDERS, min_size=2, max_size=2),
        "resources": st.lists(resources(), max_size=5),
    }
)


def located(facts: dict) -> dict:
    """As the forms keep a place: where its postcode is, unless a pin near it says better."""
    known = Postcode.objects.filter(pk=facts["postcode"].replace(" ", "")).first()
    far = facts["point"] and known and known.point and points.is_far(facts["point"], known.point)
    if facts["point"] and not far:
        return facts | {"point_source": PointSource.PIN}
    return facts | ({"point": known.point, "point_source": PointSource.POSTCODE} if known else {})


def make_vocabulary() -> None:
    for position, slug in enumerate(INTERESTS):
        Interest.objects.get_or_create(
            slug=slug, defaults={"name": slug.title(), "position": position}
        )
    for code, name in AUTHORITIES.items():
        LocalAuthority.objects.get_or_create(code=code, defaults={"name": name})


def save(directory: dict) -> None:
    """Put the made-up directory into the database."""
    make_vocabulary()
    providers = [Provider.objects.create(**facts) for facts in directory["providers"]]
    for made in directory["resources"]:
        resource = Resource.objects.create(provider=providers[made["provider"]], **made["facts"])
        resource.interests.set(made["interests"])
        resource.authorities.set(made["authorities"])
        places = [
            Place.objects.create(resource=resource, **located(facts)) for facts in made["places"]
        ]
        for facts in made["schedules"]:
            place = dict(enumerate(places)).get(facts["place"])
            Schedule.objects.create(resource=resource, **{**facts, "place": place})
