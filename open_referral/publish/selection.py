"""Which rows a list holds, and what is fetched with them. All filters combine with AND."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.gis.measure import D
from django.db import connection
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from geography.geocoding import Located
from geography.models import LocalAuthority, Postcode
from open_referral import terms
from open_referral.models import Feed, Removal
from preferences.models import Interest
from resources.models import Place, Resource, Schedule
from resources.models.directory import all_times_ended
from resources.models.search_text import TextSearch
from resources.vocabulary import Status

Filters = Mapping[str, Any]
TIMES = {"day", "start_time", "end_time"}


def services(filters: Filters) -> QuerySet[Resource]:
    """The published services that `filters`, as a ServicesForm cleans them, let through."""
    return Resource.objects.filter(*conditions(filters))


def places(filters: Filters) -> QuerySet[Place]:
    """The places that may be shown, of those services. By ServicesAtLocationsForm."""
    rows = Place.objects.filter(resource__address_confidential=False)
    of_service = conditions(filters)
    located: Located | None = filters.get("postcode")
    if located is not None:
        of_service.append(serves(located))
        if "proximity" in filters:
            rows = rows.filter(point__dwithin=(located.point, D(m=filters["proximity"])))
    if TIMES & filters.keys():
        here = Q(place=None) | Q(place=OuterRef("pk"))
        rows = rows.filter(meets(filters, here & Q(resource=OuterRef("resource"))))
    return rows.filter(resource__in=Resource.objects.filter(*of_service)) if of_service else rows


def conditions(filters: Filters) -> list[Any]:
    made = [BY_PARAMETER[name](filters[name]) for name in filters if name in BY_PARAMETER]
    if TIMES & filters.keys():
        made.append(meets(filters, Q(resource=OuterRef("pk"))))
    return made


def worded(text: str) -> Q:
    """By the words of the name, the description, the organisation's name, and the places."""
    return TextSearch(text).exactly


def changed_since(moment: dt.datetime) -> Q:
    """Changed by a hand, or by a last day that has passed since."""
    today = timezone.localdate()
    # nothing here is older, and earlier there are days without a day before
    moment = max(moment, dt.datetime(1970, 1, 2, tzinfo=dt.UTC))
    a_day_before = moment.date() - dt.timedelta(days=1)
    ended = Q(status=Status.ACTIVE, ends_on__lt=today, ends_on__gte=a_day_before)
    lately = Schedule.objects.filter(resource=OuterRef("pk"), last_date__gte=a_day_before)
    times_ended = Q(status=Status.ACTIVE) & all_times_ended(today) & Q(Exists(lately))
    return Q(updated_at__gte=moment) | ended | times_ended


def meets(filters: Filters, whose: Q) -> Exists:
    """One and the same regular time fits all that is asked."""
    asked = {
        "weekday": filters.get("day"),
        "starts__gte": filters.get("start_time"),
        "ends__lte": filters.get("end_time"),
    }
    given = {lookup: value for lookup, value in asked.items() if value is not None}
    found = Schedule.objects.filter(whose, **given)
    # what ends after midnight does not end early
    return Exists(found.filter(ends__gt=F("starts")) if "ends__lte" in given else found)


def serves(located: Located) -> Q:
    """The area served includes this spot, or has no limit."""
    of_resource = Resource.authorities.through.objects.filter(resource=OuterRef("pk"))
    return (
        Q(national=True)
        | (~Exists(of_resource) & Q(area=None))
        | Exists(of_resource.filter(localauthority=located.local_authority))
        | Q(area__covers=located.point)
    )


def carries(term_id: UUID) -> Any:
    """Carries this term. A term nobody has finds nothing."""
    term = terms.every_term(interests()).get(term_id)
    if term is None:
        return Q(pk__in=[])
    if term.taxonomy is terms.PLACE:
        fact, _, known = term.code.partition(":")
        return at_shown_place(Q(**{fact: known}))
    return {
        terms.INTEREST: Q(interests=term.code),
        terms.DELIVERY: Q(delivery__contains=[term.code]),
        terms.JOINING: Q(joining=term.code),
        terms.GENDER: Q(genders__contains=[term.code]),
        terms.CONDITION: Q(conditions__contains=[term.code]),
        terms.HANDLING: Q(address_confidential=True),
    }[term.taxonomy]


def carries_any(taxonomy_id: UUID) -> Any:
    """Carries any term of this taxonomy."""
    taxonomy = terms.TAXONOMIES.get(taxonomy_id)
    if taxonomy is None:
        return Q(pk__in=[])
    if taxonomy is terms.INTEREST:
        return Exists(Resource.interests.through.objects.filter(resource=OuterRef("pk")))
    if taxonomy is terms.PLACE:
        known = [Q(**{f"{fact}__in": ("yes", "no")}) for fact in terms.ACCESS]
        return at_shown_place(known[0] | known[1] | known[2] | known[3])
    return {
        terms.DELIVERY: ~Q(delivery=[]),
        terms.JOINING: ~Q(joining=""),
        terms.GENDER: ~Q(genders=[]),
        terms.CONDITION: ~Q(conditions=[]),
        terms.HANDLING: Q(address_confidential=True),
    }[taxonomy]


def at_shown_place(fact: Q) -> Any:
    return Q(Exists(Place.objects.filter(fact, resource=OuterRef("pk")))) & Q(
        address_confidential=False
    )


# the standard's words: a minimum age of at least, a maximum age of at most the value given
BY_PARAMETER: dict[str, Callable[[Any], Any]] = {
    "search": worded,
    "taxonomy_term_id": carries,
    "taxonomy_id": carries_any,
    "minimum_age": lambda age: Q(minimum_age__gte=age) | (Q(minimum_age=None) if age == 0 else Q()),
    "maximum_age": lambda age: Q(maximum_age__lte=age),
    "modified_after": changed_since,
}


def interests() -> list[tuple[str, str]]:
    return list(Interest.objects.values_list("slug", "name"))


def listed(rows: QuerySet[Resource]) -> QuerySet[Resource]:
    """With what a list tells; of places only so that a confidential address can be withheld, and
    of times only whether they have ended."""
    return rows.select_related("provider").prefetch_related("places", "schedules")


def whole(rows: QuerySet[Resource]) -> QuerySet[Resource]:
    """With all that `publish.service` reads, in a constant number of queries."""
    return rows.select_related("provider").prefetch_related(
        "interests", "authorities", "schedules", "places"
    )


def regions(shown: Iterable[Place]) -> dict[str, str]:
    """The local authority's name for each of the places' postcodes, where it is known."""
    codes = {place.postcode.replace(" ", "") for place in shown} - {""}
    names = LocalAuthority.objects.in_bulk()
    return {
        code: names[authority].name
        for code, authority in Postcode.objects.filter(pk__in=codes).values_list(
            "code", "local_authority"
        )
        if authority in names
    }


def last_change() -> dt.datetime | None:
    """When anything published last changed: a write, a removal, or today's beginning, when end
    dates pass. None for a directory that never held anything."""
    written = Resource.objects.aggregate(at=Max("updated_at"))["at"]
    removed = Removal.objects.aggregate(at=Max("removed_at"))["at"]
    moments: list[dt.datetime] = [moment for moment in (written, removed) if moment]
    if not moments:
        return None
    midnight = dt.datetime.combine(timezone.localdate(), dt.time())
    return max(*moments, timezone.make_aware(midnight))


def attribution() -> str:
    """Whom to name: ourselves, and the feeds whose entries are passed on."""
    feeds = Feed.objects.exclude(attribution="").values_list("attribution", flat=True)
    return " ".join([settings.GENIE_DIRECTORY_ATTRIBUTION, *feeds])


def version() -> tuple[int, str]:
    """What moves with every write to the directory: a count of them, and the transaction that is
    still writing, if we are inside of one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT last_value, coalesce(pg_current_xact_id_if_assigned()::text, '')"
            " FROM resources_directory_version"
        )
        count, writing = cursor.fetchone()
    return count, writing
