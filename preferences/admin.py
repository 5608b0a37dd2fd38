"""The questionnaire: a manager copies the current version, changes the copy and publishes it for
their organisation; a superuser does so for all that have none of their own.

What is published stays as it is, so that old sessions go on showing what was asked.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify

from facilitation.access import current_user
from facilitation.inlines import FewForms
from facilitation.models import Organisation, User
from preferences import actions
from preferences.bank import BankError
from preferences.models import Interest, Item, Questionnaire

# no organisation is this one: a manager who has none owns nothing
MISSING = UUID(int=0)


class OwnDrafts:
    """Permissions of a questionnaire and of its items: whoever may see what is everybody's may copy
    it, and changes what is their own until it is published."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_write(request, obj) and super().has_change_permission(request, obj)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_write(request, obj) and super().has_delete_permission(request, obj)  # type: ignore[misc]


def may_write(request: HttpRequest, obj: Any) -> bool:
    if not isinstance(obj, Questionnaire):
        return True
    return obj.published_at is None and belongs_to(obj, current_user(request))


def belongs_to(questionnaire: Questionnaire, user: User) -> bool:
    """What all organisations are asked is the superusers'; a manager's is their organisation's."""
    return user.is_superuser or questionnaire.organisation_id == (user.organisation_id or MISSING)


class ItemInline(FewForms, OwnDrafts, admin.StackedInline[Item, Questionnaire]):
    model = Item
    extra = 0
    fields = [
        "number",
        "text",
        "category",
        "because",
        "interests",
        ("yes_label", "maybe_label", "not_now_label"),
        "provenance",
    ]
    formfield_overrides = {
        models.ManyToManyField: {
            "widget": forms.CheckboxSelectMultiple,
            "help_text": "What a Yes or Maybe looks for in the directory.",
        },
    }

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_write(request, obj) and super().has_add_permission(request, obj)


class QuestionnaireForm(forms.ModelForm[Questionnaire]):
    owner: Organisation | None  # of a new one: see `QuestionnaireAdmin.get_form`

    class Meta:
        model = Questionnaire
        fields = ["title", "version", "language", "yes_label", "maybe_label", "not_now_label"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.instance.organisation = self.owner

    def clean(self) -> None:
        """The constraint's own check is left out where a form does not show the organisation."""
        named = {key: self.cleaned_data.get(key) for key in ("version", "language")}
        same = Questionnaire.objects.filter(organisation=self.instance.organisation, **named)
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("version", "There is a version of this name already.")


@admin.register(Questionnaire)
class QuestionnaireAdmin(OwnDrafts, admin.ModelAdmin[Questionnaire]):
    form = QuestionnaireForm
    list_display = ["version", "title", "whose", "language", "published_at", "ended_at", "how_many"]
    list_filter = ["language"]
    list_select_related = ["organisation"]
    fields = [
        "title",
        "version",
        "language",
        "whose",
        "published_at",
        "ended_at",
        ("yes_label", "maybe_label", "not_now_label"),
    ]
    readonly_fields = ["whose", "published_at", "ended_at"]
    inlines = [ItemInline]
    actions = ["copy", "publish", "end"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Questionnaire]:
        """A manager's: their organisation's, and what is published for everybody."""
        found, user = super().get_queryset(request), current_user(request)
        if user.is_superuser:
            return found
        for_all = models.Q(organisation=None, published_at__isnull=False)
        return found.filter(for_all | models.Q(organisation=user.organisation_id or MISSING))

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, *args, **kwargs)
        user = current_user(request)
        form.owner = None if user.is_superuser else user.organisation
        return form

    @admin.display(description="asked by", ordering="organisation__name")
    def whose(self, questionnaire: Questionnaire) -> str:
        return str(questionnaire.organisation or "everybody who has none of their own")

    @admin.display(description="items")
    def how_many(self, questionnaire: Questionnaire) -> int:
        return questionnaire.items.count()

    @admin.action(description="Copy to a draft, to change it", permissions=["add"])
    def copy(
        self, request: HttpRequest, queryset: models.QuerySet[Questionnaire]
    ) -> HttpResponse | None:
        if queryset.count() != 1:
            self.message_user(request, "Choose one version to copy.", messages.ERROR)
            return None
        draft = actions.copy_to_draft(questionnaire=queryset.get(), by=current_user(request))
        self.message_user(
            request, "This is your draft. Give it a version of its own; publish it from the list."
        )
        return redirect("admin:preferences_questionnaire_change", draft.pk)

    @admin.action(description="Publish the draft: new sessions are asked this", permissions=["add"])
    def publish(self, request: HttpRequest, queryset: models.QuerySet[Questionnaire]) -> None:
        if queryset.count() != 1:
            self.message_user(request, "Choose one draft to publish.", messages.ERROR)
            return
        draft, user = queryset.get(), current_user(request)
        if not belongs_to(draft, user):
            self.message_user(request, "This one is not your organisation's.", messages.ERROR)
            return
        try:
            actions.publish(questionnaire=draft, by=user)
        except BankError as error:
            for problem in error.problems:
                self.message_user(request, problem, messages.ERROR)
        else:
            self.message_user(request, "Published. New sessions are asked this version.")

    @admin.action(description="Ask no new session this any more", permissions=["add"])
    def end(self, request: HttpRequest, queryset: models.QuerySet[Questionnaire]) -> None:
        user = current_user(request)
        chosen = queryset if user.is_superuser else queryset.filter(organisation=user.organisation)
        ended = actions.end(questionnaires=chosen, by=user)
        if ended:
            self.message_user(request, "New sessions are asked what there is else.")
        else:
            said = "Only an organisation's own version that is asked now can be ended."
            self.message_user(request, said, messages.ERROR)


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
    """What the directory, which all organisations share, is ordered by: a superuser adds new ones.
    Those there keep their names: old sessions show them."""

    form = InterestForm
    list_display = ["name", "position"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return current_user(request).is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
