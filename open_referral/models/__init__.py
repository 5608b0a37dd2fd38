"""Feeds that entries are taken from, and what takers of ours need to know of the past."""

from open_referral.models.feeds import (
    Feed,
    FeedEntry,
    FeedRun,
    ProviderExternalId,
)
from open_referral.models.removal import Removal

__all__ = ["Feed", "FeedEntry", "FeedRun", "ProviderExternalId", "Removal"]
