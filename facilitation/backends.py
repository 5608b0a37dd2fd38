"""Gives each role its admin permissions; there are no groups to keep in step."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from facilitation.roles import ADMIN_APPS


class RoleBackend(BaseBackend):
    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return self.has_module_perms(user_obj, perm.partition(".")[0])

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        role = getattr(user_obj, "role", "")  # an anonymous visitor has none
        return user_obj.is_active and app_label in ADMIN_APPS.get(role, set())
