"""What an organisation is told of somebody, and what it answers."""

from collections.abc import Mapping
from typing import Any

from django import forms

from facilitation.form_fields import text
from facilitation.forms import PublicForm
from sharing.models import Answer


class IntroduceForm(forms.Form):
    called = text("What are they called?", 60, missing="Write a name.")
    contact = text(
        "How are they reached?", 200, "A telephone number or an e-mail address, and when.",
        missing="Write how they are reached.",
    )  # fmt: skip
    about = text("A few words about them", 300, "Such as what would help. Leave it empty if not.",
                 lines=2)  # fmt: skip
    agreed = forms.BooleanField(
        error_messages={"required": "Tick this if they agree. Otherwise nobody is told."}
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, sentence: str, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["agreed"].label = sentence

    def details(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("called", "contact", "about")}


class AnswerForm(PublicForm):
    answer = forms.ChoiceField(
        label="Can they come?",
        choices=Answer,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer."},
    )
    text = text("A few words, if you like", 300, "It goes to whoever helps them.", lines=3)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (
            data.get("answer") == Answer.ASKED
            and not data.get("text")
            and "text" not in self.errors
        ):
            self.add_error("text", "Write your question.")
        return data
