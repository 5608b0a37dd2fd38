"""The directory: who runs what, where, when and for whom."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from facilitation.vocabulary import Condition, Gender
from geography.models import LocalAuthority
from geography.vocabulary import PointSource
from preferences.models import Interest
from resources import confidential
from resources.freshness import oldest_trusted
from resources.models.schedule import Schedule
from resources.vocabulary import Cost, Delivery, Joining, Known, Status

SOON = dt.timedelta(days=30)


class Provider(models.Model):
    """Who runs a resource."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    web = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ResourceQuerySet(models.QuerySet["Resource"]):
    def current(self, today: dt.date) -> Self:
        """Active and not past its last day. The match index knows when its times end."""
        return self.filter(status=Status.ACTIVE).exclude(ends_on__lt=today)

    def offered(self, today: dt.date) -> Self:
        """Active, and neither its last day nor that of all its regular times is past."""
        return self.filter(status=Status.ACTIVE).not_ended(today)

    def not_ended(self, today: dt.date) -> Self:
        """Neither past its last day nor past the last of all its regular times."""
        return self.exclude(ends_on__lt=today).exclude(all_times_ended(today))

    def with_ended_times(self, today: dt.date) -> Self:
        """Its regular times have ended, and nothing says that it has."""
        return self.kept(today).filter(all_times_ended(today))

    # What a curator looks for. An entry that is closed or has ended needs nothing.

    def kept(self, today: dt.date) -> Self:
        return self.exclude(status=Status.CLOSED).exclude(ends_on__lt=today)

    def overdue(self, today: dt.date) -> Self:
        return self.kept(today).filter(verify_by__lt=today)

    def long_overdue(self, today: dt.date) -> Self:
        """So long that nobody is shown them."""
        return self.kept(today).filter(verify_by__lt=oldest_trusted(today))

    def due_soon(self, today: dt.date) -> Self:
        return self.kept(today).filter(verify_by__range=(today, today + SOON))

    def never_checked(self, today: dt.date) -> Self:
        return self.kept(today).filter(verified_on=None)

    def looks_confidential(self, today: dt.date) -> Self:
        """Kept confidential because it looks like a refuge: a curator decides."""
        return self.kept(today).exclude(confidential_reasons=[])

    def without_owner(self, today: dt.date) -> Self:
        return self.kept(today).filter(owner=None)

    def without_location(self, today: dt.date) -> Self:
        """At a place, but nowhere on the map. A confidential address is not missing."""
        located = Place.objects.filter(resource=models.OuterRef("pk"), point__isnull=False)
        at_a_place = self.filter(delivery__contains=[Delivery.PLACE], address_confidential=False)
        return at_a_place.kept(today).exclude(models.Exists(located))

    def without_interest(self, today: dt.date) -> Self:
        return self.kept(today).filter(interests=None)

    def without_contact(self, today: dt.date) -> Self:
        return self.kept(today).filter(phone="", email="", web="")

    def ending_soon(self, today: dt.date) -> Self:
        return self.kept(today).filter(ends_on__range=(today, today + SOON))


def all_times_ended(today: dt.date) -> models.Q:
    """It has regular times, and none of them goes on."""
    times = Schedule.objects.filter(resource=models.OuterRef("pk"))
    ended, running = times.ended(today), times.running(today)
    return models.Q(models.Exists(ended), ~models.Exists(running))


# by which a refuge is known, and what changes where it is
LOOKED_AT = {"name", "description", "provider", "web", "email", "when_text", "cost_text"}
PROTECTED = {"name", "web", "address_confidential", "confidential_reasons"}


class Resource(models.Model):
    """Something a person can go to, join, call, or have come to them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="resources")
    description = models.TextField(blank=True)
    interests = models.ManyToManyField(Interest, related_name="resources", blank=True)
    delivery = ArrayField(models.CharField(max_length=10, choices=Delivery), default=list)

    # When, beyond the schedule rows
    when_text = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    cost = models.CharField(max_length=10, choices=Cost, default=Cost.UNKNOWN)
    # pounds
    amount = models.DecimalField(
        max_digits=7, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    cost_text = models.CharField(max_length=200, blank=True)

    # Who it is for; empty means everyone
    minimum_age = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    maximum_age = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    genders = ArrayField(models.CharField(max_length=20, choices=Gender), default=list, blank=True)
    conditions = ArrayField(
        models.CharField(max_length=20, choices=Condition), default=list, blank=True
    )

    # Area served: no authority, no polygon and not national means no limit
    national = models.BooleanField(default=False)
    authorities = models.ManyToManyField(LocalAuthority, related_name="resources", blank=True)
    area = models.MultiPolygonField(geography=True, null=True, blank=True)

    joining = models.CharField(max_length=10, choices=Joining, default=Joining.CONTACT)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    web = models.URLField(max_length=500, blank=True)

    # A refuge: never pinned, never printed
    address_confidential = models.BooleanField(default=False)
    # why it looks like one (see resources.confidential), until a curator has looked
    confidential_reasons = ArrayField(
        models.CharField(max_length=100), default=list, db_default=[], blank=True, editable=False
    )
    # those of which a curator has said that its address may be published all the same
    dismissed_reasons = ArrayField(
        models.CharField(max_length=100), default=list, db_default=[], blank=True, editable=False
    )

    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    verify_by = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_resources",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    # set by `resources.near.entries`, which keeps what is drawn of it on a day, by the place
    version = ""
    drawn_on: dt.date | None = None
    drawn: dict[uuid.UUID | None, str]
    # of its interests, where they were read with it
    slugs_read: list[str] | None = None

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        # what curators call it
        verbose_name = "entry"
        verbose_name_plural = "entries"
        indexes = [
            # read from the published feed
            models.Index(fields=["updated_at"], name="resource_changed"),
            # how curators list them
            models.Index(fields=["name"], name="resource_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Whatever looks like a refuge is confidential from its first moment."""
        if update_fields is None or {*LOOKED_AT, "address_confidential"} & {*update_fields}:
            self.protect()
            if update_fields is not None and self.address_confidential:
                update_fields = {*update_fields, *PROTECTED}
        super().save(update_fields=update_fields, **options)

    def protect(self, more: Iterable[str] = (), *, said_so: bool = False) -> list[str]:
        """Make its address confidential where it looks like a refuge, or where its source says so
        (`said_so`), unless a curator has said that it is not. The reasons, if it was not before.

        `more` is what else is known of it: its places' names, its source's categories. An address
        in its name is taken out, and so is a link to a map.
        """
        found = [] if self.address_confidential else self.looks_like(more, said_so=said_so)
        new = sorted(set(found) - set(self.dismissed_reasons))
        if new:
            self.address_confidential = True
            self.confidential_reasons = [] if said_so else new
        if self.address_confidential:
            self.name = confidential.open_name(self.name)
            self.web = "" if confidential.tells_a_point(self.web) else self.web
        return new

    def looks_like(self, more: Iterable[str] = (), *, said_so: bool = False) -> list[str]:
        more = [*more, self.web, self.email, self.when_text, self.cost_text]
        found = confidential.reasons(
            name=self.name, provider=self.provider.name, description=self.description, more=more
        )
        return [*found, *([confidential.SAID_SO] if said_so else [])]

    def may_be_published(self, more: Iterable[str] = ()) -> None:
        """A curator says that the address is not confidential, whatever it looks like."""
        seen = {*self.looks_like(more, said_so=True), *self.confidential_reasons}
        self.dismissed_reasons = sorted({*self.dismissed_reasons, *seen})
        self.address_confidential, self.confidential_reasons = False, []

    def withheld(self, text: str) -> str:
        """What the entry says of itself, without its address where that is confidential."""
        if not self.address_confidential or not text:
            return text
        known = [part for place in self.places.all() for part in (place.name, place.address)]
        return confidential.withhold(text, known, name=self.name)

    def times_have_ended(self, today: dt.date) -> bool:
        """Whether it has regular times, and none of them goes on."""
        times = self.schedules.all()
        return bool(times) and all(one.has_ended(today) for one in times)

    @property
    def run_by(self) -> str:
        """Who runs it, as everybody is told."""
        name = self.provider.name
        return confidential.open_name(name) if self.address_confidential else name

    @property
    def shown_description(self) -> str:
        return self.withheld(self.description)


class Place(models.Model):
    """Where a resource happens. Places with one address share a pin on the map."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    point = models.PointField(geography=True, null=True, blank=True)
    point_source = models.CharField(max_length=10, choices=PointSource, blank=True)
    step_free = models.CharField(max_length=10, choices=Known, default=Known.NOT_KNOWN)
    hearing_loop = models.CharField(max_length=10, choices=Known, default=Known.NOT_KNOWN)
    toilet = models.CharField(max_length=10, choices=Known, default=Known.NOT_KNOWN)
    parking = models.CharField(max_length=10, choices=Known, default=Known.NOT_KNOWN)
    transport = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["postcode", "address"]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.address, self.postcode) if part)


class ExternalId(models.Model):
    """What an entry is called where it was imported from, so that a second import finds it."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="external_ids")
    source = models.CharField(max_length=100)
    value = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "value"], name="one_resource_per_external_id")
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.value}"
