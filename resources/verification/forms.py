"""What a listed organisation says of its own entry."""

from django import forms


class CheckForm(forms.Form):
    RIGHT, WRONG = "right", "wrong"

    # the version of the entry that the page showed
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label="Is it right?",
        choices=[(RIGHT, "All of it is right"), (WRONG, "Something should be changed")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is right."},
    )
    text = forms.CharField(
        label="What should it say?",
        help_text="Only if something should be changed.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, str]:
        data = super().clean() or {}
        if data.get("verdict") == self.WRONG and not data.get("text") and "text" not in self.errors:
            self.add_error("text", "Say what should be changed.")
        return data
