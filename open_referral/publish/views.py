"""The nine endpoints. All of it may be read by anyone; none of it is about participants."""

from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from open_referral import terms
from open_referral.models import Removal
from open_referral.publish import location_objects, objects, paging, selection, service_objects
from open_referral.publish.objects import Json
from open_referral.publish.parameters import (
    PageForm,
    ServicesAtLocationsForm,
    ServicesForm,
    TermsForm,
)
from open_referral.publish.responses import Answer, Refusal, checked, endpoint

PROFILE = "https://openreferraluk.org"
OPENAPI = "https://openreferraluk.org/specifications/3.0/openapi.json"


@endpoint
def about(request: HttpRequest) -> Answer:
    return Answer(
        {
            "version": "HSDS-UK-3.0",
            "profile": PROFILE,
            "openapi_url": OPENAPI,
            "license": {
                "name": settings.GENIE_DIRECTORY_LICENCE,
                "url": settings.GENIE_DIRECTORY_LICENCE_URL,
            },
            "attribution": selection.attribution(),
        }
    )


@endpoint
def services(request: HttpRequest) -> Answer:
    form = ServicesForm(request.GET)
    asked = checked(form)
    rows = selection.services(form.filters())
    page = paging.page(
        selection.whole(rows) if asked["full"] else selection.listed(rows),
        number=asked["page"],
        per_page=asked["per_page"],
        kept_as=kept_as("services", form),
    )
    today = timezone.localdate()
    if asked["full"]:
        show = whole_services(page.rows)
    else:
        show = [service_objects.summary(resource, today) for resource in page.rows]
    return Answer(page_of(page, show), selection.last_change())


def whole_services(rows: Iterable[Any]) -> list[Json]:
    fetched = list(rows)
    shown = [
        place
        for resource in fetched
        if not resource.address_confidential
        for place in resource.places.all()
    ]
    regions, today = selection.regions(shown), timezone.localdate()
    return [service_objects.service(resource, today, regions) for resource in fetched]


@endpoint
def service(request: HttpRequest, id: str) -> Answer:
    key = identifier(id)
    found = list(selection.whole(selection.services({})).filter(pk=key))
    if not found:
        if Removal.objects.filter(pk=key).exists():
            raise Refusal(HTTPStatus.GONE, "This service was removed from the directory.")
        raise missing()
    changed = service_objects.modified_at(found[0], timezone.localdate())
    return Answer(whole_services(found)[0], changed)


@endpoint
def services_at_locations(request: HttpRequest) -> Answer:
    form = ServicesAtLocationsForm(request.GET)
    asked = checked(form)
    near_somebody = bool(asked["postcode"])
    page = paging.page(
        selection.places(form.filters())
        .select_related("resource__provider")
        .prefetch_related("resource__schedules"),
        number=asked["page"],
        per_page=asked["per_page"],
        kept_as=None if near_somebody else kept_as("services at locations", form),
    )
    today = timezone.localdate()
    show = [service_objects.listed_at_location(place, today) for place in page.rows]
    return Answer(page_of(page, show), selection.last_change(), may_be_kept=not near_somebody)


@endpoint
def service_at_location(request: HttpRequest, id: str) -> Answer:
    place = selection.places({}).filter(pk=identifier(id)).first()
    if place is None:
        raise missing()
    resource = selection.whole(selection.services({})).get(pk=place.resource_id)
    today = timezone.localdate()
    regions = selection.regions([place])
    whole = service_objects.service(resource, today, selection.regions(resource.places.all()))
    own = objects.present({"schedules": service_objects.schedules(resource, place)})
    content = location_objects.at_location(place, regions) | own | {"service": whole}
    return Answer(content, service_objects.modified_at(resource, today))


@endpoint
def taxonomies(request: HttpRequest) -> Answer:
    return listed(request, list(terms.TAXONOMIES.values()), objects.taxonomy)


@endpoint
def taxonomy(request: HttpRequest, id: str) -> Answer:
    found = terms.TAXONOMIES.get(identifier(id))
    if found is None:
        raise missing()
    return Answer(objects.taxonomy(found))


@endpoint
def taxonomy_terms(request: HttpRequest) -> Answer:
    form = TermsForm(request.GET)
    wanted = checked(form)["taxonomy_id"]
    every = terms.every_term(selection.interests()).values()
    chosen = [term for term in every if wanted in (None, term.taxonomy.id)]
    return listed(request, chosen, objects.taxonomy_term)


@endpoint
def taxonomy_term(request: HttpRequest, id: str) -> Answer:
    found = terms.every_term(selection.interests()).get(identifier(id))
    if found is None:
        raise missing()
    return Answer(objects.taxonomy_term(found))


@endpoint
def elsewhere(request: HttpRequest, path: str) -> Answer:
    raise missing()


def identifier(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise missing() from None


def missing() -> Refusal:
    return Refusal(HTTPStatus.NOT_FOUND, "There is nothing here with this id or address.")


def kept_as(name: str, form: ServicesForm) -> object:
    today = timezone.localdate()
    return name, selection.version(), today, sorted(form.filters().items())


def listed(request: HttpRequest, items: Sequence[Any], show: Callable[[Any], Json]) -> Answer:
    """A page of a list short enough to hold."""
    asked = checked(PageForm(request.GET))
    start = (asked["page"] - 1) * asked["per_page"]
    shown = [show(item) for item in items[start : start + asked["per_page"]]]
    return Answer(envelope(asked["page"], asked["per_page"], len(items), shown))


def page_of(page: paging.Page, contents: list[Json]) -> Json:
    return envelope(page.number, page.per_page, page.total, contents)


def envelope(number: int, per_page: int, total: int, contents: list[Json]) -> Json:
    # an empty list has one page, and that is empty
    pages = max(1, -(-total // per_page))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }
