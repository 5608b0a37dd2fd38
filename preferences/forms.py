"""What can be sent to stage 2: the whole page at once, or the answers that changed."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms

from facilitation.models import Session
from preferences.models import Answer, Item, Questionnaire
from preferences.reading import answers_of


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
        if item.slugs_read is None:
            interests = {interest.slug: interest.name for interest in item.interests.all()}
        else:  # nothing of it is shown
            interests = dict.fromkeys(item.slugs_read, "")
        initial = held_by(answer)
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


def held_by(answer: Answer | None) -> dict[str, Any]:
    """What an item's fields hold. Nothing arrives ticked: which of its interests is a question."""
    if answer is None:
        return {"choice": "", "kept": []}
    return {"choice": answer.choice, "kept": answer.kept if answer.narrowed else []}


class VersionForm(forms.Form):
    """Which version the page showed."""

    questionnaire = forms.UUIDField()


class PageForm(VersionForm):
    """What the page sends beside the answers."""

    # the number of an item whose answer is taken back
    clear = forms.IntegerField(required=False)
    # where to go once everything is saved
    go = forms.ChoiceField(choices=[("here", "here"), ("back", "back"), ("next", "next")])

    def __init__(self, data: Any, *, session: Session) -> None:
        super().__init__(data)
        self.session = session

    def clean_questionnaire(self) -> Questionnaire:
        """One of those that the session's organisation asks."""
        asked = Questionnaire.objects.asked_by(self.session.participant.organisation_id)
        found = asked.filter(pk=self.cleaned_data["questionnaire"]).first()
        if found is None:
            raise forms.ValidationError("These questions are not asked here.")
        return found


def item_forms(session: Session, items: Iterable[Item], data: Any = None) -> list[ItemForm]:
    """A form for each item, in order, holding what the session answered."""
    return forms_holding(session, items, answers_of(session), data)


def forms_holding(
    session: Session, items: Iterable[Item], answers: Mapping[UUID, Answer], data: Any
) -> list[ItemForm]:
    return [
        ItemForm(
            data,
            item=item,
            answer=answers.get(item.pk),
            read_only=session.finished_at is not None,
        )
        for item in items
    ]
