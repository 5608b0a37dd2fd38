"""Whatever is sent to whatever address by somebody who may send it: an answer, never a fault.

Addresses are found by walking the resolver and fields by reading the pages, so what is added
tomorrow is tried by itself; tests/bad_input.py says what is bad. Every run tries what is likeliest
at every address, script/test --full all of it. A fault is an answer of 500, and what each request
did is taken back.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote_from_bytes, urlencode
from uuid import UUID

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import UUIDConverter

from facilitation import actions
from facilitation.models import Organisation, Session, User
from facilitation.roles import Role
from preferences.models import Interest, Item
from resources.models import Provider, Resource
from tests.bad_input import (
    BODIES,
    FORM,
    LIKELY,
    TURNS,
    TYPES,
    UNREADABLE,
    VERBS,
    WORSE,
    Form,
    Reader,
    all_wrong,
    likeliest,
    mixed,
    one_wrong,
    valid_and_mine,
)
from tests.conftest import begin_session, make_user
from tests.postcode_rows import create_postcodes

pytestmark = [pytest.mark.sweep, pytest.mark.django_db]


class Browser(Client):
    """Somebody who is signed in, and stays so whatever is sent. Django's own client keeps a copy of
    what each template of each page was told, which takes longer than all else here."""

    def request(self, **request: Any) -> HttpResponseBase:  # type: ignore[override]
        return self.handler(self._base_environ(**request))  # type: ignore[attr-defined]


def forms_on(url: str, page: Any) -> list[Form]:
    if not page.headers.get("Content-Type", "").startswith("text/html") or page.streaming:
        return []
    reader = Reader(url)
    reader.feed(page.content.decode())
    return [form for form in reader.forms if form.fields]


# what scripts send, or links ask for, and no form shows
UNSHOWN = {
    "facilitation:sessions": ["open", "due", "done"],
    "account_login": ["next"],
    "mapping:changes": ["since"],
    "mapping:then_and_now": ["with", "then"],
    "mapping:drop_activity": ["name", "remove"],
    "resources:check_postcode": ["postcode"],
    "resources:choose_home": ["town", "choice", "latitude", "longitude"],
    "resources:report_wrong": ["resource", "text"],
    "plans:choose": ["resource", "place"],
    "plans:unchoose": ["resource"],
    "plans:save": ["do"],
    "admin:autocomplete": ["term", "app_label", "model_name", "field_name", "page"],
    "admin:resources_locate": ["postcode", "address"],
}
CHANGELIST = ["q", "o", "p", "e", "_popup", "_facets", "action", "select_across", "index"]


class Address(NamedTuple):
    name: str
    takes: dict[str, bool]  # its parameters, and whether each is a UUID


def walk(resolver: URLResolver, namespace: str = "") -> Iterator[Address]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from walk(entry, namespace + (f"{entry.namespace}:" if entry.namespace else ""))
        elif isinstance(entry, URLPattern) and entry.name:
            converters = entry.pattern.converters
            names = (*converters, *entry.pattern.regex.groupindex)
            taken = {name: isinstance(converters.get(name), UUIDConverter) for name in names}
            yield Address(namespace + entry.name, taken)


# the open data has tests of its own, and so have other people's admin pages
OTHERS = ("open_referral:", "admin:auth_group", "admin:account_")
ADDRESSES = [address for address in walk(get_resolver()) if not address.name.startswith(OTHERS)]


def of_the_admin(address: Address) -> bool:
    """Most of the admin is Django's: its forms are large, and it reads no other bodies."""
    return address.name.startswith("admin:")


def each(addresses: list[Address]):
    return pytest.mark.parametrize("address", addresses, ids=lambda address: address.name)


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker) -> Iterator[list[Browser]]:
    """Who may open something, one of them each page; and a follow-up with a bit of everything.
    What a test does to them is rolled back to where it began."""
    with django_db_blocker.unblock(), transaction.atomic():
        browsers = [Browser(raise_request_exception=False) for _ in range(3)]
        for browser, user in zip(browsers, make_cast(), strict=True):
            browser.force_login(user)
        yield browsers
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sent(request) -> Iterator[Counter[str]]:
    """How many requests, and how many bad values were in them: told with `-n 0 -s`."""
    counted: Counter[str] = Counter()
    yield counted
    request.config.get_terminal_writer().line(f"\n{dict(counted)}")


def make_cast() -> list[User]:
    call_command("load_item_bank", verbosity=0)
    create_postcodes()
    organisation = Organisation.objects.create(name="Solent Link Workers")
    alice = make_user("alice", Role.FACILITATOR, organisation)
    alice.is_superuser = True  # the admin's pages too
    alice.save()
    session = begin_session(alice)
    session.participant.postcode = "SO17 1BJ"
    session.participant.save()
    fill(session)
    actions.finish(session=session, by=alice)
    fill(actions.start_follow_up(session=session, facilitator=alice))
    others = {"mo": Role.MANAGER, "rhea": Role.RESEARCHER}
    return [alice, *(make_user(name, role, organisation) for name, role in others.items())]


def fill(session: Session) -> None:
    provider, _ = Provider.objects.get_or_create(name="Solent Steps")
    resource = Resource.objects.create(name="Strollers", provider=provider, delivery=["phone"])
    resource.interests.add(Interest.objects.get(slug="swimming"))
    session.answers.create(item=Item.objects.get(number=5), choice="yes", kept=["swimming"])
    session.plan_items.create(position=1, resource=resource, snapshot={"name": "Strollers"})
    session.members.create(name="Ann", ring=1, x=0.5, y=0.4)
    session.dropped_activities.create(name="Bowls")


def url_of(address: Address) -> tuple[str, dict[str, object]]:
    """The address of something that is there, where there is something."""
    session = Session.objects.exclude(previous=None).get()
    known = {
        "session_id": session.pk,
        "participant_id": session.participant_id,
        "member_id": session.members.get().pk,
        "app_label": "resources",
    }
    model = address.name.removeprefix("admin:").rpartition("_")[0].partition("_")
    given: dict[str, object] = {}
    for name, is_uuid in address.takes.items():
        given[name] = known.get(name, UUID(int=7) if is_uuid else 7)
        if name in {"object_id", "id"} and model[2] in apps.all_models.get(model[0], {}):
            found = apps.get_model(model[0], model[2])._default_manager.first()
            given[name] = found.pk if found else 7
    return reverse(address.name, kwargs=given), given


def who_may_open(url: str, cast: list[Browser]) -> tuple[Browser, list[Form]]:
    """Somebody who may open the page, and what can be sent from it."""
    for browser in cast:
        if browser.options(url).status_code in {403, 404}:
            continue
        page = browser.get(url)
        if page.status_code == 200:
            return browser, forms_on(url, page)
    return cast[0], []


def send(browser: Browser, method: str, url: str, body: bytes = b"", kind: str = FORM) -> int:
    """Sends it, and takes back whatever that did. Returns the status."""
    with transaction.atomic():
        response: Any = browser.generic(method.upper(), url, body, kind)
        assert response.status_code < 500, (method, url, body[:100])
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return int(response.status_code)


@pytest.fixture(scope="module")
def tried() -> set[tuple[object, ...]]:
    """What stands on every page, as the button to sign out, is tried from the first of them."""
    return set()


Versions = Callable[[Form], Iterator[dict[str, list[bytes]]]]


class Attempt:
    """At one address, by somebody who may open it."""

    def __init__(
        self, address: Address, cast: list[Browser], sent: Counter[str], tried: set
    ) -> None:
        self.address, self.sent, self.tried = address, sent, tried
        self.url, self.given = url_of(address)
        self.browser, self.forms = who_may_open(self.url, cast)
        unshown = CHANGELIST if "changelist" in address.name else []
        unshown = UNSHOWN.get(address.name, unshown)
        fields = {name: ["7"] for name in unshown}
        self.forms += [Form(method, self.url, fields) for method in ("get", "post")]

    def send(self, method: str, url: str, *body: Any, bad: int = 1) -> int:
        self.sent.update(requests=1, bad=bad)
        return send(self.browser, method, url, *body)

    def fields(self, versions: Versions) -> None:
        for form in self.forms:
            this = (versions, form.method, form.action.partition("?")[0], frozenset(form.fields))
            if this in self.tried:
                continue
            self.tried.add(this)
            once = {urlencode(fields, doseq=True): fields for fields in versions(form)}
            for data, fields in once.items():
                bad = sum(
                    fields.get(key) != value for key, value in valid_and_mine(form)[0].items()
                )
                if form.method == "get":
                    self.send("get", f"{form.action.partition('?')[0]}?{data}", bad=bad)
                else:
                    self.send("post", form.action, data.encode(), bad=bad)

    def bodies(self, of_each: int | None = None) -> None:
        """`of_each` kind the first so many, which are the likeliest, or all."""
        for body in BODIES[:of_each]:
            self.send("post", self.url, body, "application/json")
        for kind in TYPES[:of_each]:
            self.send("post", self.url, b"\xff{\x00", kind)
        for kind in UNREADABLE[:of_each]:
            assert self.send("post", self.url, "name=A".encode("utf-16"), kind) == 400
        for verb in VERBS[:of_each]:
            self.send(verb, self.url)

    def malformed_ids(self, versions: dict[str, bytes]) -> None:
        """Beyond the ids of sessions and people, which facilitation/test_access.py tries: in turns,
        and of those that have to be a UUID only one, as no other reaches a view."""
        worse = list(versions.values())
        for name, value in self.given.items():
            if name in {"session_id", "participant_id"}:
                continue
            turns = len(worse) if self.address.takes[name] else TURNS
            for bad in worse[ADDRESSES.index(self.address) % turns :: turns]:
                url = self.url.replace(f"/{value}/", f"/{quote_from_bytes(bad)}/")
                self.send("get", url)
                self.send("post", url)


@each(ADDRESSES)
def test_whatever_is_sent_is_answered(db, cast, sent, tried, address):
    attempt = Attempt(address, cast, sent, tried)
    attempt.fields(likeliest)
    if not of_the_admin(address):
        attempt.bodies(of_each=1)
    attempt.malformed_ids(LIKELY)


@pytest.mark.full
@each(ADDRESSES)
def test_more_of_it_is_answered(db, cast, sent, tried, address):
    attempt = Attempt(address, cast, sent, tried)
    attempt.fields(mixed)
    attempt.fields(all_wrong)
    attempt.bodies()
    attempt.malformed_ids(WORSE)
    if not of_the_admin(address):
        attempt.fields(one_wrong)
