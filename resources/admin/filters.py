"""The curator's questions of a list: what needs checking, what nobody can find."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from resources.models import Resource
from resources.vocabulary import Delivery

Resources = QuerySet[Resource]
SOON = dt.timedelta(days=30)


class QuestionFilter(admin.SimpleListFilter):
    """A filter whose every answer is a method of the queryset, by name."""

    answers: dict[str, str]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(self.answers.items())

    def queryset(self, request: HttpRequest, queryset: Resources) -> Resources:
        answer = self.value()
        if answer not in self.answers:
            return queryset
        asked: Resources = getattr(self, f"ask_{answer}")(queryset)
        return asked


class ToVerify(QuestionFilter):
    title = "to check"
    parameter_name = "check"
    answers = {"overdue": "Overdue", "soon": "Within a month", "never": "Never checked"}

    def ask_overdue(self, found: Resources) -> Resources:
        return found.filter(verify_by__lt=timezone.localdate())

    def ask_soon(self, found: Resources) -> Resources:
        today = timezone.localdate()
        return found.filter(verify_by__range=(today, today + SOON))

    def ask_never(self, found: Resources) -> Resources:
        return found.filter(verified_on=None)


class Missing(QuestionFilter):
    title = "what is missing"
    parameter_name = "missing"
    answers = {"location": "No location", "interest": "No interest", "contact": "No contact"}

    def ask_location(self, found: Resources) -> Resources:
        """At a place, but nowhere on the map; a confidential address is not missing."""
        somewhere = found.filter(places__point__isnull=False)
        return found.filter(
            delivery__contains=[Delivery.PLACE], address_confidential=False
        ).exclude(pk__in=somewhere.values("pk"))

    def ask_interest(self, found: Resources) -> Resources:
        return found.filter(interests=None)

    def ask_contact(self, found: Resources) -> Resources:
        return found.filter(phone="", email="", web="")


class How(admin.SimpleListFilter):
    title = "how it happens"
    parameter_name = "how"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Delivery.choices)

    def queryset(self, request: HttpRequest, queryset: Resources) -> Resources:
        if self.value() not in Delivery.values:
            return queryset
        return queryset.filter(delivery__contains=[self.value()])
