"""Changes of a form's fields, merged one by one with what other windows saved meanwhile.

A page sends for each field that was changed what it said `before` and `after`. Fields that were not
touched stay as they are. Where two windows changed one field differently, the later one stays and
its page is told what the other had said: nothing is overwritten without a word.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.datastructures import MultiValueDict

from facilitation.json_forms import JSONForm
from facilitation.locks import changing
from facilitation.models import AppliedChange, Session
from facilitation.prepared import Prepared

MOST_FIELDS = 500
KNOWN = Prepared(lambda pk: AppliedChange.objects.filter(pk=pk), UUID(int=1))
Values = dict[str, list[str]]  # by a field's name in the page
# a page's forms, unbound or with the data that is given; where it is told prefixes, no others than
# those that have one are needed
MakeForms = Callable[[Any, Collection[str] | None], Iterable[forms.Form]]


class FieldChange(NamedTuple):
    before: list[str]
    after: list[str]


class Merged(NamedTuple):
    values: Values
    overlaps: Values  # what another window had made of a field that is changed here too


def merge(current: Values, changes: dict[str, FieldChange]) -> Merged:
    values, overlaps = dict(current), {}
    for name, (before, after) in changes.items():
        theirs = plain(current[name])
        if theirs not in (plain(before), plain(after)):
            overlaps[name] = current[name]
        values[name] = after
    return Merged(values, overlaps)


def plain(values: Iterable[str]) -> list[str]:
    """To compare by: a field's order of choices and its outer spaces say nothing."""
    return sorted(" ".join(value.split()) for value in values if value.strip())


def values_of(all_forms: Iterable[forms.Form]) -> Values:
    """What the forms' fields hold, as the page would send it."""
    return {field.html_name: as_sent(field) for form in all_forms for field in form}


def as_sent(field: forms.BoundField) -> list[str]:
    value, widget = field.value(), field.field.widget
    if isinstance(widget, forms.DateInput | forms.TimeInput) and value not in (None, ""):
        value = widget.format_value(value)
    return in_words(value)


def in_words(value: Any) -> list[str]:
    if value in (None, ""):
        return []
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]


def values_by_prefix(prefix: str, initial: dict[str, Any]) -> Values:
    """The same of a form with this prefix that is not made: of words, and of several choices."""
    return {f"{prefix}-{name}": in_words(value) for name, value in initial.items()}


def is_kept(request: HttpRequest, all_forms: Iterable[forms.Form]) -> bool:
    """Whether everything in a page's form is kept already: its button was pressed twice."""
    sent = request.POST
    return all(plain(sent.getlist(name)) == plain(v) for name, v in values_of(all_forms).items())


class FieldChangesForm(JSONForm):
    """What a page's script posts: {"id": of the change, "fields": {name: {"before", "after"}}}."""

    id = forms.UUIDField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        fields = self.data.get("fields")
        if not isinstance(fields, dict) or len(fields) > MOST_FIELDS:
            raise ValidationError("Those changes could not be read.")
        cleaned["fields"] = {str(name): field_change(sides) for name, sides in fields.items()}
        return cleaned


def field_change(sides: Any) -> FieldChange:
    lists = [sides.get(side) for side in ("before", "after")] if isinstance(sides, dict) else [None]
    if not all(isinstance(each, list) and all(is_text(v) for v in each) for each in lists):
        raise ValidationError("Those changes could not be read.")
    return FieldChange(*lists)


def is_text(value: Any) -> bool:
    """Neither what no database keeps nor half a sign."""
    return isinstance(value, str) and not re.search("[\x00\ud800-\udfff]", value)


def is_changes(request: HttpRequest) -> bool:
    return request.content_type == "application/json"


def seen(all_forms: Iterable[forms.Form]) -> str:
    """For a page's form: what its fields held when it was made. See `merge_post`."""
    return json.dumps(values_of(all_forms))


def merge_post(request: HttpRequest, all_forms: Iterable[forms.Form]) -> MultiValueDict[str, str]:
    """A page's whole form, merged like the changes of a script. Tells what it overlaps with."""
    try:
        before = json.loads(request.POST.get("seen", ""))
    except ValueError:
        return request.POST
    current = values_of(all_forms)
    labels = {field.html_name: field.label for form in all_forms for field in form}
    changes = {
        name: FieldChange(before[name], request.POST.getlist(name))
        for name in current
        if isinstance(before, dict) and isinstance(before.get(name), list)
    }
    merged = merge(current, {n: c for n, c in changes.items() if plain(c.before) != plain(c.after)})
    for name in merged.overlaps:
        messages.info(request, f"{labels[name]} Another window changed this too. Yours is kept.")
    data = request.POST.copy()
    for name in changes:
        data.setlist(name, merged.values[name])
    return data


def take_changes(
    request: HttpRequest,
    session: Session,
    *,
    make: MakeForms,
    save: Callable[[list[forms.Form]], None],
    held: Callable[[], Values] | None = None,
) -> JsonResponse:
    """Answer a page's script that sends changed fields.

    `make` makes the page's forms; `save` keeps those that were touched. Where a page has many forms
    that do not depend on one another, `held` reads what all their fields hold without making them.
    The answer: {"errors": {name: [why]}, "overlaps": {name: what it was}, "saved": {name: as kept},
    "now": what all fields hold}; 400 for what cannot be read.
    """
    asked = FieldChangesForm.from_json(request.body)
    if not asked.is_valid():
        return JsonResponse({"error": "Those changes could not be read."}, status=400)
    change_id = asked.cleaned_data["id"]
    held = held or (lambda: values_of(make(None, None)))
    with changing(session):
        known = KNOWN.first(change_id)
        if known is None:
            answer, now = take(asked.cleaned_data["fields"], make, save, held)
            AppliedChange.objects.create(pk=change_id, session=session, answer=answer)
        elif known.session_id == session.pk:  # it arrived before
            answer, now = known.answer, held()
        else:
            return JsonResponse({"error": "Those changes could not be read."}, status=400)
    return JsonResponse({**answer, "now": now})


def take(
    asked: dict[str, FieldChange],
    make: MakeForms,
    save: Callable[[list[forms.Form]], None],
    held: Callable[[], Values],
) -> tuple[dict[str, Any], Values]:
    """Keep the changes that are good; for the others, say why not. With the answer, what all fields
    hold then."""
    current = held()
    errors = {name: ["This was taken off in another window."] for name in asked}
    errors = {name: why for name, why in errors.items() if name not in current}
    good = {name: change for name, change in asked.items() if name in current}
    while good:
        merged = merge(current, good)
        prefixes = {name.rpartition("-")[0] for name in good}
        bound = list(make(MultiValueDict(merged.values), prefixes))
        found = errors_of(bound)
        if not found:
            save([form for form in bound if any(form.add_prefix(n) in good for n in form.fields)])
            now = held()
            saved = {name: now.get(name, []) for name in good}
            return {"errors": errors, "overlaps": merged.overlaps, "saved": saved}, now
        errors |= found
        # what is wrong elsewhere in the page keeps all of it from being saved
        wrong = found.keys() & good.keys() or good.keys()
        good = {name: change for name, change in good.items() if name not in wrong}
    return {"errors": errors, "overlaps": {}, "saved": {}}, current


def errors_of(all_forms: Iterable[forms.Form]) -> dict[str, list[str]]:
    return {
        form.add_prefix(name): [str(error) for error in errors]
        for form in all_forms
        for name, errors in form.errors.items()
    }
