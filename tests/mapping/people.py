"""Members to put on a map in a test."""

from facilitation.models import Session
from mapping.models import Member
from mapping.rings import from_point, spread


def put_on_map(session: Session, name: str, ring: int = 1, **details) -> Member:
    """Someone on the map, in a free place of their ring."""
    others = [member.point for member in session.members.all()]
    x, y = from_point(spread(ring, others))
    return Member.objects.create(session=session, name=name, ring=ring, x=x, y=y, **details)
