"""A prepared query finds what the same query of Django's finds, whatever it is asked with."""

import datetime as dt
import gc
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from facilitation.access import EXAMPLES, ONE, one_of
from facilitation.models import Consent, Session
from facilitation.prepared import Prepared

pytestmark = pytest.mark.django_db


def test_it_finds_what_was_asked_for_each_time(session, alice, eve):
    other = Session.objects.create(participant=session.participant, facilitator=alice)
    asked = alice.pk, alice.organisation_id
    for each in (session, other, session):
        found = ONE.first(each.pk, *asked)
        plain = one_of(each.pk, *asked).get()
        assert found == plain
        assert found.agreed_last == plain.agreed_last
        with connection.execute_wrapper(no_query):
            assert found.participant.__dict__.keys() == plain.participant.__dict__.keys()
            assert found.participant.conditions == plain.participant.conditions
    assert ONE.first(session.pk, eve.pk, eve.organisation_id) is None
    assert ONE.first(uuid.uuid4(), *asked) is None


def no_query(*_):
    raise AssertionError("it was read with the rest")


def test_the_database_plans_it_once_for_each_connection(session, alice):
    asked = session.pk, alice.pk, alice.organisation_id
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert ONE.first(*asked) == session
        [query] = captured
        assert query["sql"].startswith("EXECUTE facilitation_session_")

    def elsewhere() -> Session | None:  # where nothing of this test is there
        try:
            return ONE.first(*asked)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as another:
        assert [another.submit(elsewhere).result() for _ in range(2)] == [None, None]


def test_a_pool_is_asked_in_full(session, alice, monkeypatch):
    """There, the next transaction may be on another connection."""
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    with CaptureQueriesContext(connection) as captured:
        assert ONE.first(session.pk, alice.pk, alice.organisation_id) == session
    assert [query["sql"].split(" ")[0] for query in captured] == ["SELECT"]


def test_what_changed_meanwhile_is_read(session, alice):
    asked = session.pk, alice.pk, alice.organisation_id
    ONE.first(*asked)
    Consent.objects.create(
        participant=session.participant, wording_version="1", agreed=["keep"], recorded_by=alice
    )
    [found] = ONE.all(*asked)
    assert found.agreed_last == ["keep"]


def test_an_example_that_the_query_does_not_ask_by_is_a_mistake(session):
    forgetful = Prepared(lambda pk, _: Session.objects.filter(pk=pk), *EXAMPLES[:2])
    with pytest.raises(AssertionError):
        forgetful.first(session.pk, session.pk)


def test_nothing_that_is_worked_out_of_a_value_stays_as_it_was_at_first():
    """Of an example of today, yesterday would be kept for ever."""
    get_resolver().url_patterns  # noqa: B018 (whatever any page asks is read in)
    every = [one for one in gc.get_objects() if type(one) is Prepared]
    assert len(every) > 10

    for prepared in every:
        others = [OTHERS[type(example)] for example in prepared.examples]
        if len(others) > len(set(others)):
            others = [uuid.UUID(int=90 + at) for at in range(len(others))]
        compiler = prepared.compose(*others).query.get_compiler("default")
        sql, parameters = compiler.as_sql()
        plan = prepared.make_plan()
        asked = [one if at is None else others[at] for one, at in plan.parameters]
        assert (sql, list(parameters)) == (plan.sql, asked)


OTHERS = {
    uuid.UUID: uuid.UUID(int=90),
    str: "others",
    dt.date: dt.date(2031, 5, 7),
    dt.datetime: dt.datetime(2031, 5, 7, tzinfo=dt.UTC),
}
