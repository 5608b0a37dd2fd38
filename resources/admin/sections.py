"""The parts of an entry's page, in the order in which one speaks of them, and what is wrong."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.forms import BaseForm

from resources.models import Place, Schedule

# The pin follows the postcode, which is where one mends it.
MENDED_IN = {"point": "postcode"}


class Problem(NamedTuple):
    """A sentence, the label of its field, and the id to go to; empty for the whole form."""

    message: str
    label: str = ""
    target: str = ""


class Section(NamedTuple):
    """A fieldset or the places or times, under its heading's id."""

    title: str
    heading: str
    number: int = 0  # of a fieldset
    fieldset: Any = None
    inline: Any = None


def sections(adminform: Iterable[Any], inlines: Iterable[Any]) -> list[Section]:
    """What it is, its times and where, then the rest."""
    what, words, *rest = [
        Section(fieldset.name, f"fieldset-0-{number}-heading", number, fieldset)
        for number, fieldset in enumerate(adminform)
    ]
    parts = {
        inline.opts.model: Section(
            str(inline.opts.verbose_name_plural), f"{inline.formset.prefix}-heading", inline=inline
        )
        for inline in inlines
    }
    found = [what, parts.get(Schedule), words, parts.get(Place), *rest]
    return [section for section in found if section]


def problems(form: BaseForm, formsets: Iterable[tuple[str, Any]]) -> list[Problem]:
    """All that is wrong, in the order of the page. `formsets` with what one of theirs is called."""
    found = list(of_form(form))
    for name, formset in formsets:
        found += [Problem(str(error)) for error in formset.non_form_errors()]
        for number, one in enumerate(formset.forms, start=1):
            found += of_form(one, f"{name} {number}".capitalize())
    return found


def of_form(form: BaseForm, part: str = "") -> Iterator[Problem]:
    for name, errors in form.errors.items():
        for error in errors:
            if name not in form.fields:
                yield Problem(str(error), part)
            else:
                target = form[MENDED_IN.get(name, name)].auto_id
                label = str(form[name].label)
                yield Problem(str(error), f"{part}: {label}" if part else label, target)
