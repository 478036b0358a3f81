"""What the page of one's own account shows: a section each of what belongs to it."""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from annotator.pagination import page_of
from annotator.people.account.sections import further_sections
from annotator.people.account.sessions import device, sessions_of
from annotator.people.models import PersonalToken, User
from annotator.people.tokens.actions import MadeToken
from annotator.people.tokens.forms import TokenForm

ENDED_LISTED = timedelta(days=90)
"""For how long a token stands in the list after its end."""


def account_page(
    request: HttpRequest,
    user: User,
    *,
    form: TokenForm | None = None,
    made: MadeToken | None = None,
    refused: str = "",
    ended: str = "",
) -> HttpResponse:
    """Draw the page; 422 where a form or an act was refused. `made`: a token, shown once."""
    wrong = bool(refused or ended or (form and form.errors))
    shown: dict[str, Any] = {"form": form or TokenForm(), "made": made}
    shown |= {"refused": refused, "ended": ended}
    shown["tokens"] = page_of(tokens_of(user), request, "tokens")
    shown["sessions"] = page_of(sessions_of(user), request, "sessions")
    for session in shown["sessions"]:
        session.device = device(session)
    shown |= {"this_session": request.session.session_key, **ways_in(request, user)}
    shown["further"] = further_sections(request, user)
    return render(request, "people/account.html", shown, status=422 if wrong else 200)


def ways_in(request: HttpRequest, user: User) -> dict[str, Any]:
    """Return by what the person signs in: password, addresses, second factors, organisation."""
    factors = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    of_type = {kind: [one for one in factors if one.type == kind] for kind in Authenticator.Type}
    keys = of_type[Authenticator.Type.WEBAUTHN]
    is_known = bool(settings.SOCIALACCOUNT_PROVIDERS)
    organisations = get_adapter().list_providers(request) if is_known else []
    return {
        "has_password": user.has_usable_password(),
        "new_address": EmailAddress.objects.filter(user=user, primary=False).first(),
        "app": next(iter(of_type[Authenticator.Type.TOTP]), None),
        "keys": [one.wrap() for one in keys],
        "codes": next(iter(of_type[Authenticator.Type.RECOVERY_CODES]), None),
        "organisations": organisations,
        "accounts": list(SocialAccount.objects.filter(user=user)) if organisations else [],
        "factor_required": settings.SECOND_FACTOR_REQUIRED,
    }


def tokens_of(user: User) -> Any:
    """Return the person's tokens, those in use first; ended ones for a while."""
    since = timezone.now() - ENDED_LISTED
    listed = PersonalToken.objects.filter(user=user, expires_at__gt=since)
    listed = listed.exclude(revoked_at__lt=since).select_related("use")
    return listed.order_by("revoked_at", "-created_at", "-pk")
