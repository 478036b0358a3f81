"""Tell the scripts of all tabs who is signed in: by a cookie that holds the person's key, no more.

A tab that was opened by somebody else sees it, and sends nothing of theirs in this one's name.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse


def tells_who_is_here(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Keep the cookie true wherever the session was looked into anyway."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.session.accessed:
            return response
        person = str(request.session.get(SESSION_KEY, ""))
        if person == request.COOKIES.get(settings.PERSON_COOKIE_NAME, ""):
            return response
        if person:
            response.set_cookie(
                settings.PERSON_COOKIE_NAME,
                person,
                max_age=settings.SESSION_COOKIE_AGE,
                path=settings.SESSION_COOKIE_PATH,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        else:
            response.delete_cookie(
                settings.PERSON_COOKIE_NAME, settings.SESSION_COOKIE_PATH, samesite="Lax"
            )
        return response

    return middleware
