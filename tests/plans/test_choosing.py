"""Up to three: choosing, taking off, the fourth, what is not on offer, two windows at once."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.urls import reverse

from plans import actions
from plans.models import PlanItem
from resources.models import Place, Resource

JSON = {"Accept": "application/json"}


@pytest.fixture
def urls(session) -> dict:
    names = ("choose", "unchoose", "tray", "plan")
    return {name: reverse(f"plans:{name}", args=[session.pk]) for name in names}


def chosen(session) -> list:
    return list(session.plan_items.values_list("position", "snapshot__name"))


def test_choosing_keeps_what_the_resource_said_that_day(as_alice, urls, session, strollers):
    place = strollers.places.get()

    response = as_alice.post(urls["choose"], {"resource": strollers.pk, "place": place.pk})

    assert response.url == reverse("resources:near", args=[session.pk])
    Resource.objects.update(name="Renamed", status="closed")
    Place.objects.update(address="Elsewhere")
    item = session.plan_items.get()
    assert (item.position, item.resource, item.place) == (1, strollers, place)
    assert item.snapshot == {
        "name": "Tuesday Strollers",
        "provider": "Solent Steps",
        "description": "",
        "delivery": ["At a place"],
        "when": ["Tuesday 10:00 to 11:00"],
        "rules": ["RRULE:FREQ=WEEKLY;BYDAY=TU"],
        "times": [["10:00", "11:00"]],
        "cost": "",
        "joining": "contact",
        "phone": "023 8000 0000",
        "email": "",
        "web": "",
        "where": {
            "name": "The Hub",
            "address": "1 The Avenue",
            "town": "Southampton",
            "postcode": "SO17 1BJ",
            "access": ["Step-free"],
            "transport": "Bus 7 stops outside",
        },
        "address_confidential": False,
    }
    assert item.first_step == "Ring 023 8000 0000 and ask about starting."


def test_a_script_gets_what_is_chosen_and_the_tray(as_alice, urls, session, strollers):
    response = as_alice.post(urls["choose"], {"resource": strollers.pk}, headers=JSON)

    answer = response.json()
    assert answer["chosen"] == [str(strollers.pk)]
    assert "</span> Tuesday Strollers</span>" in answer["tray"]
    assert "Room for two more" in answer["tray"]
    assert answer["said"] == "Tuesday Strollers is one of your three. Room for two more."
    assert "Room for two more" in as_alice.get(urls["tray"]).json()["tray"]
    assert session.plan_items.get().place == strollers.places.get()


def test_choosing_twice_is_choosing_once(as_alice, urls, session, strollers):
    for _ in range(2):
        as_alice.post(urls["choose"], {"resource": strollers.pk})

    assert chosen(session) == [(1, "Tuesday Strollers")]


def test_taking_one_off_moves_the_others_up(as_alice, urls, session, wants_fitness, make_resource):
    first, second, third = (make_resource(name) for name in ("One", "Two", "Three"))
    for resource in (first, second, third):
        as_alice.post(urls["choose"], {"resource": resource.pk})

    response = as_alice.post(urls["unchoose"], {"resource": first.pk}, headers=JSON)
    again = as_alice.post(urls["unchoose"], {"resource": first.pk})

    assert response.json()["chosen"] == [str(second.pk), str(third.pk)]
    assert again.status_code == 302
    assert chosen(session) == [(1, "Two"), (2, "Three")]


def test_a_fourth_is_refused_kindly(as_alice, urls, session, wants_fitness, make_resource):
    for name in ("One", "Two", "Three"):
        as_alice.post(urls["choose"], {"resource": make_resource(name).pk})
    fourth = {"resource": make_resource("Four").pk}

    response = as_alice.post(urls["choose"], fourth, headers=JSON)
    page = as_alice.post(urls["choose"], fourth, follow=True)

    words = "You have three already. Take one off to make room for another."
    assert (response.status_code, response.json()["error"]) == (409, words)
    assert words in page.content.decode()
    assert len(chosen(session)) == 3


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "closed"},
        {"status": "paused"},
        {"ends_on": dt.date(2020, 1, 1)},
        {"interest": "befriending"},
        {"interest": "fitness-and-exercise"},  # was narrowed away
    ],
)
def test_what_is_not_on_offer_cannot_be_chosen(
    as_alice, urls, session, wants_fitness, make_resource, fields
):
    data = {"resource": make_resource(**fields).pk}

    response = as_alice.post(urls["choose"], data, headers=JSON)

    assert (response.status_code, response.json()["error"]) == (
        400,
        "This one isn’t on offer any more. Please choose another.",
    )
    page = as_alice.post(urls["choose"], data, follow=True).content.decode()
    assert "This one isn’t on offer any more." in page
    assert chosen(session) == []


@pytest.mark.parametrize(
    "value", ["", "x", "\0", "<b>", "9" * 300, "00000000-0000-4000-8000-000000000000"]
)
@pytest.mark.parametrize("field", ["resource", "place"])
def test_a_malformed_choice_is_refused(as_alice, urls, session, strollers, field, value):
    data = {"resource": strollers.pk, "place": strollers.places.get().pk, field: value}

    response = as_alice.post(urls["choose"], data, headers=JSON)

    expected = 200 if (field, value) == ("place", "") else 400
    assert response.status_code == expected
    assert as_alice.post(urls["unchoose"], {"resource": value}).status_code == 302


def test_a_place_of_another_resource_is_refused(as_alice, urls, session, strollers, make_resource):
    other = make_resource("Other").places.get()

    response = as_alice.post(urls["choose"], {"resource": strollers.pk, "place": other.pk})

    assert response.status_code == 302
    assert chosen(session) == []


def test_a_confidential_address_is_never_copied(
    as_alice, urls, session, wants_fitness, make_resource
):
    refuge = make_resource("Safe House", address_confidential=True)
    place = refuge.places.get()

    as_alice.post(urls["choose"], {"resource": refuge.pk, "place": place.pk})

    item = session.plan_items.get()
    assert item.snapshot["where"] is None
    copied = str(item.snapshot)
    assert [secret for secret in ("The Hub", "Avenue", "SO17", "Bus 7") if secret in copied] == []
    assert item.place is None


def test_another_facilitator_cannot_choose(client, bob, urls, session, strollers):
    client.force_login(bob)

    for name in ("choose", "unchoose"):
        assert client.post(urls[name], {"resource": strollers.pk}).status_code == 404
    assert client.get(urls["tray"]).status_code == 404
    assert chosen(session) == []


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_never_make_four(session, wants_fitness, make_resource):
    resources = [make_resource(f"Number {number}") for number in range(6)]
    refused = []
    start = threading.Barrier(len(resources))

    def choose(resource) -> None:
        start.wait()
        try:
            actions.choose(session=session, resource=resource, place=None)
        except actions.PlanFullError:
            refused.append(resource)
        finally:
            connection.close()

    threads = [threading.Thread(target=choose, args=[resource]) for resource in resources]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(refused), PlanItem.objects.count()) == (3, 3)
