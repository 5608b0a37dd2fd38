"""Reports that an entry is wrong, and word from the organisation itself that it is right."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from resources.actions import curation
from resources.models import Correction, Resource

# From one organisation about one entry: enough to put right what was said, too few to be a flood.
MOST_A_DAY = 5
ALL_IS_RIGHT = "All of it is right."


class TooManyReportsError(Exception):
    """The organisation has written about this entry often enough today."""


@transaction.atomic
def report_wrong(*, resource: Resource, text: str, source: Correction.Source) -> Correction:
    """Ask the curators to look at the entry. What is waiting already is not asked again."""
    Resource.objects.select_for_update().get(pk=resource.pk)
    waiting = resource.corrections.open().filter(text=text, source=source).first()
    return waiting or Correction.objects.create(resource=resource, text=text, source=source)


@transaction.atomic
def report_from_organisation(*, resource: Resource, text: str) -> Correction:
    """What the organisation says of its own entry; no text means that all is right.

    Nothing changes until a curator has read it, but that the address is kept confidential where
    they say that it is a refuge's. Raises TooManyReportsError.
    """
    resource = Resource.objects.select_for_update().get(pk=resource.pk)
    said = resource.corrections.filter(source=Correction.Source.ORGANISATION)
    if said.filter(reported_at__gte=timezone.now() - dt.timedelta(days=1)).count() >= MOST_A_DAY:
        raise TooManyReportsError
    curation.protect_as_told(resource=resource, text=text)
    waiting = said.open().filter(confirms=not text, text=text or ALL_IS_RIGHT).first()
    return waiting or Correction.objects.create(
        resource=resource,
        source=Correction.Source.ORGANISATION,
        confirms=not text,
        text=text or ALL_IS_RIGHT,
    )
