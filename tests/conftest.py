"""A fixed cast: alice and bob are facilitators of one organisation, eve of another; mo manages
alice and bob; cora curates; rhea researches."""

import pytest

from facilitation import actions
from facilitation.models import Organisation, Session, User
from facilitation.roles import Role


@pytest.fixture
def organisation(db) -> Organisation:
    return Organisation.objects.create(name="Solent Link Workers")


def make_user(name: str, role: Role, organisation: Organisation | None) -> User:
    return User.objects.create_user(
        f"{name}@genie.example",
        "correct horse",
        name=name.title(),
        role=role,
        organisation=organisation,
    )


@pytest.fixture
def alice(organisation) -> User:
    return make_user("alice", Role.FACILITATOR, organisation)


@pytest.fixture
def bob(organisation) -> User:
    return make_user("bob", Role.FACILITATOR, organisation)


@pytest.fixture
def mo(organisation) -> User:
    return make_user("mo", Role.MANAGER, organisation)


@pytest.fixture
def eve(db) -> User:
    return make_user("eve", Role.FACILITATOR, Organisation.objects.create(name="Elsewhere"))


@pytest.fixture
def cora(db) -> User:
    return make_user("cora", Role.CURATOR, None)


@pytest.fixture
def rhea(organisation) -> User:
    return make_user("rhea", Role.RESEARCHER, organisation)


@pytest.fixture
def session(alice) -> Session:
    """A session just begun, in alice's caseload."""
    return actions.start_session(facilitator=alice)


@pytest.fixture
def as_alice(client, alice):
    """A browser in which alice is signed in."""
    client.force_login(alice)
    return client
