"""Stage 3 and the directory behind it."""

from resources.models.correction import Correction
from resources.models.directory import ExternalId, Place, Provider, Resource, Schedule
from resources.models.duplicate import DuplicatePair
from resources.models.feeds import (
    Feed,
    FeedEntry,
    FeedRun,
    ProviderExternalId,
    TermMapping,
)
from resources.models.geography import LocalAuthority, Postcode
from resources.models.history import (
    AuthorityEvent,
    ExternalIdEvent,
    InterestEvent,
    PlaceEvent,
    ProviderEvent,
    ResourceEvent,
    ScheduleEvent,
)
from resources.models.imports import ImportRun
from resources.models.listing import Listing
from resources.models.need import CountedNeed, Home, UnmetNeed
from resources.models.published import Removal

__all__ = [
    "AuthorityEvent",
    "Correction",
    "CountedNeed",
    "DuplicatePair",
    "ExternalId",
    "ExternalIdEvent",
    "Feed",
    "FeedEntry",
    "FeedRun",
    "Home",
    "ImportRun",
    "InterestEvent",
    "Listing",
    "LocalAuthority",
    "Place",
    "PlaceEvent",
    "Postcode",
    "Provider",
    "ProviderEvent",
    "ProviderExternalId",
    "Removal",
    "Resource",
    "ResourceEvent",
    "Schedule",
    "ScheduleEvent",
    "TermMapping",
    "UnmetNeed",
]
