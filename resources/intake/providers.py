"""Who runs an entry from elsewhere: found, or made."""

import copy
from collections.abc import Hashable, Iterable, Iterator, Set
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

from django.db.models.functions import Upper

from resources.actions import curation
from resources.forms.entries import ProviderForm
from resources.intake import bulk, marks
from resources.intake.entries import Entry, EntryError
from resources.intake.lean import InvalidError, lean
from resources.intake.merging import verdict
from resources.intake.validation import valid_form
from resources.models import Provider

NULL = "\0"  # no database holds it: the form says so


def name_of(entry: Entry) -> str:
    return " ".join(entry.provider.get("name", "").split())


def key_of(entry: Entry) -> Hashable:
    return entry.provider_id or name_of(entry).casefold()


class Providers:
    """Providers by the source's id or else by name, remembered for the length of a run."""

    def __init__(self, *, forgiving: bool) -> None:
        self.forgiving = forgiving
        self.known: dict[Hashable, Provider] = {}
        # of the batch at hand, by id
        self.stored: dict[UUID, Provider] = {}
        # for the entry at hand
        self.looked_up: list[Hashable] = []
        self.made: UUID | None = None
        # made for entries that are new, and not saved yet
        self.new: dict[Hashable, Provider] = {}
        self.saved_new: UUID | None = None  # of these, for the entry at hand
        self.given_up = 0  # how often these were
        # what the source says of its own, by id and field
        self.said: dict[Hashable, dict[str, str]] = {}

    def look_up(self, entries: Iterable[Entry]) -> None:
        """Those that a batch names: one query for ids, one for names."""
        entries = list(entries)
        wanted = {entry.provider_id for entry in entries if entry.provider_id} - self.known.keys()
        self.stored = Provider.objects.in_bulk(wanted) if wanted else {}
        names = {name_of(entry) for entry in entries if not entry.provider_id}
        unknown = [name for name in names if name.casefold() not in self.known and NULL not in name]
        if unknown:
            named = Provider.objects.annotate(upper=Upper("name"))
            for provider in named.filter(upper__in=[name.upper() for name in unknown]):
                self.known.setdefault(provider.name.casefold(), provider)

    def knows(self, entry: Entry) -> bool:
        """Is there nothing to be read or written to find it?"""
        return key_of(entry) in self.known

    def known_for(self, entry: Entry) -> Provider | None:
        """One for an entry that is new, after `look_up`; None where there is something wrong with
        it. One that is new itself is kept in mind until it is saved."""
        key = key_of(entry)
        found = self.known.get(key) or self.new.get(key)
        if found:
            return found
        if entry.provider_id in self.stored:
            with suppress(EntryError):
                return self.find(entry)
            return None
        provider = Provider(**({"pk": entry.provider_id} if entry.provider_id else {}))
        details = {**entry.provider, "name": name_of(entry)}
        try:
            lean(ProviderForm, frozenset({"name", *details}))(details, provider).check()
        except InvalidError:
            return None
        self.new[key] = provider
        self.said[provider.pk] = marks.of_fields(provider, details)
        return provider

    def save_new(self, used: Iterable[Provider]) -> set[UUID]:
        """Save those of the new ones that are used. Returns their ids, for `keep_new` when that
        holds."""
        ids = {provider.pk for provider in used}
        saved = [one for one in self.new.values() if one.pk in ids]
        bulk.insert(saved)
        return {one.pk for one in saved}

    def keep_new(self, saved: Set[UUID]) -> None:
        """These are known from now on."""
        for key in [key for key, provider in self.new.items() if provider.pk in saved]:
            provider = self.new.pop(key)
            provider._state.adding, provider._state.db = False, "default"
            self.known[key] = provider

    def give_up_new(self) -> None:
        """They could not be saved; what was judged with them cannot be, either."""
        self.new = {}
        self.given_up += 1

    @contextmanager
    def with_entry(self) -> Iterator[None]:
        """What was made or changed for an entry that cannot be saved is forgotten with it."""
        self.looked_up, self.made, self.saved_new = [], None, None
        try:
            yield
            self.keep_new({self.saved_new} if self.saved_new else set())
        except BaseException:
            for key in self.looked_up:
                self.known.pop(key, None)
                self.said.pop(key, None)
            raise

    def find(self, entry: Entry) -> Provider:
        """Raises EntryError."""
        name, key = name_of(entry), key_of(entry)
        if key in self.new:
            return self.save_one_new(self.new[key])
        if key not in self.known:
            self.looked_up.append(key)
            self.known[key] = self.by_id(entry) if entry.provider_id else self.by_name(entry, name)
        return self.known[key]

    def save_one_new(self, provider: Provider) -> Provider:
        """Others that were judged already count on it."""
        if provider.pk != self.saved_new:
            bulk.insert([provider])
            self.made = self.saved_new = provider.pk
        return provider

    def by_name(self, entry: Entry, name: str) -> Provider:
        """In any case; made when there is none."""
        if name and NULL not in name:
            provider = Provider.objects.filter(name__iexact=name).first()
            if provider:
                return provider
        return self.save(entry, Provider(), {**entry.provider, "name": name})

    def by_id(self, entry: Entry) -> Provider:
        """Made, or updated where it is the source's; somebody else's is taken as it is."""
        assert entry.provider_id
        provider = self.stored.pop(entry.provider_id, None)
        provider = provider or Provider.objects.filter(pk=entry.provider_id).first()
        if provider and not entry.owns_provider:
            return provider
        return self.save(entry, provider or Provider(pk=entry.provider_id), entry.provider)

    def save(self, entry: Entry, provider: Provider, details: dict[str, Any]) -> Provider:
        is_new = provider._state.adding
        form = valid_form(
            lambda data: ProviderForm(data, instance=copy.copy(provider)),
            details,
            entry.notes,
            optional=details.keys() - {"name"} if self.forgiving else set(),
            forgiving=self.forgiving,
            about="Provider",
        )
        saved: Provider = form.instance
        changed = self.take_what_changed(entry, provider, saved, details)
        if is_new or changed:
            form.save()
            if not is_new:
                curation.protect(resources=saved.resources.all())
        if is_new:
            self.made = saved.pk
        return saved

    def take_what_changed(
        self, entry: Entry, provider: Provider, saved: Provider, details: dict[str, Any]
    ) -> bool:
        """Leave what the source changed, put back what a curator did, and say so. Is there any?"""
        now, ours = (marks.of_fields(one, details) for one in (saved, provider))
        self.said[saved.pk] = now
        if provider._state.adding:
            return True
        found = verdict(now=now, last=entry.provider_said, ours=ours)
        for name in now.keys() - found.taken:
            setattr(saved, name, getattr(provider, name))
        for name in found.differing:
            label = str(ProviderForm.base_fields[name].label or name).lower()
            entry.notes.append(f"The {label} of its organisation was changed here, so ours stays.")
        return bool(found.taken)
