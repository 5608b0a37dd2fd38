"""Who may sign in, and what was done. Superusers only: no role is given this app
(`facilitation.roles`). Nothing of a participant is registered here."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from facilitation.access import current_user
from facilitation.actions import sign_out_everywhere
from facilitation.audit import record_rights
from facilitation.invitations import remove_second_factor
from facilitation.models import AuditEvent, Organisation, User

# django-allauth's own: empty, and the insides of second steps
admin.site.unregister(
    [EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, UserSession]
)


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin[Organisation]):
    search_fields = ["name"]


@admin.register(User)
class PeopleAdmin(UserAdmin[User]):
    """Django's own, for users who sign in by e-mail and have a role instead of groups."""

    ordering = ["name"]
    list_display = ["name", "email", "role", "organisation", "is_active"]
    list_filter = ["role", "organisation", "is_active"]
    list_select_related = ["organisation"]
    search_fields = ["name", "email"]
    filter_horizontal = ()
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        ("On people's plans", {"fields": ["phone", "phone_times"]}),
        ("What they may do", {"fields": ["role", "organisation", "is_active", "is_superuser"]}),
        ("When", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": [
                    "email", "name", "role", "organisation", "usable_password",
                    "password1", "password2",
                ]
            },
        ),
    ]  # fmt: skip
    readonly_fields = ["last_login", "date_joined"]
    actions = ["remove_second_factors"]

    @admin.action(description="Take the second step at signing in away (a lost phone)")
    def remove_second_factors(self, request: HttpRequest, users: QuerySet[User]) -> None:
        for user in users:
            remove_second_factor(user=user, by=current_user(request))
        self.message_user(request, "They set a second step up anew.")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        before = User.objects.get(pk=obj.pk) if change else None
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            record_rights(before, obj, by=current_user(request))
            if not obj.is_active:
                sign_out_everywhere(obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Someone who leaves is made inactive: what they wrote down keeps its author."""
        return False


@admin.register(AuditEvent)
class AuditEventAdmin(admin.ModelAdmin[AuditEvent]):
    """To be read only."""

    list_display = [
        "at",
        "kind",
        "action",
        "object_type",
        "object_id",
        "actor_id",
        "organisation_id",
    ]
    list_filter = ["kind", "action", "object_type"]
    search_fields = ["=object_id", "=actor_id"]
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
