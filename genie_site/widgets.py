"""Inputs, tick boxes and text areas, as Django's templates of them are, but written in Python: a
page has up to a hundred, and each is three templates. Every other widget stays a template."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.html import escape
from django.utils.safestring import SafeData, SafeString, mark_safe

Widget = Mapping[str, Any]


def attributes(widget: Widget) -> str:
    """As templates/django/forms/widgets/attrs.html, where is said why there is no maxlength."""
    parts = []
    for name, value in widget["attrs"].items():
        if value is not False:
            name = "data-limit" if name == "maxlength" else escape(name)
            parts.append(f" {name}" if value is True else f' {name}="{escaped(value)}"')
    return "".join(parts)


def escaped(value: Any) -> str:
    return str(value) if isinstance(value, SafeData) else escape(str(value))


def drawn_input(widget: Widget) -> str:
    value = widget["value"]
    said = "" if value is None else f' value="{escaped(value)}"'
    kind, name = escape(widget["type"]), escape(widget["name"])
    return f'<input type="{kind}" name="{name}"{said}{attributes(widget)}>'


def drawn_option(widget: Widget) -> str:
    drawn = drawn_input(widget)
    if not widget.get("wrap_label"):
        return drawn
    named = widget["attrs"].get("id")
    target = f' for="{escaped(named)}"' if named else ""
    return f"<label{target}>{drawn} {escaped(widget['label'])}</label>"


def drawn_textarea(widget: Widget) -> str:
    said = escaped(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{escape(widget["name"])}"{attributes(widget)}>\n{said}</textarea>'


DRAWN: dict[str, Callable[[Widget], str]] = {
    "text": drawn_input,
    "date": drawn_input,
    "time": drawn_input,
    "textarea": drawn_textarea,
    "checkbox": drawn_input,
    "checkbox_option": drawn_option,
    "radio_option": drawn_option,
}
BY_TEMPLATE = {f"django/forms/widgets/{name}.html": draw for name, draw in DRAWN.items()}


class Renderer(TemplatesSetting):
    def render(self, template_name: str, context: Any, request: Any = None) -> SafeString:
        draw = BY_TEMPLATE.get(template_name)
        if draw is None:
            return mark_safe(super().render(template_name, context, request))  # noqa: S308
        return mark_safe(draw(context["widget"]))  # noqa: S308 (escaped)
