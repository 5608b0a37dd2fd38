"""What can be sent from the plan's page, and from the page before it at a follow-up: each priority,
when the two meet again, and what became of the priorities before."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from facilitation.field_changes import Values, values_by_prefix, values_of
from facilitation.models import Session
from mapping.models import Member
from mapping.names import display_names
from plans.models import FollowUp, PlanItem
from plans.reading import COMPANY, last_chosen, priorities_of
from plans.vocabulary import Barrier, Outcome, Reason

# how many people of the map are shown at once; the others are folded away
AT_HAND = 8
ITEM = "item-"  # before a priority's id, in the names of its fields
TOO_LONG = "Use 300 letters or fewer. Nothing is cut: this is kept when it is shorter."


class NamesField(forms.MultipleChoiceField):
    """People of a session's map. Who was taken off it while the page was open is left out."""

    session: Session
    members: dict[str, Member]

    def offer(self, session: Session, members: Iterable[Member]) -> None:
        """These members, two of one name told apart."""
        self.session = session
        self.members = {str(member.pk): member for member in members}
        names = display_names(self.members.values())
        self.choices = [(pk, names[member.pk]) for pk, member in self.members.items()]

    def clean(self, value: Any) -> list[Member]:
        chosen = [str(pk) for pk in value or []]
        if not self.members.keys() >= set(chosen):
            chosen = [pk for pk in chosen if pk not in self.taken_off()]
        return [self.members[pk] for pk in super().clean(chosen)]

    def taken_off(self) -> set[str]:
        there = self.session.members.values_list("pk", flat=True)
        once_there = self.session.map_changes.exclude(member_id__in=there)
        return {str(pk) for pk in once_there.values_list("member_id", flat=True)}


class PriorityForm(forms.Form):
    """How one priority is to begin: the first step, who helps, what might get in the way."""

    first_step = forms.CharField(
        label="My first step",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 1}),
        error_messages={"max_length": TOO_LONG},
    )
    step_by = forms.CharField(
        label="Who does it?",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    step_when = forms.CharField(
        label="By when?",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    with_members = NamesField(
        label="Who could go with me, or help?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    companion = forms.CharField(
        label="Anyone who is not on the map?",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    barriers = forms.MultipleChoiceField(
        label="What might get in the way?",
        choices=Barrier,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    what_would_help = forms.CharField(
        label="What would help with that?",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 1}),
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, data: Any, *, item: PlanItem, company: Iterable[Member]) -> None:
        self.item = item
        super().__init__(data, prefix=prefix_of(item), initial=held_by(item))
        members = self.fields["with_members"]
        assert isinstance(members, NamesField)
        members.offer(item.session, company)
        disable(self, item.session)

    @property
    def further_chosen(self) -> bool:
        """Whether someone is chosen whom the page folds away."""
        return any(option.data["selected"] for option in self["with_members"][AT_HAND:])


class MeetingForm(forms.Form):
    """When the two meet again."""

    day = forms.DateField(
        label="When do we meet or speak again?",
        help_text="To see how it went. Without a day we ask in some months, if that was agreed.",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "input", "type": "date"}),
        error_messages={"invalid": "Write a date, such as 2027-02-26."},
    )
    time = forms.TimeField(
        label="At what time?",
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "input", "type": "time"}),
        error_messages={"invalid": "Write a time, such as 14:00."},
    )

    def __init__(self, data: Any, *, session: Session) -> None:
        initial = {"day": session.next_meeting, "time": session.next_meeting_time}
        super().__init__(data, prefix="meeting", initial=initial)
        disable(self, session)

    def clean_day(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["day"]
        if day is not None and day != self.initial["day"] and day < timezone.localdate():
            raise ValidationError("Write a date that is still to come.")
        return day


class OutcomeForm(forms.Form):
    """What became of a priority that was chosen last."""

    outcome = forms.ChoiceField(
        label="How did it go?", choices=Outcome, required=False, widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(
        label="What got in the way?", choices=Reason, required=False, widget=forms.RadioSelect
    )

    def __init__(self, data: Any, *, item: PlanItem, follow_up: FollowUp | None, session: Session):
        self.item = item
        initial = {"outcome": follow_up.outcome, "reason": follow_up.reason} if follow_up else {}
        super().__init__(data, prefix=f"before-{item.pk.hex}", initial=initial)
        disable(self, session)


def disable(form: forms.Form, session: Session) -> None:
    for field in form.fields.values():
        field.disabled = session.finished_at is not None


class DoForm(forms.Form):
    """Which button was pressed: a word, and the priority it is about where it is about one."""

    ABOUT_ONE = ("up", "down", "remove", "carry", "join")

    do = forms.RegexField(
        r"^(save|go|finish|print|large|pdf|largepdf|email|text|calendar"
        r"|(up|down|remove|carry|join) [0-9a-f]{32})$"
    )

    @property
    def word(self) -> str:
        return str(self.cleaned_data["do"].partition(" ")[0]) if self.is_valid() else "save"

    @property
    def is_about_one(self) -> bool:
        return self.word in self.ABOUT_ONE

    @property
    def may_be_repeated(self) -> bool:
        """Whether pressing it twice is the same as once."""
        return self.is_valid() and not self.is_about_one

    @property
    def item_id(self) -> UUID:
        return UUID(self.cleaned_data["do"].partition(" ")[2])


class PageForms:
    """All the forms of a page, sent together."""

    all: Sequence[forms.Form]

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self.all])  # noqa: C419 (each shows its errors)

    @property
    def errors(self) -> dict[str, list[str]]:
        """By the name of the field in the page."""
        return {
            form.add_prefix(name): [str(error) for error in errors]
            for form in self.all
            for name, errors in form.errors.items()
        }


def prefix_of(item: PlanItem) -> str:
    return f"{ITEM}{item.pk.hex}"


def held_by(item: PlanItem) -> dict[str, Any]:
    """What a priority's fields hold, in their order."""
    return {
        name: item.helper_ids if name == "with_members" else getattr(item, name)
        for name in PriorityForm.base_fields
    }


def held_by_all(session: Session, items: Iterable[PlanItem]) -> Values:
    """What the page's fields hold."""
    found: Values = {}
    for item in items:
        found |= values_by_prefix(prefix_of(item), held_by(item))
    return found | values_of([MeetingForm(None, session=session)])


class PlanForms(PageForms):
    """The priorities of this session, or these of them, which are not shown; and when the two meet
    again."""

    def __init__(
        self, session: Session, data: Any = None, touched: Sequence[PlanItem] | None = None
    ) -> None:
        if touched is None:
            items = priorities_of(session, with_entries=True)
            is_needed = bool(items)
        else:
            items = list(touched)
            is_needed = any(data.getlist(f"{prefix_of(item)}-with_members") for item in items)
        company = COMPANY.all(session.pk) if is_needed else []
        self.priorities = [PriorityForm(data, item=item, company=company) for item in items]
        self.meeting = MeetingForm(data, session=session)
        self.all = [*self.priorities, self.meeting]


class OutcomeForms(PageForms):
    """What became of what was chosen last."""

    def __init__(self, session: Session, data: Any = None) -> None:
        self.outcomes = list(outcome_forms(session, data))
        self.all = self.outcomes


def outcome_forms(session: Session, data: Any) -> Iterable[OutcomeForm]:
    kept = {answer.item_id: answer for answer in session.follow_up_answers.all()}
    for item in last_chosen(session):
        yield OutcomeForm(data, item=item, follow_up=kept.get(item.pk), session=session)
