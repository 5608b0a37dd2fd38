"""Stage 3 and the directory behind it."""

from resources.models.correction import Correction
from resources.models.directory import ExternalId, Place, Provider, Resource
from resources.models.duplicate import DuplicatePair
from resources.models.history import (
    AuthorityEvent,
    ExternalIdEvent,
    InterestEvent,
    PlaceEvent,
    ProviderEvent,
    ResourceEvent,
    ScheduleEvent,
)
from resources.models.listing import Listing
from resources.models.need import CountedNeed, Home, NearFilters, ShownResource, UnmetNeed
from resources.models.schedule import Schedule
from resources.models.search_text import SearchText
from resources.models.source import SourceDifference, SourceRecord
from resources.models.suggestion import Suggestion
from resources.models.term import TermMapping

__all__ = [
    "AuthorityEvent",
    "Correction",
    "CountedNeed",
    "DuplicatePair",
    "ExternalId",
    "ExternalIdEvent",
    "Home",
    "InterestEvent",
    "Listing",
    "NearFilters",
    "Place",
    "PlaceEvent",
    "Provider",
    "ProviderEvent",
    "Resource",
    "ResourceEvent",
    "Schedule",
    "ScheduleEvent",
    "SearchText",
    "ShownResource",
    "SourceDifference",
    "SourceRecord",
    "Suggestion",
    "TermMapping",
    "UnmetNeed",
]
