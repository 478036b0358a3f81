"""Sessions in the database, read by a kept statement: every request reads one."""

import time
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from annotator.prepared import Prepared, Slot

_LIVE = Prepared(
    lambda: Session.objects.filter(
        session_key=Slot("key", models.CharField()),
        expire_date__gt=Slot("now", models.DateTimeField()),
    ).values_list("session_data")
)


SIGNED_IN_AT = "signed_in_at"
"""Under which name a session holds when its person signed in: seconds since 1970."""


def note_sign_in(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """Keep when somebody signed in: however much they do since, the session ends by that."""
    request.session[SIGNED_IN_AT] = int(time.time())


class SessionStore(DatabaseSessions):
    """Django's own sessions, but for how one is looked up, and that none outlives its sign-in."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; of one that is gone, or too old, nothing."""
        found = _LIVE.first(key=self.session_key, now=timezone.now()) if self.session_key else None
        if found is None:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(found[0])
        if time.time() - held.get(SIGNED_IN_AT, time.time()) > settings.SESSION_COOKIE_AGE:
            self._session_key = None
            return {}
        return held
