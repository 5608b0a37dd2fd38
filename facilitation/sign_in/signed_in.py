"""Who is signed in: every request asks for the web session and its user. As Django does it, but for
composing both queries each time."""

import datetime as dt
import uuid
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from facilitation.models import User
from facilitation.prepared import Prepared

LIVE = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now),
    "a key",
    dt.datetime(1970, 1, 1, tzinfo=dt.UTC),
)
USER = Prepared(lambda pk: User.objects.filter(pk=pk).order_by(), uuid.UUID(int=1))


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        found = LIVE.first(self.session_key, timezone.now())
        if found is None:
            self._session_key = None
        return found


class SignInBackend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> User | None:
        user = USER.first(user_id)
        return user if user and self.user_can_authenticate(user) else None
