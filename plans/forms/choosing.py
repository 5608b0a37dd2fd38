"""What can be sent when choosing."""

from typing import Any

from django import forms
from django.utils import timezone

from facilitation.models import Session
from plans.actions import NotOfferedError
from preferences.models import Answer
from resources.models import Place, Resource

NOT_OFFERED = str(NotOfferedError())


class ChooseForm(forms.Form):
    """One of the resources that the session's answers ask for, and which of its places."""

    resource = forms.ModelChoiceField(
        Resource.objects.none(),
        error_messages={"required": NOT_OFFERED, "invalid_choice": NOT_OFFERED},
    )
    place = forms.ModelChoiceField(
        Place.objects.all(), required=False, error_messages={"invalid_choice": NOT_OFFERED}
    )

    def __init__(self, data: Any, *, session: Session) -> None:
        super().__init__(data)
        wanted = Answer.objects.wanted_slugs(session)
        offered = Resource.objects.offered(timezone.localdate()).filter(interests__in=wanted)
        field = self.fields["resource"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = offered.select_related("provider").distinct()

    def clean(self) -> dict[str, Any]:
        resource, place = self.cleaned_data.get("resource"), self.cleaned_data.get("place")
        if resource and place and place.resource_id != resource.pk:
            self.add_error("place", NOT_OFFERED)
        if resource and not place and resource.places.count() == 1:
            self.cleaned_data["place"] = resource.places.get()
        return self.cleaned_data

    @property
    def problem(self) -> str:
        return next(str(error) for errors in self.errors.values() for error in errors)


class UnchooseForm(forms.Form):
    resource = forms.UUIDField()
