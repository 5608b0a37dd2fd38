"""The widgets that are written in Python are, letter by letter, what their templates make."""

import datetime as dt

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe

from genie_site.widgets import DRAWN, Renderer

ODD = "<b title='a'>\"&amp;\" é\n "
CHOICES = [("", "None"), ("a<", "A & b"), (1, mark_safe("<i>one</i>"))]
ATTRS = [
    {},
    {"id": "id_x", "maxlength": 60, "required": True, "disabled": False},
    {"class": ODD, "id": mark_safe("a&amp;b"), "rows": 1, "aria-invalid": "true"},
]
WIDGETS = [
    *((forms.TextInput(), value) for value in (None, "", ODD, 12, mark_safe("a &amp; b"))),
    *((forms.Textarea(), value) for value in (None, "", ODD, "two\nlines")),
    *((forms.DateInput(format="%Y-%m-%d"), value) for value in (None, dt.date(2027, 2, 26), ODD)),
    *((forms.TimeInput(format="%H:%M"), value) for value in (None, dt.time(9, 5))),
    *((forms.CheckboxInput(), value) for value in (None, True, False, "yes", ODD)),
]


def drawn_and_made(template_name, context):
    return [one().render(template_name, context) for one in (Renderer, TemplatesSetting)]


@pytest.mark.parametrize("attrs", range(len(ATTRS)))
def test_an_input_is_what_its_template_makes(attrs):
    for widget, value in WIDGETS:
        context = widget.get_context("na<me", value, ATTRS[attrs])
        drawn, made = drawn_and_made(widget.template_name, context)
        assert drawn == made


@pytest.mark.parametrize("kind", [forms.RadioSelect, forms.CheckboxSelectMultiple])
@pytest.mark.parametrize("wrap", [True, False])
def test_an_option_is_what_its_template_makes(kind, wrap):
    for attrs in [{k: v for k, v in attrs.items() if k != "maxlength"} for attrs in ATTRS]:
        for option in kind(choices=CHOICES).subwidgets("name", ["a<", "1"], attrs):
            context = {"widget": {**option, "wrap_label": wrap}}
            drawn, made = drawn_and_made(option["template_name"], context)
            assert drawn == made


def test_nothing_is_written_that_no_widget_asks_for():
    kinds = [forms.TextInput, forms.DateInput, forms.TimeInput, forms.Textarea, forms.CheckboxInput]
    names = {kind.template_name for kind in kinds}
    names |= {
        kind.option_template_name for kind in (forms.RadioSelect, forms.CheckboxSelectMultiple)
    }
    assert names == {f"django/forms/widgets/{name}.html" for name in DRAWN}
