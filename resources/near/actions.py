"""Where distances are measured from, and how one looked around last."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import connection, transaction

from facilitation.locks import changes, lock
from facilitation.models import Participant, Session
from geography.geocoding import GeocodingError, locate_postcode
from geography.models import Postcode
from geography.vocabulary import PointSource
from resources.models import Home, Listing, NearFilters
from resources.near.rules import Filters

SHOWN = """
INSERT INTO resources_shownresource (session_id, resource_id, position)
SELECT %(session)s, id, position
FROM unnest(%(shown)s::uuid[]) WITH ORDINALITY AS listed (id, position)
JOIN resources_resource USING (id)
ON CONFLICT DO NOTHING
"""


@transaction.atomic
def record_shown(*, session: Session, shown: Sequence[UUID]) -> None:
    """Keep what a session that goes on was shown, each once, where it stood the first time."""
    if shown and not session.finished_at:
        lock(session)
        with connection.cursor() as cursor:
            cursor.execute(SHOWN, {"session": session.pk, "shown": list(shown)})


def find_home(*, session: Session) -> Home | None:
    """The participant's home: the one known, or made from their postcode.

    None when the postcode is not given or taken back. Raises GeocodingError when no location is
    known for it. A spot or town chosen for this very postcode is kept.
    """
    return known_home(session.participant) or make_home(session)


def known_home(participant: Participant) -> Home | None:
    return Home.objects.filter(participant=participant, postcode=participant.postcode).first()


@transaction.atomic
def make_home(session: Session) -> Home | None:
    lock(session)
    participant = session.participant
    made_meanwhile = known_home(participant)
    if made_meanwhile:
        return made_meanwhile
    if not participant.postcode:
        Home.objects.filter(participant=participant).delete()
        return None
    located = locate_postcode(participant.postcode)
    return put_home(participant, located.point, PointSource.POSTCODE, located.local_authority)


@changes("session")
def choose_home(*, session: Session, point: Point, source: PointSource) -> Home:
    """Put the home at a spot or town that was chosen; its authority is the nearest postcode's."""
    nearest = Postcode.nearest(point)
    return put_home(session.participant, point, source, nearest.local_authority if nearest else "")


def put_home(participant: Participant, point: Point, source: PointSource, authority: str) -> Home:
    home, _ = Home.objects.update_or_create(
        participant=participant,
        defaults={
            "postcode": participant.postcode,
            "point": point,
            "point_source": source,
            "local_authority": authority,
        },
    )
    return home


def has_moved(participant: Participant) -> bool:
    """Another place is looked around than the postcode's, which could be gone back to."""
    chosen = Home.objects.filter(participant=participant).exclude(point_source=PointSource.POSTCODE)
    code = participant.postcode.replace(" ", "")
    return chosen.exists() and Postcode.is_located(code)


@changes("session")
def go_home(*, session: Session) -> None:
    """Measure from the participant's postcode again."""
    Home.objects.filter(participant=session.participant).delete()


def kept_filters(session: Session) -> Filters:
    """How the session looked around last."""
    kept = NearFilters.objects.filter(session=session).first()
    if kept is None:
        return Filters()
    names = (field.name for field in fields(Filters))
    return Filters(**{name: getattr(kept, name) for name in names})


@transaction.atomic
def keep_filters(*, session: Session, filters: Filters) -> None:
    """For when one comes back. A finished session stays as it is."""
    lock(session)
    if not session.finished_at:
        NearFilters.objects.update_or_create(session=session, defaults=asdict(filters))


NEIGHBOURHOOD = 10_000  # metres


def offered_around(point: Point) -> int:
    """How much of the directory lies round a point: of towns of one name, people of this
    organisation mean the one that it knows."""
    return Listing.objects.filter(point__dwithin=(point, NEIGHBOURHOOD)).count()


def is_known(text: str) -> dict[str, str]:
    """What to say of a postcode as soon as it is typed: that we know it, or why not, and which
    other one was perhaps meant."""
    try:
        locate_postcode(text)
    except GeocodingError as error:
        asked = {"meant": error.meant} if error.meant else {}
        return {"message": str(error), **asked}
    return {"message": "Thank you, we know where that is."}
