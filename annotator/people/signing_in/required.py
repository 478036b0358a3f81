"""A second factor where it must be: before the admin for whoever has one, and, where the desk asks
for it, before everything for those who may change the work of others."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from annotator.operations.middleware import asked_by_script
from annotator.people.models import Membership, User
from annotator.people.signing_in.factors import has_factor, used_factor

OPEN = ("account_", "mfa_", "people:account", "people:sign_in_again")
"""What somebody reaches who has still to set one up, by the beginning of the view's name."""


class SecondFactorRequired:
    """Leads to the second factor, or to setting one up, before the view is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        is_admin = bool(match and match.app_names == ["admin"])
        if not (is_admin or settings.SECOND_FACTOR_REQUIRED):
            return None
        if not getattr(view_func, "login_required", True) or not request.user.is_authenticated:
            return None
        user = request.user
        if (match and match.view_name.startswith(OPEN)) or used_factor(request, user):
            return None
        if lacks_factor(user):
            return self._lead(request, "people:account")
        if has_factor(user) and (is_admin or _must(user)):
            return self._lead(request, "mfa_reauthenticate")
        return None

    def _lead(self, request: HttpRequest, where: str) -> HttpResponse:
        words = (
            "This desk asks for a second factor from everybody who may change the work of others. "
            "Set one up: it takes a minute."
        )
        if where == "mfa_reauthenticate":
            words = "Show your second factor to go on."
        if asked_by_script(request):
            return JsonResponse({"error": words}, status=403)
        messages.warning(request, words)
        onwards = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse(where)}?{onwards}" if where.startswith("mfa_") else where)


def lacks_factor(user: User) -> bool:
    """Return whether the desk asks for a second factor from this person, who has none."""
    return settings.SECOND_FACTOR_REQUIRED and _must(user) and not has_factor(user)


def _must(user: User) -> bool:
    """Return whether the person may change the work of others, or the desk."""
    if user.is_staff or user.is_superuser:
        return True
    return Membership.objects.filter(user_id=user.pk, manager=True).exists()
