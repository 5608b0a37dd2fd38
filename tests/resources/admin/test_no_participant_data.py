"""Curators keep the directory, and see nothing of anyone who uses it."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from facilitation.models import Participant, Session
from plans.models import PlanItem
from resources.models import Correction, Home, Place, UnmetNeed

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
    participant.name, participant.postcode = "Wilhelmina", "SO17 1BJ"
    participant.save()
    Correction.objects.create(resource=entry, source="session", text="The door was locked")
    return participant


def addresses(entry) -> list[str]:
    """Every page of every registered model, and the pages that belong to none."""
    found = [reverse(f"admin:{name}") for name in ("index", "jsi18n", "password_change")]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found += [reverse(f"{name}_{page}") for page in ("changelist", "add")]
        first = model._default_manager.first()
        key = first.pk if first else "00000000-0000-4000-8000-000000000000"
        found += [reverse(f"{name}_{page}", args=[key]) for page in ("change", "history", "delete")]
    for app in OURS:
        try:
            found.append(reverse("admin:app_list", args=[app]))
        except NoReverseMatch:
            continue
    return found


def test_no_page_shows_a_curator_anything_of_a_person(as_cora, person, entry):
    pages = {address: as_cora.get(address) for address in addresses(entry)}
    shown = {address for address, page in pages.items() if page.status_code == 200}
    assert reverse("admin:resources_resource_changelist") in shown
    assert {page.status_code for page in pages.values()} <= {200, 302, 403, 404}
    for address in shown:
        text = pages[address].content.decode()
        for word in (person.name, person.postcode, person.reference, str(person.pk)):
            assert word not in text, address
    about_people = [address for address in shown if "/facilitation/" in address]
    assert about_people == []


def test_a_facilitator_does_not_get_in(as_alice, entry):
    for address in addresses(entry):
        assert as_alice.get(address).status_code != 200 or "jsi18n" in address, address
