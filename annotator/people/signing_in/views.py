"""Sign in by the organisation, in again amid work, and out; what a browser forgets with it."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

import requests
from allauth.account.stages import LoginStageController
from allauth.account.views import LogoutView
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotator.people.signing_in.forms import SignInForm
from annotator.people.signing_in.leaving import forgets

log = logging.getLogger("annotator.signing_in")
View = Callable[..., HttpResponse]


def refused_as_422(view: View) -> View:
    """Answer 422 where a form is refused, as every page of the desk does."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        response = view(request, *args, **named)
        if request.method == "POST" and response.status_code == 200:
            told = response.context_data if isinstance(response, TemplateResponse) else None
            forms = (value for value in (told or {}).values() if hasattr(value, "is_bound"))
            if any(form.is_bound and form.errors for form in forms):
                response.status_code = 422
        return response

    return shown


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


@login_not_required
@never_cache
@require_http_methods(["POST"])
def go_to_organisation(request: HttpRequest, provider: str) -> HttpResponse:
    """Lead to the organisation's sign-in, by a page: a form may lead to this desk alone.

    `process` is `connect` where somebody who is signed in adds it to their account.
    """
    try:
        found = get_adapter().get_provider(request, provider)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    try:
        response = found.redirect_from_request(request)
    except DatabaseError:
        raise
    except Exception as error:
        log.warning("The organisation's sign-in was not reached: %s", type(error).__name__)
        return organisation_away(request)
    if not isinstance(response, HttpResponseRedirect):
        return organisation_away(request)
    return render(request, "people/leaving.html", {"address": response.url, "name": found.name})


@login_not_required
@never_cache
def organisation_away(request: HttpRequest, **_: Any) -> HttpResponse:
    """Say that the organisation's sign-in does not work now (503)."""
    return render(request, "people/organisation_away.html", status=503)


@login_not_required
@never_cache
def refused(request: HttpRequest) -> HttpResponse:
    """Say that nobody makes an account here of their own accord (403)."""
    return render(request, "people/organisation_refused.html", {"why": "unknown"}, status=403)


def careful(view: View) -> View:
    """Answer what cannot be read as the organisation's answer in words (400), whoever sent it.

    The libraries that read it raise whatever their parsers raise: the log has the kind.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *args, **named)
        except (PermissionDenied, Http404, ImmediateHttpResponse, DatabaseError):
            raise
        except requests.RequestException:
            return organisation_away(request)
        except Exception as error:
            log.warning("An answer of the organisation was not read: %s", type(error).__name__)
            return render(request, "socialaccount/authentication_error.html", status=400)

    return asked
