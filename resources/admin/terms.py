"""What other people's words mean: the terms of feeds, the categories of files."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from resources.models import TermMapping


@admin.register(TermMapping)
class TermMappingAdmin(admin.ModelAdmin[TermMapping]):
    """What the terms of other people's directories mean in our interests. Where a term was seen
    for the first time, this is a guess until someone ticks "checked by a curator"."""

    list_display = ["term", "taxonomy", "means", "checked"]
    list_filter = ["checked", ("interests", admin.EmptyFieldListFilter), "taxonomy"]
    search_fields = ["term", "taxonomy"]
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    fields = ["taxonomy", "term", "interests", "checked"]
    actions = ["guesses_are_right"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[TermMapping]:
        mappings: QuerySet[TermMapping] = super().get_queryset(request)
        return mappings.prefetch_related("interests")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["taxonomy", "term"] if obj else []

    def save_model(self, request: HttpRequest, obj: TermMapping, form: Any, change: bool) -> None:
        # whoever chose has looked
        obj.checked = obj.checked or "interests" in form.changed_data
        super().save_model(request, obj, form, change)

    @admin.display(description="our interests")
    def means(self, mapping: TermMapping) -> str:
        return ", ".join(interest.name for interest in mapping.interests.all()) or "none"

    @admin.action(description="The guesses are right")
    def guesses_are_right(self, request: HttpRequest, found: QuerySet[TermMapping]) -> None:
        done = found.update(checked=True)
        self.message_user(request, f"{done} checked.")
