"""What can happen to reports. Each function is one transaction."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from facilitation.audit import record
from facilitation.models import Organisation, Session, User
from facilitation.periods import begin, closed
from facilitation.vocabulary import AuditKind
from referrals.models import Referral
from reports.counts import count
from reports.figures import protect
from reports.models import ClosedPeriod, HourlyRate, ReportSettings, ResearchExport

# how far back periods are counted when an organisation first asks for them
FIRST_YEARS = 3


@transaction.atomic
def choose_length(*, manager: User, months: int) -> None:
    """How long the periods are from now on. Those that were counted stay as they are."""
    organisation = own(manager)
    ReportSettings.objects.update_or_create(organisation=organisation, defaults={"months": months})
    record(
        actor=manager,
        action="length of periods chosen",
        object_type="organisation",
        object_id=organisation.pk,
    )


@transaction.atomic
def close_periods(*, settings: ReportSettings, today: dt.date) -> None:
    """Count the periods that are over and were not counted yet."""
    organisation = Organisation.objects.select_for_update().get(pk=settings.organisation_id)
    last = ClosedPeriod.objects.filter(organisation=organisation).first()
    begins = last.after if last else first_day(organisation, settings.months, today)
    if begins is None:
        return
    for period in closed(begins, settings.months, today):
        ClosedPeriod.objects.create(
            organisation=organisation,
            first=period.first,
            after=period.after,
            figures=protect(count(organisation, period)),
        )


def first_day(organisation: Organisation, months: int, today: dt.date) -> dt.date | None:
    """Where the first period begins: with the first thing that happened; None: nothing has."""
    sessions = Session.objects.real().filter(participant__organisation=organisation)
    referrals = Referral.objects.filter(organisation=organisation)
    moments = [
        *sessions.aggregate(first=Min("started_at")).values(),
        *referrals.aggregate(first=Min("received_at")).values(),
    ]
    happened = [timezone.localdate(moment) for moment in moments if moment]
    if not happened:
        return None
    earliest = begin(today, 12).replace(year=begin(today, 12).year - FIRST_YEARS)
    return begin(max(min(happened), earliest), months)


@transaction.atomic
def save_rates(*, manager: User, rates: Mapping[str, tuple[Decimal, Decimal] | None]) -> None:
    """By role: pounds an hour, and the hours that go with each; None: not known any more."""
    organisation = own(manager)
    for role, rate in rates.items():
        if rate is None:
            HourlyRate.objects.filter(organisation=organisation, role=role).delete()
            continue
        pounds, other_hours = rate
        HourlyRate.objects.update_or_create(
            organisation=organisation,
            role=role,
            defaults={"pounds": pounds, "other_hours": other_hours},
        )


@transaction.atomic
def log_export(*, user: User, study: str, summary: dict[str, Any]) -> None:
    """That a researcher took out the data of their organisation."""
    organisation = own(user)
    ResearchExport.objects.create(organisation=organisation, by=user, study=study, summary=summary)
    record(
        actor=user,
        action="data exported for research",
        object_type="organisation",
        object_id=organisation.pk,
        kind=AuditKind.EXPORT,
    )


def own(user: User) -> Organisation:
    assert user.organisation is not None
    return user.organisation
