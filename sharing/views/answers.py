"""What an organisation sees by a signed link, and answers."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sharing import links
from sharing.actions import introductions as actions
from sharing.forms.introductions import AnswerForm


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Who would like to come, and a form to answer. Looking changes nothing: mail programs open
    links by themselves. Once it is answered or taken back, nothing of the person is shown."""
    try:
        found = links.introduction_of(token)
    except links.ExpiredLinkError:
        return render(request, "sharing/closed.html", {"expired": True}, status=410)
    if found is None:
        raise Http404
    helper = found.item.session.participant.facilitator
    if not found.is_open:
        context = {"helper": helper, "answered": found.withdrawn_at is None}
        return render(request, "sharing/closed.html", context, status=410)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        actions.answer(introduction=found, answer=said["answer"], text=said["text"])
        return render(request, "sharing/thanks.html", {"helper": helper})
    context = {"introduction": found, "helper": helper, "form": form}
    return render(request, "sharing/answer.html", context)
