"""The places and times on a form that was opened before somebody else saved: what this window left
as it was is as they have it now. So does `stale` with the entry's own fields."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from resources.history.replay import Row, State
from resources.stale import put

Posted = dict[str, list[str]]


class MergingFormSet(BaseInlineFormSet[Any, Any, Any]):
    """`EntryForm.ask` leaves on the entry what it was and is (`saved_meanwhile`)."""

    def full_clean(self) -> None:
        # after the entry's own form was looked at, which asks
        states = getattr(self.instance, "saved_meanwhile", None)
        if states and self.is_bound and self.management_form.is_valid():
            self.data = self.merged(*states)
            for counted in ("management_form", "forms"):
                self.__dict__.pop(counted, None)
        super().full_clean()

    def merged(self, before: State, now: State) -> QueryDict:
        """What was posted, with theirs. Rows that they took away and this window left are gone;
        those that it changed are new ones; and theirs that are new are there."""
        part = self.prefix or ""
        were, are = before.parts[part], now.parts[part]
        rows: list[Posted] = []
        new: list[Posted] = []
        posted = set()
        for row in map(self.row, range(self.total_form_count())):
            key = self.key_of(row)
            posted.add(key)
            was = self.form_of(were[key]) if key in were else None
            if key in are:
                theirs = self.shown(self.form_of(are[key]))
                rows.append({**row, **{name: theirs[name] for name in self.left(row, was)}})
            elif was is None:
                new.append(row)
            elif "DELETE" not in row and len(self.left(row, was)) < len(was.fields):
                new.append({**row, "id": [""]})
        added = [key for key in are if key not in posted and key not in were]
        rows += [self.shown(self.form_of(are[key])) for key in added]
        return self.numbered(rows, new)

    def row(self, index: int) -> Posted:
        start = f"{self.add_prefix(index)}-"
        posted: Any = self.data
        names = [name for name in posted if name.startswith(start)]
        return {name.removeprefix(start): posted.getlist(name) for name in names}

    def key_of(self, row: Posted) -> tuple[Any] | None:
        """As `replay` has it; None for a new row."""
        text, key = row.get("id", [""])[0], self.model._meta.pk  # type: ignore[union-attr]
        try:
            return (key.to_python(text),) if text else None
        except ValidationError:
            return None

    def form_of(self, row: Row) -> Any:
        model: Any = self.model
        return self.form(instance=model(**row), **self.get_form_kwargs(None))

    def shown(self, form: Any) -> Posted:
        """What an untouched form posts."""
        shown = QueryDict(mutable=True)
        for name, field in form.fields.items():
            put(shown, name, field, form.get_initial_for_field(field, name))
        shown["id"], shown[self.fk.name] = str(form.instance.pk), str(self.instance.pk)
        return dict(shown.lists())

    def left(self, row: Posted, was: Any) -> list[str]:
        """The fields that this window left as they were."""
        typed: MultiValueDict[str, str] = MultiValueDict(row)
        return [
            name
            for name, field in (was.fields if was else {}).items()
            if not field.has_changed(
                was.get_initial_for_field(field, name),
                field.widget.value_from_datadict(typed, {}, name),
            )
        ]

    def numbered(self, rows: Iterable[Posted], new: Iterable[Posted]) -> QueryDict:
        data = QueryDict(mutable=True)
        rows, new = [*rows], [*new]
        for index, row in enumerate([*rows, *new]):
            for name, values in row.items():
                data.setlist(f"{self.add_prefix(index)}-{name}", values)
        data[f"{self.prefix}-TOTAL_FORMS"] = str(len(rows) + len(new))
        data[f"{self.prefix}-INITIAL_FORMS"] = str(len(rows))
        return data
