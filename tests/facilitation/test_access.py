"""The gate, URL by URL: every address that names a session or a participant, found by walking the
resolver, so that one added anywhere tomorrow is tried here by itself."""

import uuid
from collections.abc import Iterator
from itertools import product
from urllib.parse import unquote

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from django.urls.converters import IntConverter, SlugConverter, StringConverter, UUIDConverter

from facilitation import access, actions, reassignments
from facilitation.models import Session
from tests.tiers import tried

pytestmark = pytest.mark.sweep

VERBS = ["get", "post", "put", "patch", "delete", "head", "options"]
# of another organisation; a manager, who sees something of everybody, is in the matrix in every run
STRANGERS = tried("eve", in_full=["mo", "bob", "cora", "rhea"])
# what a value of each kind of converter looks like, for what else an address asks for
FILLERS = {
    UUIDConverter: str(uuid.UUID(int=7)),
    IntConverter: "1",
    SlugConverter: "anything",
    StringConverter: "anything",
}
# a manager of the organisation may do this to a participant who is not their own
FOR_MANAGERS = {"facilitation:reassign"}


class Address:
    def __init__(self, name: str, pattern: URLPattern, converters: dict) -> None:
        self.name = name
        self.view = pattern.callback
        self.converters = converters

    def __repr__(self) -> str:
        return self.name

    def url(self, session: Session) -> str:
        own = {"session_id": session.pk, "participant_id": session.participant_id}
        others = {key: FILLERS.get(type(kind), "1") for key, kind in self.converters.items()}
        return reverse(self.name, kwargs={**others, **own_of(self.converters, own)})


def own_of(converters: dict, own: dict) -> dict:
    return {key: value for key, value in own.items() if key in converters}


def walk(
    resolver: URLResolver, namespace: str = "", above: dict | None = None
) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        converters = {**(above or {}), **entry.pattern.converters}
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from walk(entry, inner, converters)
        elif {"session_id", "participant_id"} & set(converters):
            assert entry.name, f"{entry.pattern} needs a name"
            yield Address(namespace + entry.name, entry, converters)


ADDRESSES = list(walk(get_resolver()))


STEPS = [address for address in ADDRESSES if "session_id" in address.converters]

# what is done to a session as a whole, whatever was agreed and whether or not it is finished
WHOLE = {
    f"facilitation:{name}" for name in ("tick", "pause", "resume", "reopen", "start_follow_up")
}
# about you, and whether a postcode is known: nothing is kept of it
BEFORE_CONSENT = WHOLE | {"facilitation:about", "resources:check_postcode", "facilitation:stop"}
# addresses of later steps that write to a finished session, each with its reason
AFTER_FINISHING = WHOLE | {
    "facilitation:finish",
    "facilitation:stop",  # pressed twice, it stays finished
    # a follow-up is arranged once its session is finished
    *(f"facilitation:{name}" for name in ("agree_on", "attempt", "give_up", "take_up_again")),
    "plans:email",  # sends the plan again; writes nothing to the session
    # what is given to others is talked about after the plan, and answered weeks later
    *(f"sharing:{name}" for name in ("edit", "summary", "take_back")),
    *(f"sharing:{name}" for name in ("introduction", "take_introduction_back")),
    *(f"case_studies:{name}" for name in ("edit", "study", "take_back")),
}


def statuses(client, url: str, verbs: list[str] = VERBS) -> dict[str, int]:
    return {verb: getattr(client, verb)(url).status_code for verb in verbs}


def test_the_walk_finds_the_addresses_of_every_step():
    names = {address.name for address in ADDRESSES}

    assert {
        "facilitation:about",
        "facilitation:participant",
        "mapping:network",
        "preferences:preferences",
        "resources:near",
        "plans:plan",
    } <= names


def test_nobody_gets_anywhere_without_signing_in(client, session, apart):
    for address in ADDRESSES:
        with apart(address=address.name):
            for verb in VERBS:
                response = getattr(client, verb)(address.url(session))
                assert (verb, response.status_code) == (verb, 302)
                assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("stranger", STRANGERS)
def test_someone_elses_is_not_there_whatever_the_verb(client, request, session, apart, stranger):
    client.force_login(request.getfixturevalue(stranger))

    for address in ADDRESSES:
        if stranger == "mo" and address.name in FOR_MANAGERS:
            continue
        with apart(address=address.name):
            answered = statuses(client, address.url(session))

            # a verb that an address does not know is refused before anyone is looked up: it tells
            # nothing
            assert set(answered.values()) <= {404, 405}
            assert answered["get"] == 404 or answered["post"] == 404
            assert Session.objects.filter(pk=session.pk, finished_at=None).exists()


@pytest.mark.parametrize("verbs", tried(VERBS[:2], in_full=[VERBS[2:]]), ids=" ".join)
def test_a_session_or_person_that_does_not_exist_is_not_there(as_alice, apart, verbs):
    for address in ADDRESSES:
        with apart(address=address.name):
            url = address.url(Session(pk=uuid.uuid4(), participant_id=uuid.uuid4()))

            assert set(statuses(as_alice, url, verbs).values()) <= {404, 405}


def test_a_malformed_id_is_not_there(as_alice, session, apart):
    for address in ADDRESSES:
        with apart(address=address.name):
            url = address.url(session)
            mine = str(session.pk) if str(session.pk) in url else str(session.participant_id)

            for bad in (
                "1",
                "not-a-uuid",
                mine[:-1],
                mine + "0",
                mine.replace("-", ""),
                "%00",
                "🙂",
            ):
                path = url.replace(mine, bad)
                with pytest.raises(Resolver404):  # before any view, so whatever the verb
                    resolve(unquote(path))
            assert as_alice.get(path).status_code == 404


def test_the_person_in_the_chair_gets_in(as_alice, session, apart):
    """Without this, a gate that is always shut would pass everything above."""
    for address in ADDRESSES:
        if address.name in FOR_MANAGERS or set(address.converters) - {
            "session_id",
            "participant_id",
        }:
            continue  # what else it names does not exist here
        url = address.url(session)
        for verb in (as_alice.get, as_alice.post):
            with apart(address=address.name):
                assert verb(url).status_code != 404


def test_before_consent_every_step_leads_back_and_nothing_is_written(as_alice, alice, apart):
    fresh = actions.start_session(facilitator=alice)
    about = reverse("facilitation:about", args=[fresh.pk])

    for address in STEPS:
        if address.name in BEFORE_CONSENT:
            continue
        with apart(address=address.name):
            shown, written = as_alice.get(address.url(fresh)), as_alice.post(address.url(fresh))

            assert (shown.status_code, shown.headers.get("Location")) in {(302, about), (405, None)}
            assert written.status_code in {403, 405}


def test_a_finished_session_is_not_changed(as_alice, alice, session, apart):
    actions.finish(session=session, by=alice)

    for address in STEPS:
        if address.name in AFTER_FINISHING:
            continue
        for verb in ("post", "put", "patch", "delete"):
            with apart(address=address.name):
                assert getattr(as_alice, verb)(address.url(session)).status_code in {403, 405}


@pytest.mark.parametrize(("verb", "finished"), list(product(["GET", "POST"], [False, True])))
def test_the_gate_itself(rf, alice, session, verb, finished):
    if finished:
        actions.finish(session=session, by=alice)
    request = rf.generic(verb, "/")
    request.user, request.session = alice, {}

    if verb == "POST" and finished:
        with pytest.raises(PermissionDenied):
            access.get_session(request, session.pk)
        assert access.get_session(request, session.pk, allow_finished=True) == session
    else:
        assert access.get_session(request, session.pk) == session


def test_reassigning_moves_access_at_once(client, alice, bob, mo, session):
    url = reverse("facilitation:about", args=[session.pk])
    client.force_login(alice)
    assert client.get(url).status_code == 200

    reassignments.reassign(participant=session.participant, to=bob, by=mo)

    assert client.get(url).status_code == 404
    client.force_login(bob)
    assert client.get(url).status_code == 200


def test_someone_made_inactive_is_out_at_once(as_alice, alice, session):
    url = reverse("facilitation:about", args=[session.pk])
    alice.is_active = False
    alice.save()

    assert as_alice.get(url).status_code == 302


def test_someone_who_changes_organisation_leaves_their_caseload_behind(
    as_alice, alice, eve, session
):
    alice.organisation = eve.organisation
    alice.save()

    assert as_alice.get(reverse("facilitation:about", args=[session.pk])).status_code == 404


def test_a_change_during_a_break_ends_it(as_alice, session):
    actions.pause(session=session)

    as_alice.get(reverse("facilitation:about", args=[session.pk]))
    session.refresh_from_db()
    assert session.paused

    as_alice.post(reverse("facilitation:about", args=[session.pk]), {"agreed": "keep"})
    session.refresh_from_db()
    assert not session.paused
