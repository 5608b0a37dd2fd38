"""What a test commits is gone before the next, and what migrating made is still there."""

from django.apps import apps
from django.contrib.auth.models import Permission

from resources.models import Provider, Resource
from tests.database import KEPT, empty_tables, fill_once


def numbers_of_rows() -> dict[str, int]:
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return {model._meta.db_table: model._default_manager.count() for model in models}


def test_all_rows_go_but_those_that_migrating_made(transactional_db, session, item_bank):
    provider = Provider.objects.create(name="Solent Steps")
    Resource.objects.create(name="Strollers", provider=provider)  # triggers write its history
    permissions = Permission.objects.count()

    empty_tables()

    assert {table for table, rows in numbers_of_rows().items() if rows} == KEPT
    assert Permission.objects.count() == permissions > 0


def test_rows_are_made_once_and_put_back(transactional_db):
    made = []

    def make() -> None:
        provider = Provider.objects.create(name="Solent \t Steps\n")
        Resource.objects.create(name="Strollers", provider=provider)
        made.append(provider.pk)

    fill_once(make)
    first, rows = list(Resource.objects.values()), numbers_of_rows()
    empty_tables()
    fill_once(make)

    assert len(made) == 1
    assert (list(Resource.objects.values()), numbers_of_rows()) == (first, rows)
    assert Provider.objects.get().pk == made[0]
    Resource.objects.create(name="Hikers", provider=Provider.objects.get())  # its history goes on
