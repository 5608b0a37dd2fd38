"""Which regular times are in these words? Asked by the entry's form, which shows what was read."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from recurrence.rules import Rule
from recurrence.text import read_text
from recurrence.words import times_words

NOT_READ = "No regular times can be read from these words. They stay as they are."


class WordsQuestion(forms.Form):
    words = forms.CharField(max_length=300)


@require_POST
def read_times(request: HttpRequest) -> JsonResponse:
    """{"times", "words", "rest"}, or {"error"} in plain words. Nothing is saved.

    "times" are values for the fields of ScheduleForm, as a form shows them; "words" say what they
    are together; "rest" is what stays in words. Staff only: mounted inside the admin.
    """
    if not request.user.has_perm("resources.change_schedule"):
        raise PermissionDenied
    question = WordsQuestion(request.POST)
    if not question.is_valid():
        return JsonResponse({"error": NOT_READ})
    words = question.cleaned_data["words"]
    reading = read_text(words)
    if not reading.times:
        return JsonResponse({"error": NOT_READ})
    return JsonResponse(
        {
            "times": [shown(rule) | {"as_written": words} for rule in reading.times],
            "words": "; ".join(times_words(reading.times, timezone.localdate())),
            "rest": reading.rest,
        }
    )


def shown(rule: Rule) -> dict[str, Any]:
    """By field, as text; the months as a list of them."""
    fields = Rule.fields(rule, interval=rule.interval, frequency=rule.frequency)
    dates = ("starts_on", "ends_on")
    texts = {name: f"{fields[name]:%d/%m/%Y}" for name in dates if fields.get(name)}
    clocks = {name: f"{fields[name]:%H:%M}" for name in ("starts", "ends") if fields.get(name)}
    lists = {
        "months": [str(month) for month in rule.months],
        "exceptions": ", ".join(f"{day:%d/%m/%Y}" for day in rule.exceptions),
    }
    whole = ("interval", "frequency", "weekday", "week", "day_of_month")
    numbers = {name: str(fields[name]) for name in whole if fields.get(name) is not None}
    return numbers | clocks | texts | lists
