"""What can be sent to stage 2: the whole page at once, or the answers that changed."""

from collections.abc import Iterable
from typing import Any

from django import forms

from facilitation.models import Session
from preferences.models import Answer, Item, Questionnaire


class ItemForm(forms.Form):
    """One item's answer. No choice means that the item is left."""

    choice = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    # which of the item's interests stay on
    kept = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        data: Any = None,
        *,
        item: Item,
        answer: Answer | None = None,
        read_only: bool = False,
    ) -> None:
        self.item = item
        interests = {interest.slug: interest.name for interest in item.interests.all()}
        # nothing arrives ticked: which of these is a question
        initial = {
            "choice": answer.choice if answer else "",
            "kept": answer.kept if answer and answer.narrowed else [],
        }
        super().__init__(data, prefix=str(item.number), initial=initial)
        choice, kept = self.fields["choice"], self.fields["kept"]
        assert isinstance(choice, forms.ChoiceField)
        assert isinstance(kept, forms.ChoiceField)
        choice.choices, kept.choices = list(item.labels.items()), list(interests.items())
        choice.disabled = kept.disabled = read_only

    @property
    def several_interests(self) -> bool:
        return len(self.item.interests.all()) > 1

    @property
    def has_answer(self) -> bool:
        return bool(self["choice"].value())


class VersionForm(forms.Form):
    """Which version the page showed, of those that the session's organisation asks."""

    questionnaire = forms.ModelChoiceField(Questionnaire.objects.none())

    def __init__(self, data: Any, *, session: Session) -> None:
        super().__init__(data)
        field = self.fields["questionnaire"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Questionnaire.objects.asked_by(session.participant.organisation_id)


class PageForm(VersionForm):
    """What the page sends beside the answers."""

    # the number of an item whose answer is taken back
    clear = forms.IntegerField(required=False)
    # where to go once everything is saved
    go = forms.ChoiceField(choices=[("here", "here"), ("back", "back"), ("next", "next")])


def item_forms(session: Session, items: Iterable[Item], data: Any = None) -> list[ItemForm]:
    """A form for each item, in order, holding what the session answered."""
    answers = {answer.item_id: answer for answer in session.answers.all()}
    return [
        ItemForm(
            data,
            item=item,
            answer=answers.get(item.pk),
            read_only=session.finished_at is not None,
        )
        for item in items
    ]
