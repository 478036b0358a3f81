"""Sign in again amid work, and out; what a browser forgets with it; how allauth's views answer."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.stages import LoginStageController
from allauth.account.views import ConfirmEmailView, LogoutView
from allauth.core import ratelimit
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.stages import AuthenticateStage
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from annotator.people.signing_in.forms import SignInForm
from annotator.people.signing_in.leaving import forgets

View = Callable[..., HttpResponse]
AnyView = Callable[..., Any]


def refused_as_422(view: AnyView) -> View:
    """Answer 422 where a form is refused, as every page of the desk does."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **named)
        if request.method == "POST" and response.status_code == 200:
            told = response.context_data if isinstance(response, TemplateResponse) else None
            forms = (value for value in (told or {}).values() if hasattr(value, "is_bound"))
            if any(form.is_bound and form.errors for form in forms):
                response.status_code = 422
        return response

    return shown


def back_to_account(view: AnyView) -> View:
    """Show the account's page where what an address names is not there any more."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        try:
            response: HttpResponse = view(request, *args, **named)
        except Http404:
            return redirect("people:account")
        return response

    return shown


class ConfirmAddress(ConfirmEmailView):
    """Takes an address for its account's by the link of a letter; 422 where that is dead."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(*args, **kwargs)  # type: ignore[no-any-return]
        except Http404:
            self.object = None
            return self.render_to_response(self.get_context_data(), status=422)  # type: ignore[no-any-return]


@method_decorator(require_POST, name="dispatch")
class SignOut(LogoutView):
    """Signs out by POST only, and has the browser forget what it kept of this person."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        was_here = self.request.user.is_authenticated
        response: HttpResponse = super().post(*args, **kwargs)
        return forgets(self.request, response) if was_here else response


@login_not_required
@never_cache
@sensitive_post_parameters("password", "code")
@require_POST
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Sign in from a page whose session ended with work unsent, without leaving it.

    204 and a session; 202 where a second factor is asked for next, as `code`; 401 in words; 429
    after too many wrong ones, as on the page.
    """
    if not ratelimit.consume(request, action="login"):
        return JsonResponse({"error": "Too many at once. Wait a minute."}, status=429)
    if "code" in request.POST:
        return _second_factor(request)
    sent = {"login": request.POST.get("username"), "password": request.POST.get("password")}
    form = SignInForm(sent, request=request)
    if not form.is_valid():
        return JsonResponse({"error": "The name or the password is wrong."}, status=401)
    form.login(request)
    return _signed_in(request)


def _second_factor(request: HttpRequest) -> HttpResponse:
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None:
        words = "That took too long. Give your password once more."
        return JsonResponse({"error": words, "again": True}, status=401)
    form = AuthenticateForm(request.POST, user=stage.login.user)
    if not form.is_valid():
        return JsonResponse({"error": " ".join(form.errors.get("code", []))}, status=401)
    form.save()
    stage.exit()
    return _signed_in(request)


def _signed_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return HttpResponse(status=204)
    if LoginStageController.enter(request, AuthenticateStage.key):
        return JsonResponse({"second_factor": True}, status=202)
    return JsonResponse({"error": "This account is deactivated."}, status=401)


@require_GET
@never_cache
def signed_in(request: HttpRequest) -> HttpResponse:
    """Tell somebody who signed in in a tab of its own to go on in the other."""
    return render(request, "people/signed_in.html")
