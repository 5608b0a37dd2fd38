"""What needs doing, at the top of the curator's home page."""

from typing import NamedTuple

from django import template
from django.urls import reverse

from resources.admin.filters import Missing, ToCheck, count
from resources.models import Correction

register = template.Library()

WORDS = {
    "overdue": "overdue for a check",
    "due_soon": "to check this month",
    "never_checked": "never checked",
    "ending_soon": "ending within a month",
    "without_location": "without a location",
    "without_interest": "without an interest, so never shown",
    "without_contact": "with no way to reach them",
}


class Task(NamedTuple):
    entries: int
    words: str
    address: str


@register.simple_tag
def desk_tasks() -> list[Task]:
    """The desk's questions with how many entries answer to each; one query a question."""
    reports = Correction.objects.open().count()
    wrong = Task(reports, "reported wrong", reverse("admin:resources_correction_changelist"))
    entries = reverse("admin:resources_resource_changelist")
    asked = [(group.parameter_name, one) for group in (ToCheck, Missing) for one in group.questions]
    return [
        wrong,
        *(Task(count(one), WORDS[one], f"{entries}?{group}={one}") for group, one in asked),
    ]
