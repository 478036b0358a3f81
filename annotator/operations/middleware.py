"""Sign-in on every page, and the headers that no package sets."""

from collections.abc import Callable
from typing import Any

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


def permissions_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse the page what it never uses: camera, microphone, place."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
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
