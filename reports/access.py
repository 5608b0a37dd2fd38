"""Who may see reports: a manager those of their own organisation."""

from django.http import Http404, HttpRequest
from django.utils import timezone

from facilitation.access import require_role
from facilitation.models import User
from facilitation.roles import Role
from reports.actions import close_periods
from reports.models import ClosedPeriod, ReportSettings


def require_manager(request: HttpRequest) -> User:
    """The manager of an organisation; Http404 for anyone else."""
    user = require_role(request, Role.MANAGER)
    if user.organisation_id is None:
        raise Http404
    return user


def periods_of(manager: User) -> list[ClosedPeriod]:
    """What was counted for the manager's own organisation, the last first. What is over and was not
    counted yet is counted now; nothing is before it was chosen how."""
    settings = ReportSettings.objects.filter(organisation=manager.organisation_id).first()
    if settings is None:
        return []
    close_periods(settings=settings, today=timezone.localdate())
    return list(ClosedPeriod.objects.of_manager(manager))
