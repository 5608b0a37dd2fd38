import csv
from pathlib import Path

from django.db import transaction

from geography.models import LocalAuthority

AUTHORITIES = Path(__file__).parents[1] / "data" / "authorities.csv"


@transaction.atomic
def load_authorities() -> int:
    """Name every local authority of the postcode directory. May be run again. Returns how many."""
    with AUTHORITIES.open(encoding="utf-8", newline="") as lines:
        authorities = [LocalAuthority(**row) for row in csv.DictReader(lines)]
    LocalAuthority.objects.bulk_create(
        authorities, update_conflicts=True, unique_fields=["code"], update_fields=["name"]
    )
    return len(authorities)
