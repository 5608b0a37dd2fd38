"""Who signs in, and the organisation they work for."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from facilitation.addresses import plain
from facilitation.roles import ADMIN_APPS, Role
from facilitation.validators import PHONE


class Organisation(models.Model):
    """A delivery organisation. Nothing of one is visible to another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)
    phone = models.CharField(
        "telephone",
        max_length=40,
        blank=True,
        validators=[PHONE],
        help_text="Printed on people's plans where their facilitator has no number of their own.",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=(username or "").strip())

    def team_of(self, manager: "User") -> models.QuerySet["User"]:
        """Everyone of the manager's organisation, those who left included."""
        return self.filter(organisation=manager.organisation_id, organisation__isnull=False)

    def led_by(self, manager: "User") -> models.QuerySet["User"]:
        """Whose role and sign-in the manager looks after: not their own, and not that of those who
        look after the installation or the directory that all share."""
        others = self.team_of(manager).exclude(pk=manager.pk)
        return others.exclude(is_superuser=True).exclude(role=Role.CURATOR)

    def colleagues_of(self, manager: "User") -> models.QuerySet["User"]:
        """Who can take over a participant of the manager's organisation."""
        return self.team_of(manager).filter(
            is_active=True, role__in=[Role.FACILITATOR, Role.MANAGER]
        )


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who logs in. A participant never does: they sit beside a facilitator."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-mail", unique=True)
    name = models.CharField(max_length=150)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="users"
    )
    role = models.CharField(
        max_length=20,
        choices=Role,
        blank=True,
        help_text="Facilitators and managers also need an organisation.",
    )
    phone = models.CharField(
        "telephone",
        max_length=40,
        blank=True,
        validators=[PHONE],
        help_text="Printed on the plans made with you.",
    )
    phone_times = models.CharField(
        "when to ring",
        max_length=60,
        blank=True,
        help_text="Such as “Monday to Thursday, mornings”. Printed beside the number.",
    )
    is_active = models.BooleanField(
        "may sign in", default=True, help_text="Take this away when someone leaves."
    )
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_email")]

    def __str__(self) -> str:
        return self.name or "A user"

    def clean(self) -> None:
        super().clean()
        try:
            self.email = plain(self.email)
        except ValidationError as error:
            raise ValidationError({"email": error}) from error

    @property
    def holds_sessions(self) -> bool:
        """May sit down with a participant: managers of small organisations do too."""
        return self.role in {Role.FACILITATOR, Role.MANAGER} and self.organisation_id is not None

    @property
    def number_to_ring(self) -> str:
        """Their own, or that of their organisation."""
        return self.phone or (self.organisation.phone if self.organisation else "")

    @property
    def is_only_invited(self) -> bool:
        """Has not come yet."""
        return self.last_login is None and not self.has_usable_password()

    @property
    def belongs_nowhere(self) -> bool:
        """Has nothing to do here until a superuser gives them a role and an organisation."""
        if self.is_superuser or self.role == Role.CURATOR:
            return False
        return not self.role or self.organisation_id is None

    def get_short_name(self) -> str:
        """What the admin's greeting says; by default it would be the e-mail address."""
        return self.name

    @property
    def is_staff(self) -> bool:
        """May open the admin at all."""
        return self.is_superuser or self.role in ADMIN_APPS
