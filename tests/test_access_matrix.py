"""Who gets what at every address: held against tests/access_matrix.txt, which somebody has read.

An address that is new or gone fails, and so does one that answers a role otherwise than its row
says: the likeliest roles in every run, all nine in script/test --full. Where that is meant, have
the rows written anew, and read what `git diff` says of them:

    script/test -n 0 tests/test_access_matrix.py --write-access-matrix
"""

from collections.abc import Iterable, Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.access_world import ROLES, World, make_world
from tests.addresses import Address, walk

pytestmark = [pytest.mark.sweep, pytest.mark.django_db]

MATRIX = Path(__file__).parent / "access_matrix.txt"
HEAD = """\
# What each address answers, to GET and then to POST of an empty form, where it names something of
# Alice's. "their own": Alice, the person's facilitator; "colleague": another facilitator of her
# organisation; "manager": theirs; "other m.": the manager of another organisation.
# in: asked to sign in; 302: led on to another page; 404: nothing is there, for them; 405: not asked
# for in that way. Written by tests/test_access_matrix.py; whoever changes it has read the
# difference.
"""
WIDTH = 11
# Whom every run tries: who may, who may not, and who is likeliest to be let in by mistake.
OF_A_PERSON = ["nobody", "alice", "bob", "eve", "mo"]
IN_THE_ADMIN = ["nobody", "alice", "cora"]
ELSEWHERE = ["nobody", "alice", "mo"]
ADDRESSES = {address.route: address for address in walk()}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Made once: what a request did is rolled back to where it began."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module", autouse=True)
def written_anew(request, world) -> None:
    if request.config.getoption("--write-access-matrix"):
        found = [row_of(address, world) for address in ADDRESSES.values()]
        MATRIX.write_text("\n".join([HEAD + TITLES, *found, ""]))


def answer(browser: Client, method: str, url: str) -> str:
    cookies = browser.cookies.copy()
    with transaction.atomic():
        response = browser.generic(method, url, b"", "application/x-www-form-urlencoded")
        if response.streaming:
            b"".join(response)
        transaction.set_rollback(True)
    browser.cookies = SimpleCookie(cookies)
    asked_to_sign_in = response.headers.get("Location", "").startswith(reverse("account_login"))
    return "in" if asked_to_sign_in else str(response.status_code)


def both(browser: Client, url: str) -> str:
    return f"{answer(browser, 'GET', url)}/{answer(browser, 'POST', url)}"


def row_of(address: Address, world: World) -> str:
    url = world.url(address)
    return as_row(address.route, (both(browser, url) for browser in world.browsers.values()))


def as_row(route: str, cells: Iterable[str]) -> str:
    return "".join(f"{cell:<{WIDTH}}" for cell in cells) + route


TITLES = as_row("address", ROLES.values())


def whom_to_try(address: Address) -> list[str]:
    if address.route.startswith("/admin/"):
        return IN_THE_ADMIN
    of_a_person = {"session_id", "participant_id", "token"} & set(address.takes)
    return OF_A_PERSON if of_a_person else ELSEWHERE


def rows() -> dict[str, str]:
    """The rows that were read, by their address."""
    lines = MATRIX.read_text().splitlines() if MATRIX.exists() else []
    return {line[WIDTH * len(ROLES) :]: line for line in lines if not line.startswith("#")}


@pytest.mark.parametrize("route", ADDRESSES, ids=str)
def test_who_may_and_who_may_not_get_what_the_matrix_says(world, route):
    row = rows().get(route, "has no row")
    names = whom_to_try(ADDRESSES[route])
    url = world.url(ADDRESSES[route])
    columns = dict(zip(ROLES, row.split(), strict=False))

    found = {name: both(world.browsers[name], url) for name in names}

    assert found == {name: columns.get(name) for name in names}


@pytest.mark.full
@pytest.mark.parametrize("route", ADDRESSES, ids=str)
def test_everybody_gets_what_the_matrix_says(world, route):
    expected = rows().get(route, "has no row")

    assert row_of(ADDRESSES[route], world) == expected


def test_the_matrix_has_no_row_of_an_address_that_is_gone():
    assert set(rows()) - set(ADDRESSES) == {"address"}
    assert rows()["address"] == TITLES
