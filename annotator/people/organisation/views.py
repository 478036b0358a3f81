"""Lead to the organisation's sign-in, and read what comes back from it."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

log = logging.getLogger("annotator.signing_in")
View = Callable[..., HttpResponse]


@login_not_required
@never_cache
@require_POST
def go_to_organisation(request: HttpRequest, provider: str) -> HttpResponse:
    """Send the browser to the organisation's sign-in, by a page: a form leads to this desk alone.

    `process` is `connect` where somebody who is signed in adds it to their account.
    """
    try:
        found = get_adapter().get_provider(request, provider)
    except SocialApp.DoesNotExist:
        return redirect("account_login")
    try:
        response = found.redirect_from_request(request)
    except DatabaseError:
        raise
    except Exception as error:
        log.warning("The organisation's sign-in was not reached: %s", type(error).__name__)
        return _away(request)
    if not isinstance(response, HttpResponseRedirect):
        return _away(request)
    return render(request, "people/leaving.html", {"address": response.url, "name": found.name})


@login_not_required
@never_cache
@require_GET
def not_let_in(request: HttpRequest) -> HttpResponse:
    """Say that the organisation did not let somebody in (401)."""
    return render(request, "socialaccount/authentication_error.html", status=401)


@login_not_required
@require_GET
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """Show the way to sign in: nobody makes an account here of their own accord."""
    return redirect("account_login")


def careful(view: View) -> View:
    """Answer what cannot be read as the organisation's answer in words, whoever sent it.

    The libraries that read it raise whatever their parsers raise: the log has the kind.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *args, **named)
        except (PermissionDenied, ImmediateHttpResponse, DatabaseError):
            raise
        except requests.RequestException:
            return _away(request)
        except Http404:
            return render(request, "socialaccount/authentication_error.html", status=401)
        except Exception as error:
            log.warning("An answer of the organisation was not read: %s", type(error).__name__)
            return render(request, "socialaccount/authentication_error.html", status=400)

    return asked


def _away(request: HttpRequest) -> HttpResponse:
    return render(request, "people/organisation_away.html", status=503)
