"""The curator's questions of a list: what is to be done, what needs checking, what nobody can
find."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from resources.models import Resource
from resources.models.directory import ResourceQuerySet
from resources.vocabulary import Delivery


class ToDoFilter(admin.SimpleListFilter):
    """Without an answer, the list is of what is still to be done."""

    def choices(self, changelist: Any) -> Any:
        waiting, *rest = super().choices(changelist)
        return [{**waiting, "display": "To do"}, *rest]


class QuestionFilter(admin.SimpleListFilter):
    """A filter whose every answer is the name of a method of the queryset."""

    questions: dict[str, str]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(self.questions.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        answer = self.value()
        if answer not in self.questions:
            return queryset
        return ask(queryset, answer)


def ask(found: Any, question: str) -> ResourceQuerySet:
    answer: ResourceQuerySet = getattr(found, question)(timezone.localdate())
    return answer


class ToCheck(QuestionFilter):
    title = "to check"
    parameter_name = "check"
    questions = {
        "overdue": "Overdue",
        "long_overdue": "So long overdue that nobody is shown them",
        "due_soon": "Within a month",
        "never_checked": "Never checked",
        "ending_soon": "Ending within a month",
        "with_ended_times": "All its regular times have ended",
        "looks_confidential": "Looks like a refuge: is its address confidential?",
    }


class Missing(QuestionFilter):
    title = "what is missing"
    parameter_name = "missing"
    questions = {
        "without_location": "No location",
        "without_interest": "No interest",
        "without_contact": "No way to reach them",
        "without_owner": "No owner",
    }


class How(admin.SimpleListFilter):
    title = "how it happens"
    parameter_name = "how"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Delivery.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() not in Delivery.values:
            return queryset
        return queryset.filter(delivery__contains=[self.value()])


def count(question: str) -> int:
    """How many entries of the whole directory answer to the question."""
    return ask(Resource.objects.all(), question).count()
