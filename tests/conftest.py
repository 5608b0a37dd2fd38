"""A fixed cast: alice and bob are facilitators of one organisation, eve of another; mo manages
alice and bob; cora curates; rhea researches. And the browser, under watch."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TransactionTestCase, override_settings
from django.test.testcases import LiveServerThread
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import expect

from facilitation import actions, consent
from facilitation.models import Organisation, Session, User
from facilitation.roles import Role
from geography.actions.postcodes import replace_directory
from plans.demo.directory import load_demo_directory
from preferences.models import Questionnaire
from tests import demo_postcodes
from tests.browser import ONE_PROCESS, KeptContexts, chromium_options
from tests.database import copy_from_template, empty_tables, fill_once
from tests.postcode_rows import create_postcodes
from tests.server import RestingServer

# Playwright keeps an event loop in the thread of the test, which Django would take for a mistake.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

LiveServerThread.server_class = RestingServer

# What should be on the page is waited for, and a busy machine is given the time.
expect.set_options(timeout=20_000)


def pytest_configure(config: pytest.Config) -> None:
    """The same examples every time, however slow the machine: a red test is never luck. A quarter
    of them where what takes long is left to `script/test --full`."""
    hypothesis_settings.register_profile(
        "steady",
        deadline=None,
        derandomize=True,
        database=None,
        max_examples=25 if "not full" in config.option.markexpr else 100,
    )
    hypothesis_settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-access-matrix", action="store_true", help="see test_access_matrix.py")


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> Iterator[None]:
    """Every test makes users; a password hashed as it should be takes half a second each."""
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=hashers):
        yield


@pytest.fixture(autouse=True, scope="session")
def no_second_step() -> Iterator[None]:
    """Tests sign in without one; those that are about it say where it is needed."""
    with override_settings(GENIE_SECOND_FACTOR="none"):
        yield


@pytest.fixture(autouse=True, scope="session")
def static_from_the_sources(tmp_path_factory) -> Iterator[None]:
    """Whoever has run script/demo has the static files collected, too: the site looks at each of
    them when it starts, and here it starts with every client. It doubled the time of a test."""
    with override_settings(STATIC_ROOT=tmp_path_factory.getbasetemp() / "not-collected"):
        yield


@pytest.fixture
def organisation(db) -> Organisation:
    return Organisation.objects.create(name="Solent Link Workers")


@pytest.fixture
def apart(subtests, db) -> Callable[..., AbstractContextManager[None]]:
    """Tries one of many: it is told by what it is when it fails, and what it wrote is gone before
    the next. So all of them need a world to be tried in only once."""

    @contextmanager
    def apart(**what: str) -> Iterator[None]:
        with subtests.test(**what), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return apart


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


def begin_session(facilitator: User) -> Session:
    session = actions.start_session(facilitator=facilitator)
    actions.record_consent(
        participant=session.participant,
        version=consent.CURRENT.version,
        agreed=["keep", "follow_up"],
        by=facilitator,
    )
    return session


@pytest.fixture
def session(alice) -> Session:
    """A session just begun, in alice's caseload; its person agreed that it is kept, and to be asked
    in some months how they got on."""
    return begin_session(alice)


@pytest.fixture
def as_alice(client, alice):
    """A browser in which alice is signed in."""
    client.force_login(alice)
    return client


@pytest.fixture
def item_bank(db) -> Questionnaire:
    """The 13 items and their interests, as `load_item_bank` publishes them."""
    call_command("load_item_bank", verbosity=0)
    return Questionnaire.objects.get()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        copy_from_template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Before the test database is dropped, end whatever else holds it. On a slow machine that is
    an autovacuum, or a thread of the live server whose browser has not hung up yet."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True, scope="session")
def emptied_quickly() -> Iterator[None]:
    """After a test whose changes are committed, empty the tables that hold something. Django's own
    flush empties all of them and makes content types and permissions anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty_tables())
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args) -> dict:
    chromium = chromium_options()
    if chromium is None:
        pytest.fail("Browser tests need Chromium: script/test installs it.")
    chromium["args"] += ONE_PROCESS
    return {**browser_type_launch_args, **chromium}


@pytest.fixture(scope="session")
def kept_contexts(browser, live_server) -> KeptContexts:
    return KeptContexts(browser, live_server.url)


@pytest.fixture
def troubles(kept_contexts: KeptContexts) -> list[str]:
    """What went wrong in the browser. A test that provokes an error on purpose takes it out."""
    kept_contexts.troubles.clear()
    return kept_contexts.troubles


@pytest.fixture(autouse=True)
def server_at_rest(request) -> Iterator[None]:
    """After the test's pages are closed and before its tables are emptied, let the server end what
    a page asked of it last: the two would wait for each other's locks."""
    yield
    if "live_server" in request.fixturenames:
        request.getfixturevalue("live_server").thread.httpd.rest()


@pytest.fixture
def new_context(kept_contexts, browser_context_args, live_server, troubles) -> Iterator:
    """Every page of the test, `page` included, fails it on an error or a third-party request."""

    def make(**options):
        # those that are about it allow it: it would fetch every script anew for each test
        return kept_contexts.take(**{**browser_context_args, "service_workers": "block", **options})

    yield make
    kept_contexts.put_back()
    assert troubles == []


@pytest.fixture
def postcode_directory(db) -> None:
    """The few real postcodes of tests/postcode_rows.py: SO17 1BJ, PO30 1UD, BT1 1AA, JE2 3AB..."""
    create_postcodes()


def load_demo() -> None:
    replace_directory(rows=iter(demo_postcodes.read()))
    load_demo_directory()


@pytest.fixture
def demo_directory(item_bank) -> None:
    """The made-up directory round Southampton, on the real postcodes it names."""
    fill_once(load_demo)
