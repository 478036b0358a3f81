"""What the page of one's own account shows: a section each of what belongs to it."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from annotator.pagination import page_of
from annotator.people.account.sections import further_sections
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
) -> HttpResponse:
    """Draw the page; 422 where a form or an act was refused. `made`: a token, shown once."""
    wrong = bool(refused or (form and form.errors))
    shown: dict[str, Any] = {"form": form or TokenForm(), "made": made, "refused": refused}
    shown["tokens"] = page_of(tokens_of(user), request, "tokens")
    shown["further"] = further_sections(request, user)
    return render(request, "people/account.html", shown, status=422 if wrong else 200)


def tokens_of(user: User) -> Any:
    """Return the person's tokens, those in use first; ended ones for a while."""
    since = timezone.now() - ENDED_LISTED
    listed = PersonalToken.objects.filter(user=user, expires_at__gt=since)
    listed = listed.exclude(revoked_at__lt=since).select_related("use")
    return listed.order_by("revoked_at", "-created_at", "-pk")
