"""Sessions in the database, read by a kept statement: every request reads one."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from annotator.prepared import Prepared, Slot

_LIVE = Prepared(
    lambda: Session.objects.filter(
        session_key=Slot("key", models.CharField()),
        expire_date__gt=Slot("now", models.DateTimeField()),
    ).values_list("session_data")
)


class SessionStore(DatabaseSessions):
    """Django's own sessions; only how one is looked up is another way."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; of one that is gone, or too old, nothing."""
        found = _LIVE.first(key=self.session_key, now=timezone.now()) if self.session_key else None
        if found is None:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(found[0])
        return held
