"""Sign-in on every page, the headers that no package sets, and no token in the clear."""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse


def asked_by_script(request: HttpRequest) -> bool:
    """Return whether a script asks, which cannot follow a redirect to a page made for eyes."""
    return "HX-Request" in request.headers or request.headers.get("X-Requested-With") == "fetch"


class SignInRequired(LoginRequiredMiddleware):
    """Every address asks for a signed-in user unless its view says otherwise.

    A script gets 401 and keeps what it wanted to send; a person gets the sign-in page.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        # Not even who asks is looked up where anybody may ask.
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if not asked_by_script(request):
            return super().handle_no_permission(request, view_func)
        response = JsonResponse({"error": "Your session has ended: sign in again."}, status=401)
        if "HX-Request" in request.headers:
            response["HX-Refresh"] = "true"
        return response


def no_token_in_the_clear(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse a program that brings its token over http, where a browser is led to https.

    Led on, it would go on sending its token for everybody on the way to read.
    """
    plain = [re.compile(one) for one in settings.SECURE_REDIRECT_EXEMPT]

    def middleware(request: HttpRequest) -> HttpResponse:
        if (
            not settings.SECURE_SSL_REDIRECT
            or request.is_secure()
            or "Authorization" not in request.headers
            or any(one.search(request.path.lstrip("/")) for one in plain)
        ):
            return get_response(request)
        words = (
            "This token came over http, where others may have read it: ask by https://, "
            "revoke the token and make another one."
        )
        return JsonResponse({"error": words}, status=403)

    return middleware


def permissions_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse the page what it never uses, as a camera, and other sites what is answered here."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def kept_by_nobody(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Let no cache keep a page: what is public says so itself."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return middleware
