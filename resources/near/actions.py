"""Where distances are measured from."""

from django.contrib.gis.geos import Point
from django.db import transaction

from facilitation.models import Participant
from geography.geocoding import GeocodingError, locate_postcode
from geography.models import Postcode
from geography.vocabulary import PointSource
from resources.models import Home


@transaction.atomic
def find_home(*, participant: Participant) -> Home | None:
    """The participant's home: the one known, or made from their postcode.

    None when the postcode is not given or taken back. Raises GeocodingError when no location is
    known for it. A spot or town chosen for this very postcode is kept.
    """
    home = Home.objects.filter(participant=participant).first()
    if home and home.postcode == participant.postcode:
        return home
    if home:
        home.delete()
    if not participant.postcode:
        return None
    located = locate_postcode(participant.postcode)
    return Home.objects.create(
        participant=participant,
        postcode=participant.postcode,
        point=located.point,
        point_source=PointSource.POSTCODE,
        local_authority=located.local_authority,
    )


@transaction.atomic
def choose_home(*, participant: Participant, point: Point, source: PointSource) -> Home:
    """Put the home at a spot or town that was chosen; its authority is the nearest postcode's."""
    nearest = Postcode.nearest(point)
    home, _ = Home.objects.update_or_create(
        participant=participant,
        defaults={
            "postcode": participant.postcode,
            "point": point,
            "point_source": source,
            "local_authority": nearest.local_authority if nearest else "",
        },
    )
    return home


def has_moved(participant: Participant) -> bool:
    """Another place is looked around than the postcode's, which could be gone back to."""
    chosen = Home.objects.filter(participant=participant).exclude(point_source=PointSource.POSTCODE)
    code = participant.postcode.replace(" ", "")
    return chosen.exists() and Postcode.is_located(code)


def go_home(*, participant: Participant) -> None:
    """Measure from the participant's postcode again."""
    Home.objects.filter(participant=participant).delete()


def is_known(text: str) -> str:
    """What to say of a postcode as soon as it is typed: that we know it, or why not."""
    try:
        locate_postcode(text)
    except GeocodingError as error:
        return str(error)
    return "Thank you, we know where that is."
