from facilitation.models.audit import AuditEvent
from facilitation.models.changes import AppliedChange
from facilitation.models.records import ContactAndNeeds, PersonRecord
from facilitation.models.sessions import (
    REFERENCE_ALPHABET,
    Consent,
    Participant,
    ParticipantQuerySet,
    Session,
    SessionQuerySet,
    StageTime,
    make_reference,
)
from facilitation.models.users import Organisation, User

__all__ = [
    "REFERENCE_ALPHABET",
    "AppliedChange",
    "AuditEvent",
    "Consent",
    "ContactAndNeeds",
    "Organisation",
    "Participant",
    "ParticipantQuerySet",
    "PersonRecord",
    "Session",
    "SessionQuerySet",
    "StageTime",
    "User",
    "make_reference",
]
