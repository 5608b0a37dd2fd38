"""The questionnaire, for managers: copy the current version, change the copy, publish it.

What is published stays as it is, so that old sessions go on showing what was asked.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify

from preferences import actions
from preferences.bank import BankError
from preferences.models import Interest, Item, Questionnaire


class FrozenOncePublished:
    """Permissions of a questionnaire and of its items."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not published(obj) and super().has_change_permission(request, obj)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not published(obj) and super().has_delete_permission(request, obj)  # type: ignore[misc]


def published(obj: Any) -> bool:
    return isinstance(obj, Questionnaire) and obj.published_at is not None


class ItemInline(FrozenOncePublished, admin.StackedInline[Item, Questionnaire]):
    model = Item
    extra = 0
    fields = ["number", "text", "category", "because", "interests", "provenance"]
    formfield_overrides = {
        models.ManyToManyField: {
            "widget": forms.CheckboxSelectMultiple,
            "help_text": "What a Yes or Maybe looks for in the directory.",
        },
    }

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not published(obj) and super().has_add_permission(request, obj)


@admin.register(Questionnaire)
class QuestionnaireAdmin(FrozenOncePublished, admin.ModelAdmin[Questionnaire]):
    list_display = ["version", "title", "language", "published_at", "how_many_items"]
    list_filter = ["language"]
    fields = [
        "title",
        "version",
        "language",
        "published_at",
        ("yes_label", "maybe_label", "not_now_label"),
    ]
    readonly_fields = ["published_at"]
    inlines = [ItemInline]
    actions = ["copy", "publish"]

    @admin.display(description="items")
    def how_many_items(self, questionnaire: Questionnaire) -> int:
        return questionnaire.items.count()

    @admin.action(description="Copy to a draft, to change it", permissions=["add"])
    def copy(
        self, request: HttpRequest, queryset: models.QuerySet[Questionnaire]
    ) -> HttpResponse | None:
        if queryset.count() != 1:
            self.message_user(request, "Choose one version to copy.", messages.ERROR)
            return None
        draft = actions.copy_to_draft(questionnaire=queryset.get())
        self.message_user(
            request, "This is your draft. Give it a version of its own; publish it from the list."
        )
        return redirect("admin:preferences_questionnaire_change", draft.pk)

    @admin.action(description="Publish the draft: new sessions are asked this", permissions=["add"])
    def publish(self, request: HttpRequest, queryset: models.QuerySet[Questionnaire]) -> None:
        if queryset.count() != 1:
            self.message_user(request, "Choose one draft to publish.", messages.ERROR)
            return
        try:
            actions.publish(questionnaire=queryset.get())
        except BankError as error:
            for problem in error.problems:
                self.message_user(request, problem, messages.ERROR)
        else:
            self.message_user(request, "Published. New sessions are asked this version.")


LONGEST_SLUG = 50  # as the model has it


class InterestForm(forms.ModelForm[Interest]):
    class Meta:
        model = Interest
        fields = ["name"]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        slug = slugify(name)
        if not 1 <= len(slug) <= LONGEST_SLUG:
            raise forms.ValidationError("Use a few plain words, with letters in them.")
        if Interest.objects.filter(slug=slug).exists():
            raise forms.ValidationError("There is an interest of that name already.")
        self.instance.slug = slug
        self.instance.position = Interest.objects.count() + 1
        return name


@admin.register(Interest)
class InterestAdmin(admin.ModelAdmin[Interest]):
    """New ones can be added. Those there keep their names: old sessions show them."""

    form = InterestForm
    list_display = ["name", "position"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
