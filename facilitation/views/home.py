"""Where each role begins, and a facilitator's own sessions."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from facilitation.access import current_user, require_facilitator
from facilitation.forms import SearchForm
from facilitation.models import Participant, Session, SessionQuerySet, User
from facilitation.roles import Role

SESSIONS_A_PAGE = 20


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user = current_user(request)
    if user.holds_sessions:
        manages = user.role == Role.MANAGER
        return redirect("facilitation:caseload" if manages else "facilitation:sessions")
    return render(request, "facilitation/home.html")


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    user = require_facilitator(request)
    return render(request, "facilitation/sessions.html", sessions_context(request, user))


@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """By POST: whatever is typed here, a name perhaps, must not end up in an address."""
    user = require_facilitator(request)
    form = SearchForm(request.POST)
    found = Participant.objects.none()
    if form.is_valid():
        caseload = Participant.objects.caseload_of(user)
        found = caseload.with_reference(form.cleaned_data["reference"])[:SESSIONS_A_PAGE]
        if len(found) == 1:
            return redirect("facilitation:participant", found[0].pk)
    nobody = "" if found or form.errors else "Nobody in your caseload has this code."
    context = {**sessions_context(request, user), "form": form, "found": found, "nobody": nobody}
    return render(request, "facilitation/sessions.html", context)


def sessions_context(request: HttpRequest, user: User) -> dict[str, object]:
    mine = Session.objects.for_user(user).with_person_and_minutes()
    due = mine.due_for_follow_up(timezone.localdate()).order_by("follow_up_due")
    done = mine.finished().exclude(pk__in=due.values("pk")).order_by("-finished_at")
    groups: list[tuple[str, str, str, SessionQuerySet]] = [
        ("open", "Open", "No session is open.", mine.open()),
        ("due", "Due for follow-up", "Nobody is due for a follow-up.", due),
        ("done", "Done", "No session is finished yet.", done),
    ]
    return {
        "form": SearchForm(),
        "groups": [
            {
                "key": key,
                "title": title,
                "empty": empty,
                "page": Paginator(group, SESSIONS_A_PAGE).get_page(request.GET.get(key)),
            }
            for key, title, empty, group in groups
        ],
    }
