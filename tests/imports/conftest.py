import pytest


@pytest.fixture
def as_cora(client, cora):
    client.force_login(cora)
    return client
