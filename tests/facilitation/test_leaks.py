"""What was said goes into no address, no log line and no audit event."""

import io
import logging
import re

from django.db import IntegrityError, transaction
from django.urls import reverse

from facilitation import actions
from facilitation.models import AuditEvent
from genie_site.logs import WordlessFormatter

SECRETS = {
    "name": "Wilhelmina",
    "postcode": "SO17 1BJ",
    "gender": "non_binary",
    "year_of_birth": "1931",
    "conditions": "dementia",
}
RECORD = {
    "phone": "01632 960417",
    "email": "wilhelmina@home.example",
    "best_time": "when Susan is in",
    "carer": "Susan next door",
}
NOTE = "do not mention Harold"
WORDS = [
    "960417",
    "home.example",
    "Susan",
    "Harold",
    "Wilhelmina",
    "SO17",
    "so17",
    "non_binary",
    "1931",
    "dementia",
    "alice@",
    "correct horse",
]


ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def leaks(text: str) -> list[str]:
    """Which of the words stand in it, ids left out: one in some hundred has "1931" in it."""
    told = ID.sub("", text.lower())
    return [word for word in WORDS if word.lower() in told]


def whole_session(client, addresses: list[str]) -> None:
    """From a mistyped password to erasure, by the pages."""

    def go(page: str, /, *args, **data):
        name = page if page.startswith("account_") else f"facilitation:{page}"
        url = reverse(name, args=args)
        response = client.post(url, data) if data else client.get(url)
        addresses.extend([response.request["PATH_INFO"], response.request["QUERY_STRING"]])
        addresses.append(response.headers.get("Location", ""))
        return response

    go("account_login", login="alice@genie.example", password="correct horse, almost")
    go("account_login", login="alice@genie.example", password="correct horse")
    about = go("start", begin="yes").url
    session_id = about.split("/")[2]
    go("about", session_id, agreed="nonsense", **SECRETS)
    go("about", session_id, agreed="keep", **{**SECRETS, "year_of_birth": "193"})
    go("about", session_id, agreed="keep", **SECRETS)
    go("search", query="Wilhelmina")
    go("pause", session_id, now="yes")
    go("about", session_id, agreed="keep", **SECRETS)
    go("finish", session_id, now="yes")
    go("about", session_id, agreed="keep", **SECRETS)  # refused: finished
    go("reopen", session_id, now="yes")
    page = go("sessions").content.decode()
    assert "Wilhelmina" in page  # it was there to leak
    person = AuditEvent.objects.get(action="consent recorded").object_id
    go("participant", person)
    go("contact", person, sure="yes")
    go("contact", person, **{**RECORD, "phone": "960417, Susan says"})
    go("contact", person, **RECORD)
    go("note", person, note=NOTE)
    assert "Harold" in go("note", person).content.decode()  # it was there to leak
    go("withdraw", person, clause="record")
    go("erase", person, sure="yes")
    go("about", session_id)  # gone
    go("sign_out", now="yes")


def test_nothing_said_reaches_addresses_logs_or_audit_events(client, alice, caplog):
    caplog.set_level(logging.DEBUG)
    for name in ("django.request", "django.security", "allauth"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    addresses: list[str] = []

    whole_session(client, addresses)

    assert len(addresses) > 30
    assert leaks(" ".join(addresses)) == []
    lines = [
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    ]
    assert lines != []
    assert leaks("\n".join(lines)) == []
    events = [
        [str(value) for value in row.values()]
        for row in AuditEvent.objects.values("action", "object_type", "object_id", "actor_id")
    ]
    assert len(events) == 12
    assert leaks(str(events)) == []


def test_a_fault_is_logged_without_the_row_it_happened_to(session):
    logger = logging.getLogger("a fault")
    session.participant.name = "Wilhelmina"
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(WordlessFormatter())
    logger.addHandler(handler)
    try:
        with transaction.atomic():
            session.participant.save(force_insert=True)
    except IntegrityError as error:
        assert "DETAIL" in str(error)
        logger.exception("it went wrong")

    assert leaks(stream.getvalue()) == []
    assert str(session.participant_id) not in stream.getvalue()
    assert "IntegrityError" in stream.getvalue()
    assert "test_leaks.py" in stream.getvalue()


def test_an_audit_event_has_nowhere_to_put_what_was_said(alice, session):
    """Fixed phrases and ids: a longer text does not even fit."""
    actions.reopen(session=session, by=alice)
    kinds = {
        field.name: field.get_internal_type()
        for field in AuditEvent._meta.fields
        if field.name not in {"id", "kind", "action", "object_type", "digest"}
    }

    assert kinds == {
        "at": "DateTimeField",
        "actor_id": "UUIDField",
        "organisation_id": "UUIDField",
        "object_id": "UUIDField",
        "position": "BigIntegerField",
    }
    assert {event.action for event in AuditEvent.objects.all()} == {
        "session started",
        "consent recorded",
    }
