"""Curators keep the directory, and see nothing of anyone who uses it."""

import re
from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import URLResolver, reverse
from django.utils import timezone

from facilitation.models import Participant, Session
from imports.models import ImportRun
from open_referral.models import Feed, FeedRun
from plans.models import PlanItem
from resources.models import (
    Correction,
    DuplicatePair,
    Home,
    Place,
    Resource,
    TermMapping,
    UnmetNeed,
)
from tests.tiers import tried

pytestmark = pytest.mark.django_db

OURS = {"facilitation", "mapping", "preferences", "resources", "plans"}
ABOUT_A_PERSON = {Participant, Session}


def says_something_of_a_person(model, seen=()) -> bool:
    """Is it a participant or session, or does it point to one, however indirectly?"""
    if model in ABOUT_A_PERSON:
        return True
    related = {
        field.related_model
        for field in model._meta.get_fields()
        if (field.many_to_one or field.one_to_one) and field.concrete
    }
    return any(
        says_something_of_a_person(other, (*seen, model)) for other in related - {model, *seen}
    )


def test_the_check_knows_a_person_when_it_meets_one():
    assert says_something_of_a_person(Home) and says_something_of_a_person(PlanItem)
    assert not says_something_of_a_person(Place)


def test_nothing_of_a_person_is_registered():
    ours = [model for model in apps.get_models() if model._meta.app_label in OURS]
    registered = {model for model in ours if admin.site.is_registered(model)}
    assert {model for model in registered if says_something_of_a_person(model)} == set()
    assert UnmetNeed not in registered


@pytest.fixture
def person(session, entry):
    """Someone whose every word would stand out on a page."""
    participant = session.participant
    participant.name, participant.postcode = "Wilhelmina", "PO30 1UD"
    participant.save()
    Correction.objects.create(resource=entry, source="session", text="The door was locked")
    return participant


NOT_THERE = "00000000-0000-4000-8000-000000000000"
# Of a page's own making: what stands in its address, beside the key of one of its rows
PARTS: dict[str, Callable[[Resource], object]] = {
    "first": lambda entry: entry.pk,
    "second": lambda entry: Resource.objects.exclude(pk=entry.pk).values_list("pk").get()[0],
    "app_label": lambda entry: "resources",
    "content_type_id": lambda entry: ContentType.objects.get_for_model(Resource).pk,
    "url": lambda entry: "no-such-page",
}


def walk(patterns, before=""):
    """Every pattern below these, with what stands before it in the address."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, before + str(pattern.pattern))
        else:
            yield before, pattern


def key_in(address: str) -> object:
    """The key of a row of the model whose pages begin so."""
    for model in admin.site._registry:
        if address.startswith(f"{model._meta.app_label}/{model._meta.model_name}/"):
            first = model._default_manager.first()
            return first.pk if first else NOT_THERE
    return NOT_THERE


def addresses(entry) -> dict[str, str]:
    """Every address of the admin, found by walking its patterns: each with its callable's name."""
    found = {}
    for before, pattern in walk(admin.site.urls[0]):
        route = before + str(pattern.pattern)
        values = {
            name: PARTS[name](entry) if name in PARTS else key_in(before)
            for name in pattern.pattern.regex.groupindex
        }
        found[filled(route, values)] = pattern.name or ""
    return found


def filled(route: str, values: dict[str, object]) -> str:
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>", r"{\1\2}", route)
    return reverse("admin:index") + re.sub(r"[\^$]|\\Z", "", plain).format(**values)


@pytest.fixture
def a_row_of_everything(entry, cora):
    """So that every page has something to show."""
    twin = Resource.objects.create(name="Float & Natter", provider=entry.provider)
    first, second = sorted([entry, twin], key=lambda one: one.pk)
    DuplicatePair.objects.create(first=first, second=second, score=1)
    ImportRun.objects.create(source="Clubs", file_name="clubs.csv", columns=["Club"], by=cora)
    feed = Feed.objects.create(name="Open Testshire")
    now = timezone.now()
    FeedRun.objects.create(feed=feed, started_at=now, finished_at=now, outcome="done")
    TermMapping.objects.create(term="Swimming")


def test_the_walk_meets_every_page_of_the_desk(entry, a_row_of_everything):
    names = set(addresses(entry).values())
    assert {
        "index",
        "resources_resource_changelist",
        "resources_resource_history",
        "resources_resource_deleted",
        "resources_resource_preview",
        "resources_resource_map",
        "imports_import_match",
        "imports_import_progress",
        "resources_duplicate_compare",
        "autocomplete",
    } <= names


@pytest.mark.sweep
@pytest.mark.parametrize("method", tried("get", in_full=["post"]))
def test_no_page_shows_a_curator_anything_of_a_person(
    as_cora, person, entry, a_row_of_everything, method
):
    everywhere = addresses(entry)
    everywhere = {one: name for one, name in everywhere.items() if name != "logout"}
    pages = {one: getattr(as_cora, method)(one, follow=True) for one in everywhere}
    assert {page.status_code for page in pages.values()} <= {200, 400, 403, 404, 405}
    shown = {everywhere[one] for one, page in pages.items() if page.status_code == 200}
    assert {"resources_resource_changelist", "resources_resource_change"} <= shown
    for address, page in pages.items():
        text = page.getvalue().decode()
        for word in (person.name, person.postcode, person.reference, str(person.pk)):
            assert word not in text, address
    about_people = [
        one
        for one, page in pages.items()
        if page.status_code == 200 and not page.redirect_chain and "/facilitation/" in one
    ]
    assert about_people == []


def test_a_facilitator_does_not_get_in(as_alice, entry, a_row_of_everything):
    open_to_all = {"jsi18n", "login", "logout"}
    for address, name in addresses(entry).items():
        assert as_alice.get(address).status_code != 200 or name in open_to_all, address
