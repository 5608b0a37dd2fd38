"""The fields of an entry from elsewhere."""

import copy
import datetime as dt
from functools import lru_cache
from typing import Any

from django.utils import timezone

from resources import confidential
from resources.forms.entries import ResourceForm
from resources.freshness import check_again_on
from resources.intake.entries import Brought, Entry
from resources.intake.validation import valid_form
from resources.models import Provider, Resource
from resources.vocabulary import Cost, Joining, Status

# Left out with a note when they are wrong: a library with a mistyped e-mail is still a library.
OPTIONAL_CONTACTS = {"phone", "email", "web"}
PLACE_NAMES = ("name", "address")
NEW_ENTRY = {"cost": Cost.UNKNOWN, "joining": Joining.CONTACT, "status": Status.ACTIVE}


def save_fields(
    entry: Entry, resource: Resource, provider: Provider, *, forgiving: bool
) -> tuple[Resource, bool]:
    """The resource as it is saved, and whether anything of it changed. Raises EntryError."""
    is_new = resource._state.adding
    moved = resource.provider_id != provider.pk
    was_verified = resource.verified_on
    data = {**(NEW_ENTRY if is_new else {}), **entry.fields}
    said_so = bool(data.pop("address_confidential", False))
    if entry.brought:
        data["interests"] = with_curators(resource, entry.brought, data["interests"])

    def make(data: dict[str, Any]) -> ResourceForm:
        instance = copy.copy(resource)
        instance.provider = provider
        return form_of(frozenset({"name", "delivery", *data}))(data, instance=instance)

    optional = data.keys() - {"name"} if forgiving else OPTIONAL_CONTACTS
    form = valid_form(make, data, entry.notes, optional=optional, forgiving=forgiving)
    resource = form.instance
    hidden = hide_refuge(entry, resource, said_so=said_so)
    if forgiving:
        resource.area = entry.area
        keep_latest_check(resource, was_verified)
    elif is_new and resource.verify_by is None:
        day = resource.verified_on or timezone.localdate()
        resource.verify_by = check_again_on(verified_on=day, delivery=resource.delivery)
    if forgiving or is_new or moved or hidden or form.has_changed():
        form.save()
        return resource, True
    return resource, False


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


def with_curators(resource: Resource, earlier: Brought, now: list[str]) -> list[str]:
    """The source's interests, and those that curators gave the entry beside them."""
    present = set(resource.interests.values_list("slug", flat=True))
    return sorted(present - set(earlier.interests) | set(now))


def keep_latest_check(resource: Resource, was_verified: dt.date | None) -> None:
    """A later check of ours is not undone by an earlier one of the source's."""
    if was_verified and (resource.verified_on is None or resource.verified_on < was_verified):
        resource.verified_on = was_verified
    if resource.verified_on and resource.verified_on != was_verified:
        resource.verified_by = None  # somebody at the source
        resource.verify_by = check_again_on(
            verified_on=resource.verified_on, delivery=resource.delivery
        )
