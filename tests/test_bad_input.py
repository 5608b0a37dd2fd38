"""Whatever is sent to whatever address by somebody who may send it: an answer, never a fault.

Addresses are found by walking the resolver and fields by reading the pages, so what is added
tomorrow is tried by itself. Django's test client raises whatever a server would answer with 500.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import quote_from_bytes, urlencode
from uuid import UUID

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import UUIDConverter

from facilitation import actions
from facilitation.models import Organisation, Session, User
from facilitation.roles import Role
from preferences.models import Interest, Item
from resources.models import Provider, Resource
from tests.conftest import begin_session, make_user
from tests.postcode_rows import create_postcodes

pytestmark = [pytest.mark.sweep, pytest.mark.django_db]

FORM = "application/x-www-form-urlencoded"

# tried in each field by itself
BAD = {
    "nul": b"a\x00b",
    "long": b"x" * 300,
    "over the big column": b"9223372036854775808",
}
# and these in all of them at once
WORSE = {
    **BAD,
    "half a letter": b"\xed\xb2\x80",
    "negative": b"-1",
    "an id of nobody": b"00000000-0000-0000-0000-000000000007",
    "nothing": b"",
    "not UTF-8": b"\xff\xfe",
    "very long": b"x" * 5000,
    "long, yet an e-mail address": b"@".join([b"x" * 60, b".".join([b"y" * 60] * 4) + b".uk"]),
    "emoji": "🙂👩\u200d👩\u200d👧 \u202eabc".encode(),
    "markup": b"<script>alert(1)</script>'\"%s{{ 7 }}\\",
    "too large": b"9" * 400,
    "over the column": b"2147483648",
    "not a number": b"NaN",
    "endless": b"-Infinity",
    "exponent": b"1e400",
    "other digits": "٣".encode(),
    "a date": b"0000-00-00",
}
TURNS = 4  # every fourth of them, where all would take too long
BODIES = [
    b"", b"{", b"null", b"5", b"[]", b"{}", b'"text"', b"NaN", b"\xff\xfe\x00", b"\x00" * 9,
    b"[" * 50_000, b'{"since": 1e999, "changes": [null]}', b'{"since": ' + b"9" * 5000 + b"}",
    b'{"since": 0, "changes": [{"id": "\\u0000", "after": {"name": "\\ud800\\u0000"}}]}',
]  # fmt: skip
TYPES = [
    FORM,
    "multipart/form-data",  # without its boundary
    "multipart/form-data; boundary=x",
]
# refused, whatever is in them
UNREADABLE = [
    "text/plain; charset=nonsense",
    f"{FORM}; charset=utf-16",
    "multipart/form-data; boundary=x; charset=utf-16",
    "application/json; charset=utf-16",
]
VERBS = ["put", "patch", "delete", "head", "options", "trace"]
FIELDS = {"input", "textarea", "select", "option", "button"}


class Form(NamedTuple):
    method: str
    action: str
    fields: dict[str, list[str]]


class Reader(HTMLParser):
    """The forms of a page, each with what a browser would send."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url, self.forms, self.select = url, [Form("get", url, {})], ""

    def handle_starttag(self, tag: str, attrs) -> None:
        found = {key: value or "" for key, value in attrs}
        if tag == "form":
            action = found.get("action") or self.url
            self.forms.append(Form(found.get("method", "get"), action, {}))
        name = self.select if tag == "option" else found.get("name")
        if tag == "select":
            self.select = found.get("name", "")
        if name in {"", None, "csrfmiddlewaretoken"} or tag not in FIELDS:
            return
        values = self.forms[-1].fields.setdefault(name, [])
        sent = "checked" in found if found.get("type") in {"checkbox", "radio"} else True
        if (tag in {"input", "button"} and sent) or "selected" in found:
            values.append(found.get("value", ""))


def forms_of(client, url: str) -> list[Form]:
    page = client.get(url)
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
def cast(django_db_setup, django_db_blocker) -> Iterator[list[User]]:
    """Who may open something, one of them each page; and a follow-up with a bit of everything.
    What a test does to them is rolled back to where it began."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_cast()
        transaction.set_rollback(True)


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


def forms_at(client, cast: list[User], url: str) -> list[Form]:
    """Signs in somebody who may open the page; what can be sent from it."""
    for user in cast:
        client.force_login(user)
        if client.options(url).status_code not in {403, 404} and client.get(url).status_code == 200:
            return forms_of(client, url)
    client.force_login(cast[0])
    return []


def send(client, method: str, url: str, body: bytes = b"", content_type: str = FORM) -> int:
    """Sends it, and takes back whatever that did. Returns the status."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response: Any = client.generic(method.upper(), url, body, content_type)
        assert response.status_code < 500, (method, url, body[:100])
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    client.cookies = cookies
    return int(response.status_code)


def valid_and_mine(form: Form) -> tuple[dict[str, list[bytes]], list[str]]:
    """The form as it stands, and the names that are tried. How many rows a form of the admin has is
    left alone: Django makes a thousand of them if asked."""
    valid = {key: [value.encode() for value in values] for key, values in form.fields.items()}
    return valid, [key for key in valid if not key.endswith("_FORMS")]


def mixed(form: Form) -> Iterator[dict[str, list[bytes]]]:
    """The form with nothing in it, and with everything wrong: what is bad is dealt out in turns, so
    that in the end each field had some of it, and nearly all of it was in some field."""
    valid, mine = valid_and_mine(form)
    yield {}
    worse = list(WORSE.values())
    for turn in range(0, len(worse), TURNS):
        yield valid | {key: [worse[(turn + at) % len(worse)]] for at, key in enumerate(mine)}


def all_wrong(form: Form) -> Iterator[dict[str, list[bytes]]]:
    """The form with one thing that is bad in all of its fields."""
    valid, mine = valid_and_mine(form)
    for bad in WORSE.values():
        yield valid | {key: [bad] for key in mine}


def one_wrong(form: Form) -> Iterator[dict[str, list[bytes]]]:
    """The form with one field left out, and with one wrong."""
    valid, mine = valid_and_mine(form)
    for key in one_of_each_kind(mine):
        yield {other: values for other, values in valid.items() if other != key}
        yield from ({**valid, key: [bad]} for bad in BAD.values())


def one_of_each_kind(names: list[str]) -> list[str]:
    """Of fields that differ by a number only, such as those of the 13 items, the last."""
    return list({re.sub(r"\d+", "#", name): name for name in names}.values())


@pytest.fixture(scope="module")
def tried() -> set[tuple[object, ...]]:
    """What stands on every page, as the button to sign out, is tried from the first of them."""
    return set()


@pytest.mark.parametrize(
    ("address", "versions"),
    [
        *(pytest.param(one, mixed, id=f"{one.name}-mixed") for one in ADDRESSES),
        *(
            pytest.param(one, all_wrong, id=f"{one.name}-all", marks=pytest.mark.full)
            for one in ADDRESSES
        ),
        *(
            pytest.param(one, one_wrong, id=f"{one.name}-one", marks=pytest.mark.full)
            for one in ADDRESSES
            if not of_the_admin(one)
        ),
    ],
)
def test_bad_fields_are_answered(client, cast, tried, address, versions):
    url, _ = url_of(address)
    forms = forms_at(client, cast, url)
    unshown = UNSHOWN.get(address.name, CHANGELIST if "changelist" in address.name else [])
    forms += [Form(method, url, {name: ["7"] for name in unshown}) for method in ("get", "post")]

    for form in forms:
        this = (versions, form.method, form.action.partition("?")[0], frozenset(form.fields))
        if this in tried:
            continue
        tried.add(this)
        for fields in versions(form):
            data = urlencode(fields, doseq=True)
            if form.method == "get":
                send(client, "get", f"{form.action.partition('?')[0]}?{data}")
            else:
                send(client, "post", form.action, data.encode())


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(
            address, id=address.name, marks=[pytest.mark.full] if of_the_admin(address) else []
        )
        for address in ADDRESSES
    ],
)
def test_bad_bodies_are_answered(client, cast, address):
    url, _ = url_of(address)
    forms_at(client, cast, url)

    for body in BODIES:
        send(client, "post", url, body, "application/json")
    for content_type in TYPES:
        send(client, "post", url, b"\xff{\x00", content_type)
    for content_type in UNREADABLE:
        assert send(client, "post", url, "name=A".encode("utf-16"), content_type) == 400
    for verb in VERBS:
        send(client, verb, url)


@each([address for address in ADDRESSES if set(address.takes) - {"session_id", "participant_id"}])
def test_a_malformed_id_is_answered(client, cast, address):
    """Beyond the ids of sessions and people, which facilitation/test_access.py tries."""
    url, given = url_of(address)
    forms_at(client, cast, url)

    for name, value in given.items():
        if name in {"session_id", "participant_id"}:
            continue
        for bad in WORSE.values():
            send(client, "get", url.replace(f"/{value}/", f"/{quote_from_bytes(bad)}/"))
            send(client, "post", url.replace(f"/{value}/", f"/{quote_from_bytes(bad)}/"))
