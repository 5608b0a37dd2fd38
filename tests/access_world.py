"""Something behind every address, and somebody of every role, for tests/test_access_matrix.py."""

import gzip
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from case_studies import actions as case_studies
from case_studies.models import CaseStudy
from facilitation import invitations
from facilitation.models import Organisation, User
from facilitation.roles import Role
from imports.models import ImportRun
from open_referral.models import Feed, FeedRun
from preferences.models import Interest, Item
from resources.models import (
    Correction,
    DuplicatePair,
    Place,
    Provider,
    Resource,
    Suggestion,
    TermMapping,
)
from resources.verification import links as checking
from sharing import links as introductions
from sharing.consent import CURRENT
from sharing.models import Introduction
from tests.addresses import Address
from tests.conftest import begin_session, make_user
from tests.postcode_rows import create_postcodes
from tests.referrals.build import make_partner, make_referral

# Who has a browser, and what their column is called.
ROLES = {
    "nobody": "nobody",
    "alice": "their own",
    "bob": "colleague",
    "eve": "elsewhere",
    "mo": "manager",
    "max": "other m.",
    "cora": "curator",
    "rhea": "researcher",
    "root": "superuser",
}


class World(NamedTuple):
    """`values` are those of the addresses' parameters, by name; tokens by the beginning of the
    address that takes them."""

    values: dict[str, object]
    tokens: dict[str, str]
    browsers: dict[str, Client]

    def url(self, address: Address) -> str:
        return address.url({key: self.value(address, key) for key in address.takes})

    def value(self, address: Address, key: str) -> object:
        """Of what there is; in the admin the first of its kind, where there is one."""
        _, first, app, model, *_ = [*address.route.split("/"), "", ""]
        if key == "token":
            return self.tokens[first]
        if address.name == "account_reset_password_from_key":
            return "madeup"
        if first == "admin" and app != "r" and key in {"object_id", "key", "id"}:
            found = of_the_admin(app, model)
            return found or (UUID(int=7) if key == "key" else 7)
        return self.values[key]


def of_the_admin(app: str, model: str) -> object:
    """The key of the first one; of users, that of Bob."""
    known = apps.all_models.get(app, {}).get(model)
    if known is User:
        return User.objects.get(name="Bob").pk
    return known and known._default_manager.order_by("pk").values_list("pk", flat=True).first()


def make_world() -> World:
    call_command("load_item_bank", verbosity=0)
    create_postcodes()
    users = make_users()
    session = begin_session(users["alice"])
    provider = Provider.objects.create(name="Solent Steps")
    resource = Resource.objects.create(name="Strollers", provider=provider, delivery=["phone"])
    feed_run = make_work_for_curators(resource)
    session.answers.create(item=Item.objects.get(number=5), choice="yes", kept=["swimming"])
    member = session.members.create(name="Ann", ring=1, x=0.5, y=0.4)
    item = session.plan_items.create(position=1, resource=resource, snapshot={"name": "Strollers"})
    study = CaseStudy.objects.create(session=session, heading="Out", before="In", taken_up="Out")
    told = case_studies.told_of(study)
    case_studies.agree(study=study, seen=told.digest, by=users["alice"])
    introduction = Introduction.objects.create(
        item=item,
        called="Ann",
        contact="01632 960123",
        wording_version=CURRENT.version,
        made_by=users["alice"],
    )
    partner = make_partner(session.participant.organisation)
    referral = make_referral(partner)
    return World(
        values={
            "session_id": session.pk,
            "participant_id": session.participant_id,
            "member_id": member.pk,
            "item_id": item.pk,
            "study_id": study.pk,
            "user_id": users["bob"].pk,
            "partner_id": partner.pk,
            "key": partner.key,
            "referral_id": referral.pk,
            "code": referral.code,
            "entry_id": resource.pk,
            "id": resource.pk,
            "first": resource.pk,
            "second": Resource.objects.exclude(pk=resource.pk).get().pk,
            "run_id": feed_run.pk,
            # a session, as the admin's links to things would name it
            "content_type_id": content_type_of(session),
            "object_id": session.pk,
            "app_label": "resources",
            "provider_id": "organisation",
            "role": "facilitator",
            "pk": 7,
            "zoom": 7,
            "x": 62,
            "y": 42,
            "path": "nothing",
            "thing": f"{content_type_of(session)}/{session.pk}/",
            "url": "nothing",
        },
        tokens={
            "directory": token(checking.link(resource)),
            "introduced": token(introductions.link(introduction)),
            "invited": token(invitations.link(users["bob"])),
        },
        browsers={name: browser_of(users.get(name)) for name in ROLES},
    )


def token(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2]


def content_type_of(thing: Any) -> int:
    found = apps.get_model("contenttypes.ContentType")._default_manager.get_for_model(thing)
    return int(found.pk)


def browser_of(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def make_users() -> dict[str, User]:
    ours = Organisation.objects.create(name="Solent Link Workers")
    elsewhere = Organisation.objects.create(name="Elsewhere")
    users = {
        "alice": make_user("alice", Role.FACILITATOR, ours),
        "bob": make_user("bob", Role.FACILITATOR, ours),
        "eve": make_user("eve", Role.FACILITATOR, elsewhere),
        "mo": make_user("mo", Role.MANAGER, ours),
        "max": make_user("max", Role.MANAGER, elsewhere),
        "cora": make_user("cora", Role.CURATOR, None),
        "rhea": make_user("rhea", Role.RESEARCHER, ours),
    }
    root = User.objects.create_superuser("root@genie.example", "correct horse", name="Root")
    return {**users, "root": root}


def make_work_for_curators(resource: Resource) -> FeedRun:
    other = Resource.objects.create(name="Stroller", provider=resource.provider, delivery=["phone"])
    other.interests.add(Interest.objects.get(slug="swimming"))
    Place.objects.create(resource=other, name="The Hub", postcode="SO17 1BJ")
    first, second = sorted((resource, other), key=lambda one: one.pk)
    DuplicatePair.objects.create(first=first, second=second, score=0.9)
    Correction.objects.create(resource=resource, source="facilitator", text="Closed")
    Suggestion.objects.create(name="Bowls", description="Bowls", licence="OGL")
    TermMapping.objects.create(term="bowls")
    ImportRun.objects.create(
        source="council", file_name="a.csv", content=gzip.compress(b"name\nBowls\n")
    )
    feed = Feed.objects.create(name="council", url="https://council.example/")
    now = timezone.now()
    return FeedRun.objects.create(feed=feed, started_at=now, finished_at=now, outcome="done")
