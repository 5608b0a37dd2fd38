"""The person is introduced to an organisation of the directory, where they agree."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from facilitation.access import current_user, get_real_session
from facilitation.models import PersonRecord
from plans.models import PlanItem
from sharing.actions import introductions as actions
from sharing.consent import CURRENT
from sharing.forms.introductions import IntroduceForm
from sharing.letters import address_of
from sharing.links import link
from sharing.models import Introduction


def get_item(request: HttpRequest, session_id: UUID, item_id: UUID) -> PlanItem:
    session = get_real_session(request, session_id)
    items = PlanItem.objects.select_related("resource__provider").filter(session=session)
    item = get_object_or_404(items, pk=item_id)
    item.session = session
    return item


@require_http_methods(["GET", "HEAD", "POST"])
def introduction(request: HttpRequest, session_id: UUID, item_id: UUID) -> HttpResponse:
    """What they are told, and what they answered."""
    item = get_item(request, session_id, item_id)
    made = Introduction.objects.filter(item=item).first()
    draft = made or Introduction(item=item, made_by=current_user(request))
    form = IntroduceForm(
        request.POST if request.method == "POST" else None,
        sentence=CURRENT.introduction.format(organisation=draft.organisation),
        initial=initial_for(item, made),
    )
    if form.is_valid():
        actions.introduce(item=item, details=form.details(), by=current_user(request))
        return redirect("sharing:introduction", session_id, item_id)
    context = {
        "session": item.session,
        "item": item,
        "made": made if made and made.withdrawn_at is None else None,
        "link": link(made) if made and made.is_open else "",
        "has_address": bool(address_of(draft)),
        "form": form,
    }
    return render(request, "sharing/introduction.html", context)


def initial_for(item: PlanItem, made: Introduction | None) -> dict[str, Any]:
    """What was told before; or what the person's record has."""
    if made:
        return {"called": made.called, "contact": made.contact, "about": made.about}
    person = item.session.participant
    record = PersonRecord.objects.filter(participant=person).first()
    ways = [record.phone, record.email, record.best_time] if record else []
    return {"called": person.name, "contact": ", ".join(filter(None, ways))}


@require_POST
def take_back(request: HttpRequest, session_id: UUID, item_id: UUID) -> HttpResponse:
    item = get_item(request, session_id, item_id)
    made = get_object_or_404(Introduction, item=item)
    actions.take_back(introduction=made, by=current_user(request))
    messages.success(request, "Written down. Their link shows nothing any more.")
    return redirect("sharing:introduction", session_id, item_id)
