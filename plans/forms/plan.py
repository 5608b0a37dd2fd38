"""What can be sent from the plan's page: each priority, and what became of the ones before."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from facilitation.models import Session
from mapping.models import Member, MemberQuerySet
from mapping.names import display_names
from plans.models import FollowUp, PlanItem
from plans.vocabulary import Barrier, Outcome, Reason

# how many people of the map are shown at once; the others are folded away
AT_HAND = 8


class NamesField(forms.ModelMultipleChoiceField[Member]):
    names: dict[Any, str]

    def offer(self, members: MemberQuerySet) -> None:
        """These members, two of one name told apart."""
        self.names = display_names(members)
        self.queryset = members

    def label_from_instance(self, obj: Member) -> str:
        return self.names[obj.pk]


class PriorityForm(forms.Form):
    """How one priority is to begin: the first step, who helps, what might get in the way."""

    first_step = forms.CharField(
        label="My first step",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 1}),
    )
    with_members = NamesField(
        Member.objects.none(),
        label="Who could go with me, or help?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
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
    )

    def __init__(self, data: Any, *, item: PlanItem) -> None:
        self.item = item
        initial = {
            "first_step": item.first_step,
            "with_members": [member.pk for member in item.with_members.all()],
            "barriers": item.barriers,
            "what_would_help": item.what_would_help,
        }
        super().__init__(data, prefix=f"item-{item.pk.hex}", initial=initial)
        members = self.fields["with_members"]
        assert isinstance(members, NamesField)
        members.offer(item.session.members.company())
        disable(self, item.session)

    @property
    def further_chosen(self) -> bool:
        """Whether someone is chosen whom the page folds away."""
        return any(option.data["selected"] for option in self["with_members"][AT_HAND:])


class OutcomeForm(forms.Form):
    """What became of a priority of the session before."""

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
        r"^(save|finish|print|large|email|(up|down|remove|carry|join) [0-9a-f]{32})$"
    )

    @property
    def word(self) -> str:
        return str(self.cleaned_data["do"].partition(" ")[0])

    @property
    def item_id(self) -> UUID:
        return UUID(self.cleaned_data["do"].partition(" ")[2])


class PlanForms:
    """All the forms of the page, sent together."""

    def __init__(self, session: Session, data: Any = None) -> None:
        items = session.plan_items.select_related("resource").prefetch_related("with_members")
        self.priorities = [PriorityForm(data, item=item) for item in items]
        self.before = list(outcome_forms(session, data))

    @property
    def all(self) -> list[forms.Form]:
        return [*self.before, *self.priorities]

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


def outcome_forms(session: Session, data: Any) -> Iterable[OutcomeForm]:
    if session.previous is None:
        return
    kept = {answer.item_id: answer for answer in session.follow_up_answers.all()}
    for item in session.previous.plan_items.all():
        yield OutcomeForm(data, item=item, follow_up=kept.get(item.pk), session=session)
