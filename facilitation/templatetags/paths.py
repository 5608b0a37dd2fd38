"""`url` in every template: Django's, by `facilitation.paths` where only identifiers are said."""

from typing import Any

from django import template
from django.template import Context, defaulttags
from django.template.base import Parser, Token
from django.utils.html import conditional_escape

from facilitation.paths import path_to

register = template.Library()


class PathNode(defaulttags.URLNode):
    def render(self, context: Context) -> Any:
        if self.kwargs or self.asvar:
            return super().render(context)
        ids = [one.resolve(context) for one in self.args]
        path = path_to(self.view_name.resolve(context), *ids)
        return conditional_escape(path) if context.autoescape else path


@register.tag
def url(parser: Parser, token: Token) -> PathNode:
    node = defaulttags.url(parser, token)
    return PathNode(node.view_name, node.args, node.kwargs, node.asvar)
