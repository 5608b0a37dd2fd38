"""The page that tells an entry's past: who changed what, and when."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from facilitation.models import User
from resources.history import phrases, replay
from resources.models import Provider, ProviderEvent, ResourceEvent


class Version(NamedTuple):
    """An entry after a change. `is_now` when nothing has changed since, `is_first` when there was
    no entry before."""

    at: dt.datetime
    who: str
    how: str
    differences: list[phrases.Difference]
    exists: bool
    is_now: bool
    is_first: bool

    @property
    def key(self) -> str:
        """What names it in a form: to the microsecond."""
        return self.at.isoformat()


def entry_versions(entry_id: UUID) -> list[Version]:
    """Newest first. A change that nobody could see, such as a row written anew, is left out."""
    told = [
        (change, phrases.differences(change.before, change.after))
        for change in replay.changes(entry_id)
    ]
    seen = [one for one in told if one[1]]
    who = people(change.context for change, _ in seen)
    return [
        Version(
            change.at,
            who.get(change.context.get("user", ""), ""),
            described(change),
            differences,
            exists=change.after.entry is not None,
            is_now=change is seen[-1][0],
            is_first=change.before.entry is None,
        )
        for change, differences in reversed(seen)
    ]


def provider_versions(key: UUID) -> list[Version]:
    """A provider's past, newest first."""
    events = list(ProviderEvent.objects.filter(pgh_obj_id=key).order_by("pgh_id"))
    contexts = [event.pgh_context or {} for event in events]
    who = people(contexts)
    found: list[Version] = []
    before: phrases.Facts = {}
    for event, context in zip(events, contexts, strict=True):
        exists = event.pgh_label != "delete"
        after = phrases.provider_facts(Provider(**replay.row_of(event))) if exists else {}
        differences = phrases.compare(before, after)
        kind = {"insert": "added", "delete": "deleted"}
        how = in_words(context, kind.get(event.pgh_label, "changed"))
        by = who.get(context.get("user", ""), "")
        first = not before
        is_now = event is events[-1]
        if differences:
            found.append(Version(event.pgh_created_at, by, how, differences, exists, is_now, first))
        before = after
    return found[::-1]


def described(change: replay.Change) -> str:
    """What kind of change it was, in a few words."""
    if change.before.entry is None:
        otherwise = "added"
    else:
        otherwise = "deleted" if change.after.entry is None else "changed"
    return in_words(change.context, otherwise)


def in_words(context: dict[str, Any], otherwise: str) -> str:
    if "undo" in context:
        return "an import was undone"
    if "import" in context:
        return f"imported from {context.get('file') or 'a file'}"
    if "feed" in context:
        return f"taken from the feed {context['feed']}"
    if "merged" in context:
        return f"merged with “{context['merged']}”"
    if "rule" in context:
        return "hidden by an update of Genie: it looks like a refuge"
    if "restored" in context:
        return "restored"
    return otherwise


def people(contexts: Iterable[dict[str, Any]]) -> dict[str, str]:
    keys = {context["user"] for context in contexts if context.get("user")}
    return {str(user.pk): user.name for user in User.objects.filter(pk__in=keys)}


def merged_into(entry_id: UUID) -> list[tuple[UUID, str]]:
    """The entries that were made one with this one: their ids and names, for their own pasts."""
    events = ResourceEvent.objects.filter(pgh_label="delete", pgh_context__into=str(entry_id))
    return list(events.order_by("pgh_created_at").values_list("pgh_obj_id", "name"))
