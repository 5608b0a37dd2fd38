"""What the network could become: what was chosen stands dashed on the map, and can stay there."""

import re

import pytest
from django.urls import reverse

from facilitation import actions as facilitation
from mapping import actions as mapping
from plans import actions
from plans.forms.plan import PlanForms
from tests.mapping.hands import ANN


@pytest.fixture
def item(session, strollers):
    mapping.add_member(session=session, details=ANN)
    return actions.choose(session=session, resource=strollers, place=None)


@pytest.fixture
def follow_up(session, item, alice):
    facilitation.finish(session=session, by=alice)
    return facilitation.start_follow_up(session=session, facilitator=alice)


def drawn(page):
    """Each shape with the name under it."""
    picture = page.partition('class="picture')[2].partition("</article>")[0]
    parts = re.findall(
        r'#shape-(\w+)".*?<text class="member__label"[^>]*>(.*?)</text>', picture, re.S
    )
    return {re.sub(r"<.*?>", "", name): shape for shape, name in parts}


@pytest.mark.parametrize("name", ["plans:plan", "plans:print"])
def test_what_was_chosen_stands_dashed_on_the_map(as_alice, session, item, name):
    page = as_alice.get(reverse(name, args=[session.pk])).content.decode()

    assert "What it could become" in page
    assert drawn(page)["Tuesday Strollers"] == "possible"


def test_on_paper_people_are_initials_unless_names_are_asked_for(as_alice, session, item):
    sheet = reverse("plans:print", args=[session.pk])

    assert "A" in drawn(as_alice.get(sheet).content.decode())
    assert "Ann" in drawn(as_alice.get(sheet + "?names=on").content.decode())


def test_what_somebody_still_goes_to_is_put_on_the_map_for_good_once(as_alice, follow_up, item):
    url = reverse("plans:how_it_went", args=[follow_up.pk])
    data = {f"before-{item.pk.hex}-outcome": "still_going", "do": f"join {item.pk.hex}"}
    assert "Put it on the map for good" in as_alice.get(url).content.decode()

    for _ in range(2):
        as_alice.post(url, data)

    joined = follow_up.members.on_map().get()
    assert (joined.name, joined.relationship, joined.ring) == (
        "Tuesday Strollers",
        "social_group",
        3,
    )
    # and last time's people still wait
    assert follow_up.members.unplaced().get().name == "Ann"
    page = as_alice.get(url).content.decode()
    assert "✓ On your map" in page
    assert "Put it on the map for good" not in page
    # until it is left at that without a look at the map
    as_alice.post(url, {**data, "do": "finish"})
    assert follow_up.members.on_map().count() == 2


def test_a_group_put_on_the_map_by_telephone_stands_beside_everyone_of_last_time(
    as_alice, alice, session, item
):
    facilitation.finish(session=session, by=alice)
    call = facilitation.start_follow_up(session=session, facilitator=alice, by_telephone=True)
    data = {f"before-{item.pk.hex}-outcome": "still_going", "do": f"join {item.pk.hex}"}

    as_alice.post(reverse("plans:how_it_went", args=[call.pk]), data)
    facilitation.finish(session=call, by=alice)
    later = facilitation.start_follow_up(session=call, facilitator=alice)
    as_alice.get(reverse("mapping:network", args=[later.pk]))

    everyone = ["Ann", "Tuesday Strollers"]
    assert sorted(call.members.on_map().values_list("name", flat=True)) == everyone
    assert sorted(later.members.unplaced().values_list("name", flat=True)) == everyone


def test_who_is_no_support_is_never_offered_as_company(session, item):
    for name, relationship, status in (
        ("Dr Shah", "gp", ""),
        ("Whisky", "pet", ""),
        ("Pete", "child", "difficult"),
        ("Joan", "partner", "died"),
        ("Bo", "friend", ""),
    ):
        details = {**ANN, "name": name, "relationship": relationship, "ring": 1}
        mapping.add_member(session=session, details={**details, "tie_status": status})

    [form] = PlanForms(session).priorities
    offered = [choice.choice_label for choice in form["with_members"]]
    assert offered == ["Bo", "Ann", "Whisky", "Dr Shah"]
