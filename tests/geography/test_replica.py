"""What is read from a standby, and what never is. A real one is in tests/operations."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.checks import Error
from django.db import DatabaseError, OperationalError, connection, transaction

from facilitation.checks import saved_is_on_the_disk
from facilitation.models import Participant, Session
from geography import replica
from geography.replica import each_from_replica, from_replica
from resources.models import Home, Resource


@pytest.fixture
def standby(monkeypatch):
    """As if there were one that follows. It is the same database: the tests have one only."""
    databases = {**settings.DATABASES, replica.REPLICA: settings.DATABASES["default"]}
    monkeypatch.setattr(settings, "DATABASES", databases)
    monkeypatch.setattr(replica, "follows", lambda: True)
    monkeypatch.setattr(replica.State, "until", 0.0)


def where(*models) -> list[str]:
    return [replica.Router().db_for_read(model) for model in models]


def test_no_table_of_the_replica_has_a_person_in_it():
    models = {one._meta.label_lower: one for one in apps.get_models(include_auto_created=True)}

    assert set(models) >= settings.REPLICA_MODELS
    about = {
        (label, str(field.related_model))
        for label in settings.REPLICA_MODELS
        for field in models[label]._meta.fields
        if field.is_relation
    }
    people = {str(model) for model in (Participant, Session)}
    assert people & {to for _, to in about} == set()


def test_only_a_function_that_says_so_reads_there_and_only_the_directory(standby, transactional_db):
    assert where(Resource) == ["default"]
    assert from_replica(where)(Resource, Participant, Home) == ["replica", "default", "default"]
    assert where(Resource) == ["default"]
    assert list(each_from_replica(iter(map(where, [Resource, Home])))) == [["replica"], ["default"]]
    assert replica.Router().db_for_write(Resource) == "default"


def test_what_may_just_have_been_written_is_not_read_there(standby, transactional_db):
    with transaction.atomic():
        assert from_replica(where)(Resource) == ["default"]


def test_without_a_standby_or_behind_it_the_primary_is_read(standby, transactional_db, monkeypatch):
    monkeypatch.setattr(replica, "follows", lambda: False)
    assert from_replica(where)(Resource) == ["default"]

    monkeypatch.setattr(settings, "DATABASES", {"default": settings.DATABASES["default"]})
    monkeypatch.setattr(replica, "follows", lambda: True)
    monkeypatch.setattr(replica.State, "until", 0.0)
    assert from_replica(where)(Resource) == ["default"]


def test_one_that_goes_away_in_the_middle_is_left_to_the_primary(
    standby, transactional_db, monkeypatch
):
    given_up = []
    monkeypatch.setattr(replica, "give_up", lambda: given_up.append(True))

    def read() -> str:
        [found] = where(Resource)
        if found == replica.REPLICA:
            raise OperationalError("terminating connection")
        return found

    assert (from_replica(read)(), given_up) == ("default", [True])


def test_a_mistake_of_ours_is_not_tried_again(standby, transactional_db):
    def read() -> None:
        raise DatabaseError("a column that is not there")

    with pytest.raises(DatabaseError, match="a column"):
        from_replica(read)()


def test_a_database_that_forgets_what_is_saved_is_found(db):
    assert saved_is_on_the_disk(databases=["default"]) == []

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    [found] = saved_is_on_the_disk(databases=["default"])
    assert (type(found), found.id) == (Error, "genie.E001")
