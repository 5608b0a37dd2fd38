"""Whatever JSON a feed sends, a run of it ends: in entries, or in a message."""

import copy
import json
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.open_referral.own_feed import run
from tests.open_referral.samples import VERSION_1, VERSION_3
from tests.tiers import examples

pytestmark = pytest.mark.django_db

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**400, -(10**30), 1e308, float("inf"), "9" * 400, "\x00", "\ud800", "۳"]),
    st.sampled_from(["0001-01-01", "9999-12-31T23:59:59+14:00", "25:61", "<b>", "&lt;" * 9, "://"]),
    st.text(max_size=30),
    st.recursive(st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)),
)


def paths(value: Any, path: tuple = ()) -> list[tuple]:
    """Where something stands in a JSON value."""
    found = [path] if path else []
    keys = value if isinstance(value, dict) else range(len(value) if isinstance(value, list) else 0)
    for key in keys:
        found += paths(value[key], (*path, key))
    return found


def with_part(value: Any, path: tuple, part: Any) -> Any:
    changed = copy.deepcopy(value)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = part
    return changed


@st.composite
def services(draw) -> Any:
    service: Any = draw(st.sampled_from([VERSION_1, VERSION_3]))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(paths(service)))
        service = with_part(service, place, draw(ODD))
    return service


def as_feed(found: Any) -> bytes:
    return json.dumps(found).encode()


@pytest.mark.sweep
@settings(
    max_examples=examples(in_full=60), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(service=services())
def test_any_value_at_any_depth(item_bank, postcode_directory, service):
    with transaction.atomic():
        done = run(lambda url: as_feed([service]))
        assert done.message == ""
        assert sum(done.counts.get(name, 0) for name in ("new", "left out")) == 1
        transaction.set_rollback(True)
