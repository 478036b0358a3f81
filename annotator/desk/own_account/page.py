"""The sections of the account's page that tell what is stored of one, and lead to leaving."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from annotator.desk.own_account.stored import stored_lines
from annotator.people.models import User


def stored_section(request: HttpRequest, user: User) -> SafeString:
    """Draw what is stored of the person: how many of each kind, who sees it, for how long."""
    return render_to_string("desk/_account_stored.html", {"lines": stored_lines(user)}, request)


def leaving_section(request: HttpRequest, user: User) -> SafeString:
    """Draw the way to deactivating one's own account."""
    return render_to_string("desk/_account_leaving.html", {}, request)
