"""What is answered, and what a manager chooses, checked here first."""

from typing import Any

from django import forms

from measures.models import Measure, MeasureQuerySet


class AnswersForm(forms.Form):
    """The items of one measure. Every one can be left."""

    def __init__(self, measure: Measure, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prefix = measure.key
        self.measure = measure
        for item in measure.items:
            self.fields[item["key"]] = forms.TypedChoiceField(
                label=item["text"],
                choices=item["answers"],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )

    @property
    def answers(self) -> dict[str, int]:
        """Of the items that were answered."""
        return {key: value for key, value in self.cleaned_data.items() if value is not None}


class ChooseForm(forms.Form):
    measures = forms.ModelMultipleChoiceField(
        label="Which do you ask?",
        queryset=Measure.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    shows_change = forms.BooleanField(
        label="Show people, at a follow-up, what they answered before", required=False
    )

    def __init__(self, *args: Any, offered: MeasureQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measures"].queryset = offered  # type: ignore[attr-defined]

    def clean_measures(self) -> list[Measure]:
        chosen = list(self.cleaned_data["measures"])
        keys = [measure.key for measure in chosen]
        if len(set(keys)) < len(keys):
            raise forms.ValidationError("Choose one version of each.")
        return chosen
