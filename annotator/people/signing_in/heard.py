"""What follows from what happens at the door."""

from typing import Any

from django.http import HttpRequest

from annotator.people.browsers.known_browsers import know_browser
from annotator.people.models import User
from annotator.people.signing_in import limits
from annotator.people.signing_in.tasks import send_attempts_letter


def tell_of_attempts(sender: Any, request: HttpRequest, user: User | None, **_: Any) -> None:
    """Tell the account's person by a letter that somebody tries passwords."""
    if user is not None and user.email:
        host = request.META.get("REMOTE_ADDR", "")
        send_attempts_letter.ask(user.pk, host, request.build_absolute_uri("/"))


def let_in(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """Open the password again to whoever was let in, by whichever way, or has set
    a new password by a letter; and know their browser from now on."""
    limits.forget(request, user)
    know_browser(request, user)
