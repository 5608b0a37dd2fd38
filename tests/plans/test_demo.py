"""The demo: log-ins made once, their password kept, nothing twice."""

import io

import pytest
from django.core.management import call_command

from facilitation.models import Organisation, User
from plans.demo.people import LOG_INS


@pytest.fixture
def run(db, monkeypatch):
    def run(password: str = "") -> str:
        monkeypatch.setenv("GENIE_DEMO_PASSWORD", password)
        out = io.StringIO()
        call_command("demo", stdout=out)
        return out.getvalue()

    return run


def passwords_hold(password: str) -> set[bool]:
    return {user.check_password(password) for user in User.objects.all()}


def test_five_log_ins_with_their_roles(run):
    run("a demo password")

    assert dict(User.objects.values_list("email", "role")) == {
        email: role for email, _, role, _ in LOG_INS
    }
    assert passwords_hold("a demo password") == {True}
    assert User.objects.filter(organisation__name="Solent Link Workers (demo)").count() == 4


def test_a_random_password_is_printed_once_and_kept(run):
    first = run()
    password = first.partition("shown this once: ")[2].strip()

    second = run()

    assert len(password) == 12
    assert passwords_hold(password) == {True}
    assert "Password" not in second


def test_a_second_run_changes_nothing_unless_told_a_password(run):
    run("a demo password")
    before = list(User.objects.order_by("pk").values())
    organisations = Organisation.objects.count()

    run("a demo password")
    run()
    assert list(User.objects.order_by("pk").values()) == before
    assert Organisation.objects.count() == organisations

    run("another password")
    assert passwords_hold("another password") == {True}
