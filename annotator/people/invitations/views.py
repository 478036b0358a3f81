"""The page that the link of an invitation opens, for somebody new and for somebody of the desk."""

from typing import Any, cast

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.socialaccount.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from annotator.navigation import way
from annotator.people.forms import NewPersonForm
from annotator.people.invitations import actions
from annotator.people.models import Invitation, User


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation; 410 where it has ended, 404 where its link is unknown."""
    letter = actions.invitation_by_token(token)
    ended = _ended(letter)
    if letter is None or ended:
        status = 410 if letter else 404
        return _without_referrer(
            render(request, "people/invitation_ended.html", ended, status=status)
        )
    accept = _as_member if request.user.is_authenticated else _as_new
    return _without_referrer(accept(request, letter))


def _as_member(request: HttpRequest, letter: Invitation) -> HttpResponse:
    shown: dict[str, Any] = {"invitation": letter, "roles": sorted(letter.roles)}
    if request.method == "POST":
        try:
            actions.accept(letter, cast("User", request.user))
        except ValidationError as error:
            shown["refused"] = error.messages
        else:
            return _welcome(request, letter)
    status = 422 if "refused" in shown else 200
    return render(request, "people/invitation.html", shown, status=status)


def _as_new(request: HttpRequest, letter: Invitation) -> HttpResponse:
    form = NewPersonForm(request.POST or None, instance=User(email=letter.email))
    asked = request.method == "POST"
    if asked and form.is_valid():
        told = {name: form.cleaned_data[name] for name in NewPersonForm.Meta.fields}
        try:
            user = actions.accept_as_new(letter, **told, password=form.cleaned_data["password1"])
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            perform_password_login(request, {"username": user.username}, Login(user=user))
            return _welcome(request, letter)
    shown: dict[str, Any] = {"invitation": letter, "roles": sorted(letter.roles), "form": form}
    shown["organisations"] = get_adapter().list_providers(request)
    shown["known"] = actions.has_account(letter.email)
    return render(request, "people/invitation.html", shown, status=422 if asked else 200)


def _welcome(request: HttpRequest, letter: Invitation) -> HttpResponse:
    messages.success(request, f"Welcome to “{letter.story}”.")
    return redirect(way("story", letter.story.slug))


def _ended(letter: Invitation | None) -> dict[str, str]:
    """Return why the link works no longer, and what to do; empty where it works."""
    if letter is None:
        return {
            "why": "This link is not known here",
            "do": "A newer letter may have taken its place: use the link of the latest one, "
            "and copy it whole. If that does not help, ask for a new invitation.",
        }
    if letter.accepted_at:
        return {"why": "This invitation has been used", "do": "If it was you, sign in and go on."}
    if letter.revoked_at:
        do = "Ask the person who invited you for a new invitation."
        return {"why": "This invitation was withdrawn", "do": do}
    if letter.expired:
        days = Invitation.GOOD_FOR.days
        do = f"It was good for {days} days. Ask the person who invited you to send it again."
        return {"why": "This invitation has expired", "do": do}
    if not actions.is_vouched_for(letter):
        return {"why": "This invitation has ended", "do": actions.NOT_VOUCHED_FOR}
    return {}


def _without_referrer(response: HttpResponse) -> HttpResponse:
    """Keep the page's address, a secret, from every page that is opened from it."""
    response["Referrer-Policy"] = "no-referrer"
    return response
