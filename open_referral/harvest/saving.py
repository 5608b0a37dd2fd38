"""An entry read from a feed, into the directory: through the curators' own forms, whole or not
at all. The caller refreshes the match index."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.gis.geos import GEOSException, MultiPolygon, Polygon
from django.db import transaction

from geography import postcodes
from geography.models import LocalAuthority
from geography.vocabulary import PointSource
from open_referral.harvest.reading import Entry
from open_referral.ids import derived
from open_referral.models import Feed, FeedEntry, ProviderExternalId
from resources.forms.entries import PlaceForm, ProviderForm, ResourceForm
from resources.freshness import check_again_on
from resources.intake import EntryError, messages, save_times
from resources.models import ExternalId, Place, Provider, Resource
from resources.vocabulary import Cost, Joining, Status

# Not the feed's to say
OURS = {"provider", "owner", "verify_by"}
# what a field becomes when what the feed says of it cannot be taken
OTHERWISE: dict[str, Any] = {
    "cost": Cost.UNKNOWN, "joining": Joining.CONTACT, "status": Status.ACTIVE,
    "delivery": ["phone"],
}  # fmt: skip


class Providers:
    """The feed's organisations as our providers, remembered for the length of a run."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        self.known: dict[str, Provider] = {}

    def find(self, entry: Entry) -> Provider:
        """Made or updated where it is this feed's; somebody else's is taken as it is."""
        facts = entry.provider
        if not facts["name"]:
            entry.notes.append("It names no organisation: the feed stands in for one.")
            facts = facts | {"name": self.feed.name, "key": facts["key"] or "nobody"}
        if facts["key"] not in self.known:
            self.known[facts["key"]] = self.take(facts, entry.notes)
        return self.known[facts["key"]]

    def take(self, facts: dict[str, Any], notes: list[str]) -> Provider:
        source, key = self.feed.source, facts["key"]
        external = (
            ProviderExternalId.objects.filter(source=source, value=key)
            .select_related("provider")
            .first()
        )
        if external is None:
            new_id = UUID(facts["id"]) if facts["id"] else derived(source, "organization", key)
            somebodys = Provider.objects.filter(pk=new_id).first()
            if somebodys is not None:
                return somebodys
        provider = external.provider if external else Provider(pk=new_id)
        data = {name: facts[name] for name in ProviderForm.Meta.fields}
        form = forgiving(lambda data: ProviderForm(data, instance=provider), data, {"name"}, notes)
        if external is None or form.has_changed():
            form.save()
        if external is None:
            ProviderExternalId.objects.create(source=source, value=key, provider=provider)
        return provider

    def forget(self, entry: Entry) -> None:
        """It may have been made together with an entry that was taken back."""
        self.known.pop(entry.provider["key"] or "nobody", None)


def forgiving(
    make: Callable[[dict[str, Any]], forms.BaseForm],
    data: dict[str, Any],
    needed: set[str],
    notes: list[str],
) -> Any:
    """A valid form, made without what could not be taken. Raises EntryError."""
    data = dict(data)
    form = make(data)
    while wrong := (set(form.errors) & data.keys()) - needed:
        for name in sorted(wrong):
            label, value = form[name].label, str(data[name])[:80]
            notes.append(f"{label} “{value}” was left out: {form.errors[name][0]}")
            if data.get(name) == OTHERWISE.get(name):
                needed = needed | {name}
            data[name] = OTHERWISE.get(name)
        form = make(data)
    if not form.is_valid():
        raise EntryError(messages(form))
    return form


def new_id(entry: Entry, feed: Feed) -> UUID:
    """The id our entry gets: the feed's own, or for an id that is no UUID always the same one."""
    return UUID(entry.id) if entry.id else derived(feed.source, "service", entry.key)


@transaction.atomic
def save(
    entry: Entry, feed: Feed, providers: Providers, interests: list[str], digest: str
) -> Resource:
    """Make or update the feed's entry. Raises EntryError, and then nothing is changed."""
    external = (
        ExternalId.objects.filter(source=feed.source, value=entry.key)
        .select_related("resource", "feed_entry")
        .first()
    )
    last: FeedEntry | None = getattr(external, "feed_entry", None)
    resource = external.resource if external else Resource(pk=new_id(entry, feed))
    save_fields(entry, resource, providers.find(entry), with_own(resource, last, interests))
    places = save_places(entry, resource, set(last.places) if last else set())
    save_times(resource, entry.times)
    if external is None:
        external = ExternalId.objects.create(source=feed.source, value=entry.key, resource=resource)
    FeedEntry.objects.update_or_create(
        external_id=external,
        defaults={"digest": digest, "interests": interests, "places": places},
    )
    return resource


def with_own(resource: Resource, last: FeedEntry | None, interests: list[str]) -> list[str]:
    """The feed's interests, and those that curators gave the entry beside them."""
    if last is None:
        return interests
    present = set(resource.interests.values_list("slug", flat=True))
    return sorted(present - set(last.interests) | set(interests))


def save_fields(entry: Entry, resource: Resource, provider: Provider, interests: list[str]) -> None:
    was_verified = resource.verified_on
    resource.provider = provider
    data = entry.fields | {"interests": interests, "authorities": authorities(entry)}

    def make(data: dict[str, Any]) -> ResourceForm:
        form = ResourceForm(data, instance=resource)
        for name in OURS:
            del form.fields[name]
        return form

    form = forgiving(make, data, {"name"}, entry.notes)
    form.save(commit=False)
    resource.area = area(entry)
    if was_verified and (resource.verified_on is None or resource.verified_on < was_verified):
        resource.verified_on = was_verified
    if resource.verified_on and resource.verified_on != was_verified:
        # somebody over there
        resource.verified_by = None
        resource.verify_by = check_again_on(
            verified_on=resource.verified_on, delivery=resource.delivery
        )
    resource.save()
    form.save_m2m()


def authorities(entry: Entry) -> list[str]:
    """The codes of the local authorities served, as far as we know them."""
    codes = set(entry.areas.authorities)
    by_code = set(LocalAuthority.objects.filter(pk__in=codes).values_list("pk", flat=True))
    by_name = dict(
        LocalAuthority.objects.filter(name__in=entry.areas.names).values_list("name", "pk")
    )
    unknown = sorted(codes - by_code) + sorted(set(entry.areas.names) - by_name.keys())
    if unknown:
        entry.notes.append(
            f"Area served “{', '.join(unknown)[:200]}” was left out: we know no local authority "
            "of that name or code."
        )
    return sorted(by_code | set(by_name.values()))


def area(entry: Entry) -> MultiPolygon | None:
    """The drawn area served, of all shapes that can be read."""
    polygons: list[Polygon] = []
    for shape in entry.areas.shapes:
        try:
            polygons += drawn(shape)
        except (GEOSException, ValueError, TypeError, RecursionError, KeyError, AttributeError):
            entry.notes.append("The drawn area served cannot be read: left out.")
    return MultiPolygon(polygons, srid=4326) if polygons else None


def drawn(shape: str) -> list[Polygon]:
    """The polygons of a GeoJSON geometry. Raises a ValueError or the like for anything else.

    Read here, not by GDAL, which would follow a reference to a coordinate system.
    """
    found = json.loads(shape)
    found = found.get("geometry", found)
    parts = {"Polygon": [found["coordinates"]], "MultiPolygon": found["coordinates"]}
    polygons = [Polygon(*rings, srid=4326) for rings in parts[found["type"]]]
    for polygon in polygons:
        west, south, east, north = polygon.extent
        on_earth = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
        if polygon.empty or polygon.hasz or not on_earth or not polygon.valid:
            raise ValueError
    return polygons


def save_places(entry: Entry, resource: Resource, brought: set[UUID]) -> list[UUID]:
    """The feed's places; those it brought earlier and no longer has go, the curators' stay.

    A confidential address that a feed gives away is kept for curators, and shown to nobody.
    """
    kept = []
    for number, facts in enumerate(entry.places):
        place = find_place(resource, facts, number)
        form = place_form(entry, place, {n: facts[n] for n in PlaceForm.Meta.fields})
        saved = form.save()
        if saved.point is None:
            entry.notes.append("No location is known for one of its places.")
        kept.append(saved.pk)
    resource.places.filter(pk__in=brought - set(kept)).delete()
    return kept


def find_place(resource: Resource, facts: dict[str, Any], number: int) -> Place:
    """This resource's place with that id, or a new one; never another resource's."""
    made = derived(resource.pk, "place", facts["key"] or number)
    for pk in filter(None, (facts["id"], made)):
        known = Place.objects.filter(pk=pk).first()
        if known is None:
            return Place(pk=pk, resource=resource)
        if known.resource_id == resource.pk:
            return known
    return Place(resource=resource)


def place_form(entry: Entry, place: Place, data: dict[str, Any]) -> PlaceForm:
    """A malformed postcode goes to the address."""

    def make(data: dict[str, Any]) -> PlaceForm:
        form = PlaceForm(data, instance=place)
        form.pin_source = PointSource.IMPORTED
        form.unknown_postcode_allowed = True
        return form

    postcode = data["postcode"]
    if postcode and not well_formed(postcode):
        entry.notes.append(f"“{postcode}” is not a postcode: it was put with the address.")
        address = ", ".join(filter(None, [data["address"], postcode]))
        data = data | {"postcode": "", "address": address}
    form: PlaceForm = forgiving(make, data, set(), entry.notes)
    return form


def well_formed(postcode: str) -> bool:
    try:
        return bool(postcodes.parse(postcode))
    except postcodes.MalformedPostcodeError:
        return False
