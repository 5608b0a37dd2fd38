import pytest


@pytest.fixture
def as_cora(client, cora):
    client.force_login(cora)
    return client


@pytest.fixture
def at_once(settings):
    """The same work, here and now, without a worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def here(db, item_bank, postcode_directory):
    """The directory's postcodes and interests."""
