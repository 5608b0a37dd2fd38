"""What there is to learn with: practice, cards, guides, and what to do when it gets hard."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from facilitation.access import current_user, require_facilitator, require_role
from facilitation.models import Participant, Session, User
from facilitation.roles import Role
from learning import actions
from learning.cards import CARDS
from learning.forms import ContactForm, PracticeForm
from learning.models import SafeguardingContact
from learning.practice import people, practice_of


@require_safe
def learning(request: HttpRequest) -> HttpResponse:
    return page(request, PracticeForm())


def page(request: HttpRequest, form: PracticeForm) -> HttpResponse:
    user = current_user(request)
    # of somebody who was renamed while practising there is no card
    stories = {raw["name"]: raw for raw in people()}
    made = practice_of(user).order_by("created_at").prefetch_related("sessions__follow_ups")
    context = {
        "form": form,
        "practised": [(one, sessions_of(one), stories.get(one.name)) for one in made],
        "guides": guides_for(user),
    }
    return render(request, "learning/learning.html", context)


def sessions_of(person: Participant) -> Session:
    """The one to open next, or to follow up."""
    return max(person.sessions.all(), key=lambda one: one.started_at)


def guides_for(user: User) -> list[Role]:
    """One's own; a manager looks after all but curators' work, and reads theirs too."""
    if user.role == Role.MANAGER or user.is_superuser:
        return list(Role)
    return [Role(user.role)] if user.role else []


@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    require_facilitator(request)
    return render(request, "learning/cards.html", {"cards": CARDS})


@require_safe
def upset(request: HttpRequest) -> HttpResponse:
    user = require_facilitator(request)
    contact = SafeguardingContact.objects.filter(organisation=user.organisation_id).first()
    return render(request, "learning/upset.html", {"contact": contact})


@require_http_methods(["GET", "HEAD", "POST"])
def safeguarding(request: HttpRequest) -> HttpResponse:
    manager = require_role(request, Role.MANAGER)
    if manager.organisation_id is None:
        raise Http404
    kept = SafeguardingContact.objects.filter(organisation=manager.organisation_id).first()
    form = ContactForm(request.POST if request.method == "POST" else None, instance=kept)
    if form.is_valid():
        actions.save_contact(manager=manager, details=form.cleaned_data)
        messages.success(request, "Saved. Everybody finds it under “If someone is upset”.")
        return redirect("learning:upset")
    return render(request, "learning/safeguarding.html", {"form": form})


@require_safe
def guide(request: HttpRequest, role: str) -> HttpResponse:
    if role not in guides_for(current_user(request)):
        raise Http404
    return render(request, f"learning/guides/{Role(role).value}.html", {"role": Role(role)})
