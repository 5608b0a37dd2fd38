"""What `bench/load` asks about: the demo's directory, and facilitators with a session each."""

import io
import random
from importlib import import_module
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from facilitation.actions import start_session  # noqa: E402
from facilitation.consent import CURRENT  # noqa: E402
from facilitation.models import Organisation, Session, User  # noqa: E402
from facilitation.roles import Role  # noqa: E402
from facilitation.vocabulary import Stage  # noqa: E402
from mapping import rings  # noqa: E402
from mapping.models import Member  # noqa: E402
from mapping.vocabulary import ContactFrequency, Relationship, Ring, Work  # noqa: E402
from plans.actions import choose  # noqa: E402
from plans.demo.directory import load_demo_directory  # noqa: E402
from plans.models import PlanItem  # noqa: E402
from preferences.models import Answer, Item, Questionnaire  # noqa: E402
from resources.models import Resource  # noqa: E402
from resources.near.actions import find_home  # noqa: E402

NAMES = [
    "Ann",
    "Bo",
    "Cy",
    "Dee",
    "Ed",
    "Flo",
    "Gus",
    "Hal",
    "Ivy",
    "Jo",
    "Kit",
    "Lee",
    "Max",
    "Nell",
    "Oz",
    "Pam",
]
MEMBERS = 12
ANSWERED = 9  # of the thirteen with Yes or Maybe: many interests
POSTCODES = ["SO17 1BJ", "SO14 7DS", "SO15 2JU", "SO16 3NN", "SO19 9AE"]
World = dict[str, Any]


def migrate() -> None:
    call_command("migrate", verbosity=0, stdout=io.StringIO())


def make_world(users: int) -> World:
    """Fills the database. Returns, for each facilitator, the cookies and what is theirs."""
    random.seed(11)
    migrate()
    for command in ("load_item_bank", "load_measures"):
        call_command(command, verbosity=0, stdout=io.StringIO())
    load_demo_directory()
    organisation = Organisation.objects.create(name="Load")
    items = list(Questionnaire.objects.current().items.prefetch_related("interests"))  # type: ignore[union-attr]
    with transaction.atomic():
        people = [make_facilitator(number, organisation, items) for number in range(users)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connection.close()
    return {"people": people, "healthz": reverse("healthz")}


def make_facilitator(number: int, organisation: Organisation, items: list[Item]) -> World:
    user = User.objects.create(
        email=f"load-{number}@genie.example",
        name=f"Load {number}",
        role=Role.FACILITATOR,
        organisation=organisation,
        password="!",
        last_login=timezone.now(),
    )
    session = start_session(facilitator=user)
    person = session.participant
    person.consents.create(
        wording_version=CURRENT.version, agreed=["keep", "follow_up"], recorded_by=user
    )
    person.postcode, person.year_of_birth = random.choice(POSTCODES), 1950
    person.save()
    session.stage = session.clock_stage = Stage.PLAN
    session.save()
    find_home(session=session)
    members = make_map(session)
    answered = answer(session, items)
    offered = list(
        Resource.objects.offered(timezone.localdate())
        .filter(interests__in=answered)
        .distinct()
        .order_by("pk")[:6]
    )
    for resource in offered[:2]:
        choose(session=session, resource=resource, place=None)
    return {
        "cookies": {settings.SESSION_COOKIE_NAME: sign_in(user)},
        "members": {str(member.pk): member.state for member in members},
        "items": {str(item.number): list(item.labels) for item in items},
        "priorities": [item.pk.hex for item in PlanItem.objects.filter(session=session)],
        "offered": [str(resource.pk) for resource in offered[2:]],
        "questionnaire": str(items[0].questionnaire_id),
        "addresses": {
            "sessions": reverse("facilitation:sessions"),
            "about": reverse("facilitation:about", args=[session.pk]),
            **{
                name: reverse(full, args=[session.pk])
                for name, full in {
                    "tick": "facilitation:tick",
                    "map": "mapping:network",
                    "changes": "mapping:changes",
                    "likes": "preferences:preferences",
                    "near": "resources:near",
                    "choose": "plans:choose",
                    "unchoose": "plans:unchoose",
                    "plan": "plans:plan",
                    "save plan": "plans:save",
                }.items()
            },
        },
    }


def make_map(session: Session) -> list[Member]:
    members, places = [], []
    for number, name in enumerate(NAMES[:MEMBERS]):
        ring = list(Ring)[number % 3]
        place = rings.spread(ring, places)
        places.append(place)
        x, y = rings.from_point(place)
        members.append(
            Member(
                session=session,
                name=name,
                ring=ring,
                x=x,
                y=y,
                relationship=random.choice(list(Relationship)),
                frequency=random.choice(list(ContactFrequency)),
                work=random.sample(list(Work), 1),
            )
        )
    return Member.objects.bulk_create(members)


def answer(session: Session, items: list[Item]) -> list[str]:
    """Yes or Maybe to most. Returns the interests that are looked for."""
    liked = random.sample(items, ANSWERED)
    Answer.objects.bulk_create(
        Answer(
            session=session,
            item=item,
            choice=random.choice(["yes", "yes", "maybe"]) if item in liked else "not_now",
            kept=[interest.slug for interest in item.interests.all()],
        )
        for item in items
    )
    return [interest.slug for item in liked for interest in item.interests.all()]


def sign_in(user: User) -> str:
    """The key of a log-in that was made already: hashing passwords is not what is measured."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store["seen"] = int(timezone.now().timestamp())
    store.create()
    return str(store.session_key)
