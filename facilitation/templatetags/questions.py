"""Question pages: which input a field's error leads to."""

from typing import NamedTuple

from django import forms, template

register = template.Library()


class Problem(NamedTuple):
    anchor: str  # the id of the input to go to; empty for the form as a whole
    message: str


@register.filter
def first_input(field: forms.BoundField) -> str:
    """The id of the field's input, or of the first of its choices."""
    choices = field.subwidgets if field.field.widget.use_fieldset else []
    return choices[0].id_for_label if choices else field.id_for_label


@register.filter
def problems(form: forms.BaseForm) -> list[Problem]:
    """Every error in the order of the page, those of the form as a whole first."""
    whole = [Problem("", str(error)) for error in form.non_field_errors()]
    fields = [Problem(first_input(field), str(error)) for field in form for error in field.errors]
    return whole + fields
