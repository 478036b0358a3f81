"""Where somebody is signed in, and how a session is ended."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone

from annotator.people.models import User

BROWSERS = {"Edg": "Edge", "OPR": "Opera", **{one: one for one in ("Firefox", "Chrome", "Safari")}}
SYSTEMS = {one: one for one in ("Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux")}
"""By what stands in a browser's account of itself; the first that does counts."""


def sessions_of(user: User) -> Any:
    """Return the query of the person's sessions that last, the newest first."""
    now = timezone.now()
    live = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    return UserSession.objects.filter(Exists(live), user=user).order_by("-created_at", "-pk")


def device(session: UserSession) -> str:
    """Return in words what browser it is, as far as it says so itself."""
    words = session.user_agent
    browser = next((name for mark, name in BROWSERS.items() if mark in words), "A browser")
    system = next((name for mark, name in SYSTEMS.items() if mark in words), "")
    return f"{browser} on {system}" if system else browser


def end_known_sessions(user: User, keep: str = "") -> int:
    """End the person's sessions but the one with the key to keep; return how many."""
    others = UserSession.objects.filter(user=user).exclude(session_key=keep)
    keys = list(others.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    others.delete()
    return len(keys)


def renew_key(
    sender: Any, request: HttpRequest, user: User, reauthenticated: bool = False, **_: Any
) -> None:
    """Give the session a new key once its person has shown again who they are.

    Whoever had got hold of the old one is not let in to what is asked for now.
    """
    if not reauthenticated or not request.user.is_authenticated:
        return
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def end_after_new_password(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """End the sessions that an old password opened, but for the one in which it was changed."""
    keep = request.session.session_key if request.user.is_authenticated else ""
    end_known_sessions(user, keep or "")
