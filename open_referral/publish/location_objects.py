"""Where a service happens, as the standard has it: of places that may be shown only."""

from collections.abc import Mapping

from open_referral import terms
from open_referral.ids import derived
from open_referral.publish.objects import Json, attributes, present
from resources.models import Place

# for what the standard requires and nobody has told us; read back as nothing
UNKNOWN = "Not known"


def at_location(place: Place, regions: Mapping[str, str]) -> Json:
    """A service_at_location. It carries the place's id: that is what its address finds it by."""
    return {
        "id": str(place.pk),
        "service_id": str(place.resource_id),
        "location_id": str(derived(place.pk, "location")),
        "location": location(place)
        | present({"addresses": addresses(place, regions), **accessibility(place)}),
    }


def location(place: Place) -> Json:
    point = place.point
    return {
        "id": str(derived(place.pk, "location")),
        "location_type": "physical",
        **present(
            {
                "name": place.name,
                "transportation": place.transport,
                "latitude": None if point is None else point.y,
                "longitude": None if point is None else point.x,
            }
        ),
    }


def addresses(place: Place, regions: Mapping[str, str]) -> list[Json]:
    """The place's address, when anything of one is known. `regions` names the local authority
    of a postcode without its space."""
    if not (place.address or place.town or place.postcode):
        return []
    return [
        {
            "id": str(derived(place.pk, "address")),
            "location_id": str(derived(place.pk, "location")),
            "address_1": place.address or UNKNOWN,
            "city": place.town or UNKNOWN,
            "state_province": regions.get(place.postcode.replace(" ", ""), UNKNOWN),
            "postal_code": place.postcode or UNKNOWN,
            "country": "GB",
            "address_type": "physical",
        }
    ]


def accessibility(place: Place) -> Json:
    known = [
        term
        for fact in terms.ACCESS
        if (term := terms.BY_CODE.get((terms.PLACE, f"{fact}:{getattr(place, fact)}")))
    ]
    location_id = derived(place.pk, "location")
    return {
        "accessibility": [
            {
                "id": str(derived(place.pk, "accessibility", term.code)),
                "location_id": str(location_id),
                "description": term.name,
            }
            for term in known
        ],
        "attributes": attributes(location_id, "location", known),
    }
