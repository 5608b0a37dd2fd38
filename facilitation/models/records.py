"""How to reach a person and what they need, kept where they agreed to it."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from facilitation.models.sessions import Participant
from facilitation.vocabulary import Adjustment, ContactMethod, Mobility


class ContactAndNeeds(models.Model):
    """What a referral says of a person and what their record keeps: the same, so that the one can
    become the other."""

    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    contact_method = models.CharField(max_length=20, choices=ContactMethod, blank=True)
    best_time = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=60, blank=True)
    needs_interpreter = models.BooleanField(default=False)
    mobility = ArrayField(
        models.CharField(max_length=20, choices=Mobility), default=list, blank=True
    )
    adjustments = ArrayField(
        models.CharField(max_length=20, choices=Adjustment), default=list, blank=True
    )

    class Meta:
        abstract = True

    @property
    def contact_and_needs(self) -> dict[str, Any]:
        """All of it, for another model that has it."""
        fields = ContactAndNeeds._meta.get_fields()
        return {field.name: getattr(self, field.name) for field in fields}

    @property
    def mobility_in_words(self) -> str:
        return " · ".join(label for value, label in Mobility.choices if value in self.mobility)

    @property
    def adjustments_in_words(self) -> str:
        return " · ".join(label for value, label in Adjustment.choices if value in self.adjustments)


class PersonRecord(ContactAndNeeds):
    """After the PRSB social prescribing record. In no export, on no print but the summary that the
    person agrees to; `note` in none at all, and on no screen that the person looks at."""

    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, primary_key=True, related_name="record"
    )
    needs = models.CharField(max_length=300, blank=True)
    # PRSB: relevant contacts, in free text
    carer = models.CharField(max_length=200, blank=True)
    # PRSB: carer status (SNOMED CT 224484003, the person is a carer)
    is_carer = models.BooleanField(default=False)
    note = models.TextField(max_length=1000, blank=True)

    def __str__(self) -> str:
        return f"record of {self.participant_id}"
