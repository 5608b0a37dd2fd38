"""How the plan is taken home: on paper or by e-mail."""

from django import forms


class SheetForm(forms.Form):
    """How the sheet is to look."""

    large = forms.BooleanField(required=False)
    name = forms.BooleanField(required=False)
    names = forms.BooleanField(required=False)  # of the people on the map
    where = forms.BooleanField(required=False)  # on a map of streets


class AddressForm(forms.Form):
    """Where to send the plan. The address is used once and kept nowhere."""

    address = forms.EmailField(
        label="E-mail address",
        help_text="We use it once, to send this plan, and do not keep it.",
        error_messages={
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address in the form name@example.org",
        },
        widget=forms.EmailInput(
            attrs={"class": "input", "autocomplete": "off", "autocapitalize": "off"}
        ),
    )
