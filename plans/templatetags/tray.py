""" "Your three" for the page of results, whose own app may not know of plans."""

from typing import Any

from django import template

from facilitation.models import Session
from plans.models import MOST_PRIORITIES

register = template.Library()


@register.inclusion_tag("plans/tray.html", takes_context=True)
def tray(context: dict[str, Any], session: Session) -> dict[str, Any]:
    items = list(session.plan_items.all())
    free = range(len(items) + 1, MOST_PRIORITIES + 1)
    token = context.get("csrf_token")
    return {"session": session, "items": items, "free": free, "csrf_token": token}
