"""Reports that an entry is wrong."""

from django.db import transaction

from resources.models import Correction, Resource


@transaction.atomic
def report_wrong(*, resource: Resource, text: str, source: Correction.Source) -> Correction:
    """Ask the curators to look at the entry. What is waiting already is not asked again."""
    Resource.objects.select_for_update().get(pk=resource.pk)
    waiting = resource.corrections.open().filter(text=text, source=source).first()
    return waiting or Correction.objects.create(resource=resource, text=text, source=source)
