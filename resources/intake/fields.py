"""The fields of an entry from elsewhere."""

import copy
import datetime as dt
from functools import lru_cache
from typing import Any

from django.utils import timezone

from resources import confidential
from resources.forms.entries import ResourceForm
from resources.freshness import check_again_on
from resources.intake import marks
from resources.intake.comparing import Compared
from resources.intake.entries import Entry
from resources.intake.merging import mark
from resources.intake.providers import Providers, name_of
from resources.intake.validation import valid_form
from resources.models import Resource
from resources.vocabulary import Cost, Joining, Status

# Left out with a note when they are wrong: a library with a mistyped e-mail is still a library.
OPTIONAL_CONTACTS = {"phone", "email", "web"}
NEW_ENTRY = {"cost": Cost.UNKNOWN, "joining": Joining.CONTACT, "status": Status.ACTIVE}
PLACE_NAMES = ("name", "address")


def save_fields(
    entry: Entry, resource: Resource, providers: Providers, compared: Compared, *, forgiving: bool
) -> tuple[Resource, bool]:
    """The resource as it is saved, and whether anything of it changed. Raises EntryError."""
    is_new = resource._state.adding
    was_verified = resource.verified_on
    data = {**(NEW_ENTRY if is_new else {}), **entry.fields}
    said_so = bool(data.pop("address_confidential", False))
    given = data.get("interests", [])
    moved = set_provider(entry, resource, providers, compared, is_new=is_new)
    if not is_new and "interests" in data:
        data["interests"] = with_curators(resource, compared.interests, given)

    def make(data: dict[str, Any]) -> ResourceForm:
        return form_of(frozenset({"name", "delivery", *data}))(data, instance=copy.copy(resource))

    optional = data.keys() - {"name"} if forgiving else OPTIONAL_CONTACTS
    form = valid_form(make, data, entry.notes, optional=optional, forgiving=forgiving)
    changed = take_what_changed(form, resource, entry, compared, is_new=is_new)
    saved: Resource = form.instance
    changed |= take_area(entry, saved, compared, is_new=is_new) if forgiving else False
    changed |= hide_refuge(entry, saved, said_so=said_so)
    changed |= "interests" in form.changed_data
    if forgiving:
        keep_latest_check(saved, was_verified)
        changed |= saved.verified_on != was_verified
    elif is_new and saved.verify_by is None:
        day = saved.verified_on or timezone.localdate()
        saved.verify_by = check_again_on(verified_on=day, delivery=saved.delivery)
    if is_new or moved or changed:
        if not is_new:
            leave_lists_alone(form)
        form.save()
        return saved, True
    return resource, False


def leave_lists_alone(form: Any) -> None:
    """Those that are what they were: to be sure of it, Django would ask for each."""
    for name in {"interests", "authorities"} & form.cleaned_data.keys() - set(form.changed_data):
        del form.cleaned_data[name]


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
    form: Any, resource: Resource, entry: Entry, compared: Compared, *, is_new: bool
) -> bool:
    """Leave in the form what the source changed, and put back what a curator did."""
    names = [name for name in form.fields if name in entry.fields and name not in marks.ELSEWHERE]
    now, ours = (marks.of_fields(one, names) for one in (form.instance, resource))
    if "authorities" in form.fields:
        now["authorities"] = mark([one.pk for one in form.cleaned_data["authorities"]])
        ours["authorities"] = "" if is_new else mark([one.pk for one in resource.authorities.all()])
    if is_new:
        compared.said |= now
        return True
    taken = compared.fields(now, ours, {name: entry.fields[name] for name in now})
    for name in now.keys() - taken:
        if name == "authorities":
            del form.cleaned_data["authorities"]
        else:
            setattr(form.instance, name, getattr(resource, name))
    return bool(taken)


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
