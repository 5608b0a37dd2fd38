"""A feed's services as entries for the directory, with what the feed brought of them earlier."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import F

from open_referral.harvest.areas import Authorities, draw_area
from open_referral.harvest.reading import Service
from open_referral.ids import derived
from open_referral.models import Feed, FeedEntry, ProviderExternalId
from resources.intake.entries import Brought, Result
from resources.models import ExternalId

NO_ORGANISATION = "nobody"


class FeedEntries:
    """What the directory knows of a feed's services: one look-up a batch."""

    def __init__(self, feed: Feed, services: Sequence[Service], authorities: Authorities) -> None:
        self.feed = feed
        self.authorities = authorities
        known = feed.external_ids.filter(value__in=[service.entry.key for service in services])
        self.external_ids: dict[str, ExternalId] = {
            one.value: one for one in known.select_related("feed_entry")
        }
        # written since the feed was last heard, by somebody else
        self.touched = set(
            known.filter(resource__updated_at__gt=F("record__written_at")).values_list(
                "value", flat=True
            )
        )
        organizations = {organization_key(service) for service in services}
        providers = ProviderExternalId.objects.filter(source=feed.source, value__in=organizations)
        self.providers: dict[str, ProviderExternalId] = {one.value: one for one in providers}

    def last(self, service: Service) -> FeedEntry | None:
        """What the feed last said of it."""
        return getattr(self.external_ids.get(service.entry.key), "feed_entry", None)

    def complete(self, service: Service, interests: list[str]) -> None:
        """Give the service's entry its ids, the area served and what its terms mean."""
        entry, last = service.entry, self.last(service)
        external = self.external_ids.get(entry.key)
        entry.id = external.resource_id if external else self.new_id(service)
        entry.brought = Brought(last.interests, last.places) if last else None
        self.name_provider(service)
        entry.fields |= {
            "interests": interests,
            "authorities": self.authorities.find(service.areas, entry.notes),
        }
        entry.area = draw_area(service.areas, entry.notes)
        for number, place in enumerate(entry.places or []):
            made = derived(entry.id, "place", place["key"] or number)
            place["ids"] = [UUID(place["id"]), made] if place["id"] else [made]

    def new_id(self, service: Service) -> UUID:
        """The feed's own, or for an id that is no UUID always the same one."""
        if service.id:
            return UUID(service.id)
        return derived(self.feed.source, "service", service.entry.key)

    def name_provider(self, service: Service) -> None:
        entry, key = service.entry, organization_key(service)
        if not entry.provider["name"]:
            entry.notes.append("It names no organisation: the feed stands in for one.")
            entry.provider["name"] = self.feed.name
        known = self.providers.get(key)
        entry.owns_provider = known is not None
        if known:
            entry.provider_id, entry.provider_said = known.provider_id, known.said or None
        elif service.organization_id:
            entry.provider_id = UUID(service.organization_id)
        else:
            entry.provider_id = derived(self.feed.source, "organization", key)

    def remember(
        self,
        saved: Iterable[tuple[Service, str, Result]],
        of_providers: Mapping[Hashable, dict[str, str]],
    ) -> None:
        """What the feed said of these services (and its digest), what it brought, and what it says
        of its providers, by id."""
        entries, providers = [], []
        for service, digest, result in saved:
            assert result.brought and result.external_id
            entries.append(
                FeedEntry(
                    external_id_id=result.external_id,
                    digest=digest,
                    interests=result.brought.interests,
                    places=result.brought.places,
                )
            )
            if result.provider_made:
                providers.append(
                    ProviderExternalId(
                        source=self.feed.source,
                        value=organization_key(service),
                        provider_id=result.provider_made,
                        said=of_providers.get(result.provider_made, {}),
                    )
                )
        FeedEntry.objects.bulk_create(
            entries,
            update_conflicts=True,
            unique_fields=["external_id"],
            update_fields=["digest", "interests", "places"],
        )
        ProviderExternalId.objects.bulk_create(providers)
        heard = []
        for one in self.providers.values():
            said = of_providers.get(one.provider_id, one.said)
            if said != one.said:
                one.said = said
                heard.append(one)
        ProviderExternalId.objects.bulk_update(heard, ["said"])


def organization_key(service: Service) -> str:
    return service.organization_key or NO_ORGANISATION
