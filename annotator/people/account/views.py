"""One's own account: the page, and the tokens that are made and revoked there."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from annotator.people.account.page import account_page
from annotator.people.models import User
from annotator.people.tokens import actions
from annotator.people.tokens.forms import RevokeForm, TokenForm


@require_GET
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """Show one's own account."""
    return account_page(request, cast("User", request.user))


@require_POST
@never_cache
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
