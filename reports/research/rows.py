"""A person as the rows of a research export. Nothing typed, no date, no id of ours: values of the
vocabularies, days since the first session, and pseudonyms."""

import datetime as dt
from collections.abc import Callable, Iterator
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from facilitation.models import Participant, Session
from facilitation.pseudonyms import pseudonym
from mapping.compare.rule import first_of_each
from mapping.exports import graphml, tables
from mapping.exports.tables import ExportRow
from mapping.network_type import measure
from measures.models import MeasureResult
from plans.models import PlanItem
from preferences.models import Answer
from referrals.models import Referral
from reports.research.anonymity import Told
from resources.models import Resource, ShownResource

Rows = Iterator[tuple[str, ExportRow]]  # table, row


def everything() -> list["Prefetch[str]"]:
    """All that is told of a person, in a few queries however many people there are."""
    sessions = Session.objects.order_by("started_at", "pk").select_related("network_result")
    return [
        Prefetch("sessions", sessions),
        "sessions__stage_times",  # type: ignore[list-item]
        "sessions__members",  # type: ignore[list-item]
        "sessions__nobody_helps",  # type: ignore[list-item]
        "sessions__follow_up_answers",  # type: ignore[list-item]
        Prefetch("sessions__answers", Answer.objects.select_related("item__questionnaire")),
        Prefetch(
            "sessions__shown_resources",
            ShownResource.objects.prefetch_related("resource__interests"),
        ),
        Prefetch(
            "sessions__plan_items",
            PlanItem.objects.prefetch_related("with_members", "resource__interests"),
        ),
        Prefetch("sessions__measure_results", MeasureResult.objects.select_related("measure")),
        Prefetch("referrals", Referral.objects.listed()),
    ]


def days(start: dt.datetime, until: dt.datetime | None) -> int | str:
    """Whole days by the calendar; empty where it never came to it."""
    if until is None:
        return ""
    return (timezone.localdate(until) - timezone.localdate(start)).days


class PersonRows:
    """The rows of one person in the pseudonyms of one study. `everything` is prefetched."""

    def __init__(self, person: Participant, told: Told, study: str) -> None:
        self.person = person
        self.told = told
        self.sessions = list(person.sessions.all())
        self.known: Callable[[str, UUID], str] = lambda kind, pk: pseudonym(kind, pk, study)
        members = [member for session in self.sessions for member in session.members.all()]
        self.first = first_of_each({member.pk: member.previous_id for member in members})
        self.started = {
            item.pk: session.started_at
            for session in self.sessions
            for item in session.plan_items.all()
        }

    def __iter__(self) -> Rows:
        yield (
            "participants",
            {
                "participant": self.known("participant", self.person.pk),
                **self.told.details._asdict(),
                "detail": self.told.level,
            },
        )
        for wave, session in enumerate(self.sessions, start=1):
            yield "sessions", {**self.session(session), "wave": wave}
            yield from self.members(session)
            yield from self.answers(session)
            yield from self.shown(session)
            yield from self.priorities(session)
            yield from self.outcomes(session)
            yield from self.measures(session)
        yield from self.referrals()

    def session(self, session: Session) -> ExportRow:
        kept = getattr(session, "network_result", None)
        answered = next(iter(session.answers.all()), None)
        return {
            "session": self.known("session", session.pk),
            "participant": self.known("participant", self.person.pk),
            "days_since_first": days(self.sessions[0].started_at, session.started_at),
            "finished": int(session.finished_at is not None),
            "by_telephone": int(session.by_telephone),
            "questionnaire": answered.item.questionnaire.version if answered else "",
            **{f"minutes_{time.stage}": time.seconds // 60 for time in session.stage_times.all()},
            **tables.measures_row(
                measure(
                    (member.tie for member in session.members.all()),
                    [nobody.work for nobody in session.nobody_helps.all()],
                )
            ),
            "network_type": kept.network_type if kept else "",
            "rule_version": kept.rule_version if kept else "",
            "chosen_type": kept.chosen_type if kept else "",
        }

    def members(self, session: Session) -> Rows:
        """In the order of pseudonyms: the order of names would tell something of them."""
        on_map = [member for member in session.members.all() if member.ring]
        for member in sorted(on_map, key=lambda one: self.known("member", one.pk)):
            yield (
                "members",
                {
                    "member": self.known("member", member.pk),
                    "session": self.known("session", session.pk),
                    "tie": self.known("tie", self.first[member.pk]),
                    **tables.member_row(member),
                },
            )

    def networks(self) -> Iterator[tuple[str, bytes]]:
        """Each map that has somebody on it as a GraphML document, by the session's pseudonym."""
        for wave, session in enumerate(self.sessions, start=1):
            rows = [row for _, row in self.members(session)]
            name = self.known("session", session.pk)
            about: ExportRow = {
                "participant": self.known("participant", self.person.pk),
                "map": name,
                "wave": wave,
            }
            if rows:
                yield name, graphml.graphml(about, rows)

    def answers(self, session: Session) -> Rows:
        for answer in session.answers.all():
            yield (
                "answers",
                {
                    "session": self.known("session", session.pk),
                    "item": answer.item.number,
                    "choice": answer.choice,
                    "interests": " ".join(answer.kept),
                },
            )

    def shown(self, session: Session) -> Rows:
        chosen = {item.resource_id for item in session.plan_items.all()}
        for shown in session.shown_resources.all():
            yield (
                "shown",
                {
                    "session": self.known("session", session.pk),
                    **self.resource(shown.resource),
                    "position": shown.position,
                    "chosen": int(shown.resource_id in chosen),
                },
            )

    def resource(self, resource: Resource | None) -> ExportRow:
        if resource is None:
            return {"resource": "", "interests": ""}
        return {
            "resource": self.known("resource", resource.pk),
            "interests": " ".join(interest.slug for interest in resource.interests.all()),
        }

    def priorities(self, session: Session) -> Rows:
        for item in session.plan_items.all():
            yield (
                "priorities",
                {
                    "priority": self.known("priority", item.pk),
                    "session": self.known("session", session.pk),
                    "position": item.position,
                    **self.resource(item.resource),
                    "helpers": len(item.with_members.all()),
                    "barriers": " ".join(item.barriers),
                },
            )

    def outcomes(self, session: Session) -> Rows:
        for told in session.follow_up_answers.all():
            yield (
                "outcomes",
                {
                    "priority": self.known("priority", told.item_id),
                    "session": self.known("session", session.pk),
                    "days_since_chosen": days(self.started[told.item_id], session.started_at),
                    "outcome": told.outcome,
                    "reason": told.reason,
                },
            )

    def measures(self, session: Session) -> Rows:
        for result in session.measure_results.all():
            about: ExportRow = {
                "session": self.known("session", session.pk),
                "measure": result.measure.key,
                "version": result.measure.version,
            }
            for name, value in result.answers.items():
                yield "measures", {**about, "kind": "item", "name": name, "value": value}
            for score in result.scores:
                value = tables.told(score.value)
                yield "measures", {**about, "kind": "score", "name": score.key, "value": value}

    def referrals(self) -> Rows:
        for referral in self.person.referrals.all():
            spoken = referral.contacted_at or referral.accepted_at
            yield (
                "referrals",
                {
                    "referral": self.known("referral", referral.pk),
                    "participant": self.known("participant", self.person.pk),
                    "status": referral.status,
                    "reasons": " ".join(referral.reasons),
                    "days_to_contact": days(referral.received_at, spoken),
                    "days_to_acceptance": days(referral.received_at, referral.accepted_at),
                    "attempts": referral.tried,
                },
            )
