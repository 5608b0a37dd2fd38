"""The map exported: as a picture, on paper, as tables and for network software."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from facilitation.access import current_user, get_session
from facilitation.audit import record, record_print
from facilitation.downloads import attachment
from facilitation.models import Session
from facilitation.vocabulary import AuditKind, Stage
from mapping import phrases
from mapping.exports import one_map
from mapping.exports.forms import lens_asked, naming_asked
from mapping.lenses import notes
from mapping.names import Naming
from mapping.svg import legend, names_of, svg_file, svg_picture
from mapping.vocabulary import Ring


def download(
    request: HttpRequest, session: Session, what: str, content: bytes | str, kind: str
) -> HttpResponse:
    """A file to keep, and the fact that it was exported."""
    record(
        actor=current_user(request),
        action="map exported",
        object_type="session",
        object_id=session.pk,
        kind=AuditKind.EXPORT,
    )
    return attachment(content, kind, one_map.file_name(session, what))


@require_safe
def map_svg(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id)
    caption = one_map.caption(session)
    svg = svg_file(one_map.members_of(session), naming_asked(request.GET), caption)
    return download(request, session, "map.svg", svg, "image/svg+xml")


@require_safe
def members_csv(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id)
    content = one_map.members_csv(session, naming_asked(request.GET))
    return download(request, session, "members.csv", content, "text/csv; charset=utf-8")


@require_safe
def ego_csv(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id)
    content = one_map.ego_csv(session)
    return download(request, session, "ego.csv", content, "text/csv; charset=utf-8")


@require_safe
def network_file(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id)
    content = one_map.network_file(session, naming_asked(request.GET))
    return download(request, session, "map.graphml", content, "application/graphml+xml")


@require_safe
def on_paper(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """One sheet of A4 for the person. Never the network type; who helps with what only where that
    lens was asked for."""
    session = get_session(request, session_id)
    naming, lens = naming_asked(request.GET), lens_asked(request.GET)
    members = one_map.members_of(session)
    names = names_of(members, naming)
    record_print(request, "map", session.pk)
    context = {
        "session": session,
        "stage": Stage.NETWORK,
        "naming": naming,
        "namings": Naming,
        "lens": lens,
        "lenses": phrases.LENSES,
        "svg": svg_picture(members, naming, notes=lens and notes(members, lens.value)),
        "key": legend(members),
        "rings": [
            (ring, [(names[m.pk], m.aside) for m in members if m.ring == ring]) for ring in Ring
        ],
    }
    return render(request, "mapping/on_paper.html", context)
