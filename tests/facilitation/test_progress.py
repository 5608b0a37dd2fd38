"""A step is ticked when it was done, not when it was passed through."""

import re

from django.urls import reverse

from mapping import actions as mapping
from tests.mapping.hands import ANN


def ticked(client, session, name="facilitation:about"):
    page = client.get(reverse(name, args=[session.pk])).content.decode()
    nav = page.partition('aria-label="Steps"')[2].partition("</ol>")[0]
    return re.findall(r"Done: </span>([^<]+)</a>", nav)


def test_passing_through_ticks_nothing(as_alice, session):
    for name in ("mapping:network", "preferences:preferences", "plans:plan"):
        as_alice.get(reverse(name, args=[session.pk]))

    assert ticked(as_alice, session, "plans:plan") == ["About you"]


def test_somebody_on_the_map_ticks_it_and_a_name_that_waits_does_not(as_alice, session):
    mapping.add_member(session=session, details={**ANN, "ring": None})
    assert "Your network" not in ticked(as_alice, session)

    mapping.add_member(session=session, details=ANN)
    assert "Your network" in ticked(as_alice, session)
