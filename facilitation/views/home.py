"""Where each role begins, and a facilitator's own sessions."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from facilitation import actions, reassignments
from facilitation.access import current_user, require_facilitator
from facilitation.forms import FindForm, code_in
from facilitation.models import (
    Participant,
    ParticipantQuerySet,
    Reassignment,
    Session,
    SessionQuerySet,
    User,
)
from facilitation.names import contains
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
    actions.delete_empty_sessions(facilitator=user)
    context = {
        **sessions_context(request, user),
        "passed_on": Reassignment.objects.to_tell(user),
        # of whom nothing may stay on this device
        "erased": request.session.pop("erased", []),
    }
    return render(request, "facilitation/sessions.html", context)


@require_POST
def passed_on_read(request: HttpRequest) -> HttpResponse:
    """The user has read who was passed on to or from them."""
    reassignments.read_all(user=require_facilitator(request))
    return redirect("facilitation:sessions")


@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """By POST: a name must not end up in an address."""
    user = require_facilitator(request)
    form = FindForm(request.POST)
    found = Participant.objects.none()
    if form.is_valid():
        found = find(Participant.objects.caseload_of(user).real(), form.cleaned_data["query"])
        if len(found) == 1:
            return redirect("facilitation:participant", found[0].pk)
    nobody = "" if found or form.errors else "Nobody in your caseload has this name or code."
    context = {**sessions_context(request, user), "form": form, "found": found, "nobody": nobody}
    return render(request, "facilitation/sessions.html", context)


def find(caseload: ParticipantQuerySet, query: str) -> ParticipantQuerySet:
    """Those whose name contains it, accents and capitals aside, or whose code begins so. A
    caseload is a few hundred people at most: their names are compared here."""
    names = caseload.exclude(name="").values_list("pk", "name")
    named = [pk for pk, name in names if contains(name, query)]
    code = code_in(query)
    coded = caseload.with_reference(code).values("pk") if code else []
    return caseload.filter(Q(pk__in=named) | Q(pk__in=coded)).by_name()[:SESSIONS_A_PAGE]


def sessions_context(request: HttpRequest, user: User) -> dict[str, object]:
    mine = Session.objects.for_user(user).real().with_person_and_minutes()
    due = mine.due_for_follow_up(timezone.localdate()).order_by("follow_up_due")
    done = mine.finished().exclude(pk__in=due.values("pk")).by_name()
    groups: list[tuple[str, str, str, SessionQuerySet]] = [
        ("due", "Due for follow-up", "Nobody is due for a follow-up.", due),
        ("open", "Open", "No session is open.", mine.open()),
        ("done", "Done", "No session is finished yet.", done),
    ]
    return {
        "form": FindForm(),
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
