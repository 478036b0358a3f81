"""Browsers in which somebody has signed in before: their tries are counted by themselves.

Whoever guesses elsewhere so closes nothing for the account's person in their own browser. It keeps
a random name of its own in a cookie, with a seal for each of the people who were let in there: of
whom it speaks is not to be read off it, and nobody makes one who was not let in.
"""

import re
import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from annotator.people.models import User

KEPT = 60 * 60 * 24 * 365
"""Seconds for which a browser is known after the newest sign-in there."""
MOST = 8
"""People who are known in one browser; of more the latest."""
SALT = "annotator.people.browsers.known_browsers"
_VALUE = re.compile(r"[\w-]{22}(\.[0-9a-f]{32})+", re.ASCII)
_LET_IN = "person_let_in"


def browser_known_to(request: HttpRequest, user: User) -> str:
    """Return the name of the browser that asks if this person was let in there; else ""."""
    browser, *seals = _told(request).split(".")
    seal = _seal(browser, user.pk)
    return browser if any(constant_time_compare(one, seal) for one in seals) else ""


def know_browser(request: HttpRequest, user: User) -> None:
    """Let the browser be one in which this person was let in, from this answer on."""
    setattr(request, _LET_IN, user.pk)


def knows_browsers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give the browser its cookie where somebody was let in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if person := getattr(request, _LET_IN, None):
            response.set_cookie(
                settings.KNOWN_COOKIE_NAME,
                _with_person(_told(request), person),
                max_age=KEPT,
                path=settings.SESSION_COOKIE_PATH,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return middleware


def _told(request: HttpRequest) -> str:
    """Return what the cookie holds; "" where it holds nothing of ours."""
    value = request.COOKIES.get(settings.KNOWN_COOKIE_NAME, "")
    return value if _VALUE.fullmatch(value) else ""


def _with_person(value: str, person: int) -> str:
    browser, *seals = value.split(".")
    browser = browser or secrets.token_urlsafe(16)
    own = _seal(browser, person)
    others = [one for one in seals if one != own]
    return ".".join([browser, *others[-(MOST - 1) :], own])


def _seal(browser: str, person: int) -> str:
    return salted_hmac(SALT, f"{browser} {person}", algorithm="sha256").hexdigest()[:32]
