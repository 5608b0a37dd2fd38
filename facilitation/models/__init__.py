from facilitation.models.audit import INSTALLATION, AuditEvent, AuditHead
from facilitation.models.changes import AppliedChange
from facilitation.models.follow_ups import MOST_ATTEMPTS, FollowUpAttempt
from facilitation.models.reassignments import Reassignment
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
    "INSTALLATION",
    "MOST_ATTEMPTS",
    "REFERENCE_ALPHABET",
    "AppliedChange",
    "AuditEvent",
    "AuditHead",
    "Consent",
    "ContactAndNeeds",
    "FollowUpAttempt",
    "Organisation",
    "Participant",
    "ParticipantQuerySet",
    "PersonRecord",
    "Reassignment",
    "Session",
    "SessionQuerySet",
    "StageTime",
    "User",
    "make_reference",
]
