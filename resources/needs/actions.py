"""The log of what could not be found near enough. It knows no person."""

import datetime as dt
from collections.abc import Sequence

from django.db import connection, transaction

from facilitation.models import Session
from geography.models import Postcode
from geography.postcodes import MalformedPostcodeError, district, parse
from geography.vocabulary import PointSource
from resources.models import Home

# Counted once for each session and interest, however often the page is opened; of a session that
# another window erases meanwhile, and of practice, nothing.
RECORD = """
WITH fresh AS (
    INSERT INTO resources_countedneed (session_id, interest_id)
    SELECT session.id, interest
    FROM facilitation_session session
    JOIN facilitation_participant person ON person.id = session.participant_id
    CROSS JOIN unnest(%(interests)s::varchar[]) interest
    WHERE session.id = %(session)s AND NOT person.is_practice
    FOR KEY SHARE OF session
    ON CONFLICT DO NOTHING
    RETURNING interest_id
)
INSERT INTO resources_unmetneed (interest_id, district, date)
SELECT interest_id, %(district)s, %(today)s FROM fresh
"""


@transaction.atomic
def record_unmet(*, session: Session, home: Home, interests: Sequence[str], today: dt.date) -> None:
    """Log that too little is near this home for these interests: interest, district and date."""
    if not interests:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            RECORD,
            {
                "session": session.pk,
                "interests": list(interests),
                "district": district_of(home),
                "today": today,
            },
        )


def district_of(home: Home) -> str:
    """The postcode district that was searched, such as "SO17": the home's own, but where another
    place was looked around, that place's."""
    try:
        own = parse(home.postcode)
    except MalformedPostcodeError:
        own = ""
    if own and not (home.point_source != PointSource.POSTCODE and Postcode.is_located(own)):
        return district(own)
    nearest = Postcode.nearest(home.point)
    return district(nearest.code) if nearest else ""
