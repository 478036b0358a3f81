"""One's own account: the page, and the tokens that are made and revoked there."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from annotator.people.account.page import account_page
from annotator.people.account.sessions import end_known_sessions, sessions_of
from annotator.people.models import User
from annotator.people.tokens import actions
from annotator.people.tokens.forms import RevokeForm, TokenForm
from annotator.text import plain_number


@require_GET
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """Show one's own account."""
    return account_page(request, cast("User", request.user))


@require_POST
@never_cache
@reauthentication_required(app="allauth.account")  # type: ignore[untyped-decorator]
def end_session(request: HttpRequest) -> HttpResponse:
    """End one of one's own sessions: whoever holds it signs in again. This one is signed out of."""
    user = cast("User", request.user)
    wanted = plain_number(request.POST.get("session", ""))
    found = sessions_of(user).filter(pk=wanted).first() if wanted is not None else None
    if found is None:
        return account_page(request, user, ended="That session has ended already.")
    if found.session_key == request.session.session_key:
        return account_page(request, user, ended="You are in this session: sign out instead.")
    found.end()
    messages.success(request, "That session is ended.")
    return redirect("people:account")


@require_POST
@never_cache
@reauthentication_required(app="allauth.account")  # type: ignore[untyped-decorator]
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    user = cast("User", request.user)
    count = end_known_sessions(user, keep=request.session.session_key or "")
    messages.success(
        request, f"{count} other {'session is' if count == 1 else 'sessions are'} ended."
    )
    return redirect("people:account")


@require_POST
@never_cache
@reauthentication_required(app="allauth.account")  # type: ignore[untyped-decorator]
def make_token(request: HttpRequest) -> HttpResponse:
    """Make a token and show its secret, this once."""
    user, form = cast("User", request.user), TokenForm(request.POST)
    if form.is_valid():
        try:
            made = actions.make_token(user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return account_page(request, user, made=made)
    return account_page(request, user, form=form)


@require_POST
@never_cache
def revoke_token(request: HttpRequest) -> HttpResponse:
    """Revoke one of one's own tokens, and go back to the page."""
    user = cast("User", request.user)
    form = RevokeForm(request.POST, user)
    if not form.is_valid():
        return account_page(request, user, refused=" ".join(map(str, form.errors["token"])))
    try:
        token = actions.revoke_token(form.cleaned_data["token"], user)
    except ValidationError as error:
        return account_page(request, user, refused=" ".join(error.messages))
    messages.success(request, f"“{token.name}” is revoked: it opens nothing any more.")
    return redirect("people:account")
