"""Stage 2: the questionnaire as a versioned item bank, and a session's answers to it."""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Coalesce

from facilitation.models import INSTALLATION, Organisation, Session


class Interest(models.Model):
    """A kind of activity or support: the vocabulary that items ask about and resources carry."""

    slug = models.SlugField(primary_key=True, max_length=50)
    name = models.CharField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def published(self) -> Self:
        return self.exclude(published_at=None)

    def asked_by(self, organisation_id: uuid.UUID | None) -> Self:
        """What may be asked in an organisation's sessions: its own, and what is everybody's."""
        theirs = models.Q(organisation=None) | models.Q(organisation=organisation_id)
        return self.published().filter(theirs)

    def current(self, organisation_id: uuid.UUID | None = None) -> "Questionnaire | None":
        """What a session that has no answers yet is asked: the version that the organisation
        published last, or the installation's, where it has none of its own that is still asked."""
        asked = self.asked_by(organisation_id).filter(language=settings.LANGUAGE_CODE)
        own_first = models.F("organisation").asc(nulls_last=True)
        return asked.filter(ended_at=None).order_by(own_first, "-published_at", "-version").first()

    def answered_in(self, session: Session) -> "Questionnaire | None":
        """The version whose items the session answered, whatever was published since."""
        return self.filter(items__answers__session=session).first()


class Questionnaire(models.Model):
    """One version of the items. Once answered it never changes; a new version is published.

    It belongs to the organisation whose sessions ask it, or to the installation: that one is asked
    wherever there is none of the organisation's own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="questionnaires"
    )
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=10, default="en-gb")
    title = models.CharField(max_length=120)
    # what the three answers are called; without a word for it, "maybe" is not offered
    yes_label = models.CharField("the word for “yes”", max_length=30, default="Yes")
    maybe_label = models.CharField(
        "the word for “maybe”", max_length=30, default="Maybe", blank=True
    )
    not_now_label = models.CharField("the word for “not now”", max_length=30, default="Not now")
    published_at = models.DateTimeField("published", null=True, blank=True, editable=False)
    # from when on no new session was asked it
    ended_at = models.DateTimeField("asked until", null=True, blank=True, editable=False)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        ordering = [models.F("published_at").desc(nulls_first=True), "-version"]
        constraints = [
            models.UniqueConstraint(
                "version",
                "language",
                Coalesce("organisation", models.Value(INSTALLATION)),
                name="one_bank_per_version",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"

    @property
    def labels(self) -> dict[str, str]:
        """The answers offered, in order: value to what the person reads."""
        labels = {
            Answer.Choice.YES.value: self.yes_label,
            Answer.Choice.MAYBE.value: self.maybe_label,
            Answer.Choice.NOT_NOW.value: self.not_now_label,
        }
        return {value: label for value, label in labels.items() if label}


class Item(models.Model):
    """One statement to answer."""

    class Provenance(models.TextChoices):
        PUBLISHED = "P", "Published in the Genie papers"
        DECISION = "D", "Our decision: not published"
        LICENSED = "L", "Licensed wording"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    category = models.CharField(max_length=60)
    # "because you'd like to get fitter": how a result refers to a Yes or Maybe
    because = models.CharField(max_length=120)
    provenance = models.CharField(max_length=1, choices=Provenance)
    interests = models.ManyToManyField(Interest, related_name="items")
    # words of its own for the answers; empty where those of the questionnaire are right
    yes_label = models.CharField("its word for “yes”", max_length=30, blank=True)
    maybe_label = models.CharField("its word for “maybe”", max_length=30, blank=True)
    not_now_label = models.CharField("its word for “not now”", max_length=30, blank=True)

    # the slugs of its interests, where they were read with it
    slugs_read: list[str] | None = None

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="one_item_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    @property
    def slugs(self) -> list[str]:
        """Of the interests that it looks for, in order."""
        if self.slugs_read is not None:
            return self.slugs_read
        return [interest.slug for interest in self.interests.all()]

    @property
    def own_labels(self) -> dict[str, str]:
        return {
            Answer.Choice.YES.value: self.yes_label,
            Answer.Choice.MAYBE.value: self.maybe_label,
            Answer.Choice.NOT_NOW.value: self.not_now_label,
        }

    @property
    def labels(self) -> dict[str, str]:
        """The answers that the questionnaire offers, in this item's words where it has some."""
        offered, own = self.questionnaire.labels, self.own_labels
        return {value: own[value] or label for value, label in offered.items()}


class AnswerQuerySet(models.QuerySet["Answer"]):
    def wanted(self) -> Self:
        """Answered Yes or Maybe."""
        return self.filter(choice__in=[Answer.Choice.YES, Answer.Choice.MAYBE])

    def wanted_slugs(self, session: Session) -> set[str]:
        """The slugs of the interests that the session asks suggestions for."""
        kept = self.filter(session=session).wanted().values_list("kept", flat=True)
        return {slug for slugs in kept for slug in slugs}


class Answer(models.Model):
    """A session's answer to one item, with the interests it was narrowed to.

    An item that was left has no row. `kept` lists the interests still on: those that were picked
    (`narrowed`), or all of them where none was.
    """

    class Choice(models.TextChoices):
        YES = "yes", "Yes"
        MAYBE = "maybe", "Maybe"
        NOT_NOW = "not_now", "Not now"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="answers")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="answers")
    choice = models.CharField(max_length=10, choices=Choice)
    kept = ArrayField(models.SlugField(max_length=50), default=list, blank=True)
    narrowed = models.BooleanField(default=False)

    version: uuid.UUID  # of the questionnaire; added where answers are read (`preferences.reading`)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["item__number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "item"], name="one_answer_per_item")
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.choice}"
