"""Then and now: two maps of one person. Links and sentences only: whole without script."""

from collections.abc import Hashable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from facilitation.access import get_session
from facilitation.vocabulary import Stage
from mapping.compare.forms import Asked, CompareForm, View
from mapping.compare.maps import Map, maps_until
from mapping.compare.pictures import both_in_one, now_picture, then_picture
from mapping.compare.rule import compare, differences
from mapping.compare.sentences import sentences_by_kind, still_there
from mapping.names import display_names


@require_safe
def then_and_now(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id)
    context: dict[str, Any] = {"session": session, "stage": Stage.NETWORK}
    maps = maps_until(session)
    if len(maps) < 2:
        return render(request, "mapping/only_one_map.html", context)
    form = CompareForm(request.GET, count=len(maps))
    asked = form.asked()
    if form.errors:
        messages.info(request, "That map is not there. These are the last two.")
    context |= {"asked": asked, "views": View.choices, "steps": steps(maps)}
    return render(request, "mapping/then_and_now.html", context | comparison(maps, asked))


def keys(one: Map) -> set[Hashable]:
    return {member.key for member in one.members}


def steps(maps: list[Map]) -> list[dict[str, Any]]:
    """Each map with the one before it; where there are more than two, also the first and last."""
    last = len(maps)
    pairs = [(number, number + 1) for number in range(1, last)] if last > 2 else []
    pairs += [(1, last)] if last > 2 else []
    return [
        {"then": then, "now": now, "from": maps[then - 1].day, "to": maps[now - 1].day}
        for then, now in pairs
    ]


def comparison(maps: list[Map], asked: Asked) -> dict[str, Any]:
    then, now = maps[asked.then - 1], maps[asked.now - 1]
    pairs = compare(then.members, now.members)
    found = differences(pairs, now.died)
    names = display_names([*then.members, *(m for m in now.members if m.key not in keys(then))])
    context = {
        "then": then,
        "now": now,
        "sentence_groups": sentences_by_kind(found, names),
        "still_there": still_there(pairs),
    }
    if asked.view == View.TOGETHER:
        return context | {"together": both_in_one(pairs, found)}
    return context | {
        "then_picture": then_picture(then.members, found),
        "now_picture": now_picture(now.members, found),
    }
