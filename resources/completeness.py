"""How much of what a person asks about is written down."""

from resources.models import Place, Resource
from resources.vocabulary import Cost, Delivery, Known

SHORT = 40  # characters: less is a name, not a description (our decision)
ACCESS = ("step_free", "hearing_loop", "toilet", "parking")


def missing_from(resource: Resource) -> list[str]:
    """What is missing, in a word or two each. Looks at interests, places and regular times too."""
    return [words for words, known in facts(resource).items() if not known]


def score(resource: Resource) -> tuple[int, int]:
    """How many of how many facts are known."""
    known = facts(resource)
    return sum(known.values()), len(known)


def facts(resource: Resource) -> dict[str, bool]:
    found = {
        "interest": bool(resource.interests.all()),
        "description": len(resource.description) >= SHORT,
        "way to reach them": bool(resource.phone or resource.email or resource.web),
        "times": bool(resource.when_text or resource.schedules.all()),
        "cost": resource.cost != Cost.UNKNOWN,
        "check": resource.verified_on is not None,
    }
    if Delivery.PLACE in resource.delivery and not resource.address_confidential:
        places = resource.places.all()
        found["location"] = any(place.point for place in places)
        found["access facts"] = any(map(access_is_known, places))
    return found


def access_is_known(place: Place) -> bool:
    return any(getattr(place, fact) != Known.NOT_KNOWN for fact in ACCESS)
