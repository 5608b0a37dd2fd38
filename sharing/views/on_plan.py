"""What the plan's page shows of all this: a fragment of that page."""

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from facilitation.access import get_session
from plans.reading import priorities_of
from sharing.models import Answer, Introduction, Summary


@require_safe
def on_plan(request: HttpRequest, session_id: UUID) -> JsonResponse:
    """Where each priority is introduced and how that stands, and where the summary is."""
    session = get_session(request, session_id)
    if session.participant.is_practice:
        return JsonResponse({"ways": []})
    items = priorities_of(session, with_entries=True)
    made = {one.item_id: one for one in Introduction.objects.filter(item__session=session)}
    begun = Summary.objects.filter(session=session).first()
    ways = [
        {
            "label": f"Introduce them to {item.said['name']}",
            "url": reverse("sharing:introduction", args=[session.pk, item.pk]),
            "state": state(made.get(item.pk)),
        }
        for item in items
    ]
    summary = {
        "label": "Summary for the practice",
        "url": reverse("sharing:summary", args=[session.pk]),
        "state": "Agreed to" if begun and begun.agreement else "",
    }
    return JsonResponse({"ways": [*ways, summary]})


def state(introduction: Introduction | None) -> str:
    if introduction is None or introduction.withdrawn_at:
        return ""
    if not introduction.answer:
        return "No answer yet"
    return f"They answered: {Answer(introduction.answer).label}"
