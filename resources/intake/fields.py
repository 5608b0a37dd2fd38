"""The fields of an entry from elsewhere."""

import copy
import datetime as dt
from collections.abc import Mapping, Set
from contextlib import suppress
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils import timezone

from geography.models import LocalAuthority
from preferences.models import Interest
from resources import confidential
from resources.forms.entries import ResourceForm
from resources.freshness import check_again_on
from resources.intake import bulk, marks
from resources.intake.comparing import Compared
from resources.intake.entries import Entry
from resources.intake.lean import InvalidError, lean
from resources.intake.merging import mark
from resources.intake.providers import Providers, name_of
from resources.intake.validation import valid_form
from resources.intake.writes import Writes
from resources.models import Resource
from resources.vocabulary import Cost, Joining, Status

# Left out with a note when they are wrong: a library with a mistyped e-mail is still a library.
OPTIONAL_CONTACTS = {"phone", "email", "web"}
NEW_ENTRY = {"cost": Cost.UNKNOWN, "joining": Joining.CONTACT, "status": Status.ACTIVE}
PLACE_NAMES = ("name", "address")


class Checked(NamedTuple):
    """What the source says, as the forms take it."""

    resource: Resource
    names: Set[str]  # of those fields that are its own
    interests: list[str] | None
    authorities: list[str] | None


class Choices:
    """The interests and local authorities that there are."""

    def __init__(self) -> None:
        self.interests = set(Interest.objects.values_list("pk", flat=True))
        self.authorities = set(LocalAuthority.objects.values_list("pk", flat=True))

    def include(self, data: Mapping[str, Any]) -> bool:
        return self.interests.issuperset(
            data.get("interests") or []
        ) and self.authorities.issuperset(data.get("authorities") or [])


def save_fields(
    entry: Entry, writes: Writes, providers: Providers, compared: Compared, choices: Choices,
    *, forgiving: bool,
) -> bool:  # fmt: skip
    """Put into `writes` what is to be saved. Is there any? Raises EntryError."""
    resource = writes.resource
    is_new = resource._state.adding
    data = {**(NEW_ENTRY if is_new else {}), **entry.fields}
    said_so = bool(data.pop("address_confidential", False))
    given = bulk.copy_of(resource)
    moved = set_provider(entry, given, providers, compared, is_new=is_new)
    if not is_new and "interests" in data:
        data["interests"] = with_curators(resource, compared.interests, data["interests"])
    checked = check(entry, given, data, choices, forgiving=forgiving)
    saved = checked.resource
    changed = take_what_changed(checked, resource, entry, writes, compared)
    changed |= take_area(entry, saved, compared, is_new=is_new) if forgiving else False
    changed |= hide_refuge(entry, saved, said_so=said_so)
    changed |= take_interests(checked, resource, writes)
    if forgiving:
        keep_latest_check(saved, resource.verified_on)
        changed |= saved.verified_on != resource.verified_on
    elif is_new and saved.verify_by is None:
        day = saved.verified_on or timezone.localdate()
        saved.verify_by = check_again_on(verified_on=day, delivery=saved.delivery)
    if is_new or moved or changed:
        writes.note(resource, saved)
        return True
    return False


def check(
    entry: Entry, resource: Resource, data: dict[str, Any], choices: Choices, *, forgiving: bool
) -> Checked:
    """A copy of the resource with what is given. Raises EntryError."""
    names = frozenset({"name", "delivery", *data})
    if choices.include(data):
        quick = lean(ResourceForm, names)(data, bulk.copy_of(resource))
        with suppress(InvalidError):
            quick.check()
            slugs, codes = (
                list(dict.fromkeys(data[name] or [])) if name in data else None
                for name in ("interests", "authorities")
            )
            return Checked(quick.instance, names, slugs, codes)

    def make(data: dict[str, Any]) -> ResourceForm:
        return form_of(frozenset({"name", "delivery", *data}))(data, instance=copy.copy(resource))

    optional = data.keys() - {"name"} if forgiving else OPTIONAL_CONTACTS
    form = valid_form(make, data, entry.notes, optional=optional, forgiving=forgiving)
    slugs, codes = (
        [one.pk for one in form.cleaned_data[name]] if name in form.fields else None
        for name in ("interests", "authorities")
    )
    return Checked(form.instance, form.fields.keys(), slugs, codes)


def set_provider(
    entry: Entry, resource: Resource, providers: Providers, compared: Compared, *, is_new: bool
) -> bool:
    """Who runs it, unless a curator said that it is somebody else. Did it change?"""
    now = {"provider": marks.of_name(name_of(entry))}
    if not is_new:
        ours = {"provider": marks.of_name(resource.provider.name)}
        if "provider" not in compared.fields(now, ours, {"provider": name_of(entry)}):
            if entry.provider_id == resource.provider_id:
                providers.find(entry)  # what it says of them may be new
            return False
    before = resource.provider_id
    resource.provider = providers.find(entry)
    compared.said |= {"provider": marks.of_name(resource.provider.name)}
    return resource.provider_id != before


def take_what_changed(
    checked: Checked, resource: Resource, entry: Entry, writes: Writes, compared: Compared
) -> bool:
    """Leave what the source changed, and put back what a curator did."""
    is_new = resource._state.adding
    names = [name for name in entry.fields if name in checked.names and name not in marks.ELSEWHERE]
    now, ours = (marks.of_fields(one, names) for one in (checked.resource, resource))
    if checked.authorities is not None:
        now["authorities"] = mark(checked.authorities)
        ours["authorities"] = "" if is_new else mark([one.pk for one in resource.authorities.all()])
    if is_new:
        compared.said |= now
        writes.authorities = checked.authorities
        return True
    taken = compared.fields(now, ours, {name: entry.fields[name] for name in now})
    if "authorities" in taken:
        writes.authorities = checked.authorities
    for name in now.keys() - taken - {"authorities"}:
        setattr(checked.resource, name, getattr(resource, name))
    return bool(taken)


def take_interests(checked: Checked, resource: Resource, writes: Writes) -> bool:
    if checked.interests is None:
        return False
    is_new = resource._state.adding
    present = set() if is_new else {interest.pk for interest in resource.interests.all()}
    if set(checked.interests) == present:
        return False
    writes.interests = checked.interests
    return True


def take_area(entry: Entry, resource: Resource, compared: Compared, *, is_new: bool) -> bool:
    now = {"area": marks.of_area(entry.area)}
    ours = {"area": marks.of_area(resource.area)}
    if is_new:
        compared.said |= now
    elif "area" not in compared.fields(now, ours, {"area": entry.area and entry.area.ewkt}):
        return False
    resource.area = entry.area
    return now != ours


def hide_refuge(entry: Entry, resource: Resource, *, said_so: bool) -> bool:
    """Keep the address of what looks like a refuge confidential; noted."""
    places = [str(place.get(name, "")) for place in entry.places or [] for name in PLACE_NAMES]
    reasons = resource.protect([*entry.categories, *places], said_so=said_so)
    if reasons:
        entry.notes.append(confidential.note(reasons))
    return bool(reasons)


@lru_cache(maxsize=1000)
def form_of(names: frozenset[str]) -> type[ResourceForm]:
    """The curators' form with these fields only: a field that is not given is not looked at, and
    each one costs time in every row."""
    left_out = dict.fromkeys(set(ResourceForm.declared_fields) - names)
    fields = [name for name in ResourceForm.Meta.fields if name in names]
    meta = type("Meta", (ResourceForm.Meta,), {"fields": fields})
    return type("EntryForm", (ResourceForm,), {**left_out, "Meta": meta})


def with_curators(resource: Resource, earlier: list[str] | None, now: list[str]) -> list[str]:
    """The source's interests, and those that curators gave the entry beside them. What they took
    away stays away. `earlier` is what the source said before; None where nobody knows."""
    if earlier is None:
        return now
    present = {interest.slug for interest in resource.interests.all()}
    return sorted(present - (set(earlier) - set(now)) | (set(now) - set(earlier)))


def keep_latest_check(resource: Resource, was_verified: dt.date | None) -> None:
    """A later check of ours is not undone by an earlier one of the source's."""
    if was_verified and (resource.verified_on is None or resource.verified_on < was_verified):
        resource.verified_on = was_verified
    if resource.verified_on and resource.verified_on != was_verified:
        resource.verified_by = None  # somebody at the source
        resource.verify_by = check_again_on(
            verified_on=resource.verified_on, delivery=resource.delivery
        )
