"""What needs doing, at the top of the curator's home page."""

from typing import NamedTuple

from django import template
from django.urls import reverse

from imports.models import ImportRun
from open_referral.models import FeedRun
from resources.admin.filters import Missing, ToCheck, count
from resources.models import Correction, DuplicatePair, SourceDifference, Suggestion, TermMapping

register = template.Library()

WORDS = {
    "overdue": "overdue for a check",
    "long_overdue": "so long overdue that nobody is shown them",
    "due_soon": "to check this month",
    "never_checked": "never checked",
    "ending_soon": "ending within a month",
    "with_ended_times": "whose regular times have all ended",
    "looks_confidential": "that look like a refuge: say whether they are",
    "without_location": "without a location",
    "without_interest": "without an interest, so never shown",
    "without_contact": "with no way to reach them",
    "without_owner": "without an owner",
}


class Task(NamedTuple):
    entries: int
    words: str
    address: str


@register.simple_tag
def dashboard_tasks() -> list[Task]:
    """The curators' questions with how many entries answer to each, those with something to do
    first; one query a question."""
    reports = Correction.objects.open().count()
    wrong = Task(reports, "reported wrong", reverse("admin:resources_correction_changelist"))
    entries = reverse("admin:resources_resource_changelist")
    asked = [(group.parameter_name, one) for group in (ToCheck, Missing) for one in group.questions]
    guesses = TermMapping.objects.filter(checked=False).count()
    meanings = reverse("admin:resources_termmapping_changelist") + "?checked__exact=0"
    tasks = [
        wrong,
        suggested(),
        Task(guesses, "words of other directories to match with ours", meanings),
        failed_feeds(),
        *other_tasks(),
        *(Task(count(one), WORDS[one], f"{entries}?{group}={one}") for group, one in asked),
    ]
    return sorted(tasks, key=lambda task: not task.entries)


def other_tasks() -> list[Task]:
    pairs = DuplicatePair.objects.filter(different=False).count()
    troubled = ImportRun.objects.with_problems().count()
    imports = reverse("admin:imports_importrun_changelist") + "?problems=yes"
    return [
        Task(pairs, "possible duplicates", reverse("admin:resources_duplicatepair_changelist")),
        differences(),
        Task(troubled, "imports with problems", imports),
    ]


def suggested() -> Task:
    waiting = Suggestion.objects.waiting().count()
    return Task(waiting, "suggested", reverse("admin:resources_suggestion_changelist"))


def differences() -> Task:
    waiting = SourceDifference.objects.waiting().count()
    address = reverse("admin:resources_sourcedifference_changelist")
    return Task(waiting, "fields of which a source says something else than we do", address)


def failed_feeds() -> Task:
    """The feeds whose latest run failed, but those that are switched off."""
    runs = FeedRun.objects.filter(feed__enabled=True).order_by("feed_id", "-started_at")
    latest = runs.distinct("feed_id")
    failed = sum(run.outcome == FeedRun.Outcome.FAILED for run in latest.defer("remarks"))
    address = reverse("admin:open_referral_feedrun_changelist") + "?outcome__exact=failed"
    return Task(failed, "feeds that could not be fetched", address)
