"""Which steps of a session were done, not only passed through.

Each app says it of its own step when it is started (`done_when`, in its AppConfig); the frame asks
here and knows nothing of the apps above.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from facilitation.models import Session
from facilitation.prepared import Prepared

Rule = Callable[[Session], bool]
_rules: dict[str, Rule] = {}


def done_when(stage: str, rule: Rule) -> None:
    """From now on the step counts as done in sessions of which the rule holds. A step is a Stage,
    or the URL name of another page among the steps."""
    _rules[stage] = rule


def has_any(of: Callable[[UUID], QuerySet[Any]]) -> Rule:
    """The rule that there are some of these, of the session with that key."""
    some = Prepared(lambda key: of(key).only("pk").order_by()[:1], UUID(int=1))
    return lambda session: some.first(session.pk) is not None


def is_done(session: Session, stage: str) -> bool:
    """False, too, where this installation has nobody who could say."""
    rule = _rules.get(stage)
    return rule is not None and rule(session)
