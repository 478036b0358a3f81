"""How allauth signs in at this desk: who is refused, in which words, and how letters leave."""

from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.http import HttpRequest
from django.urls import reverse

from annotator.people.models import User
from annotator.people.signing_in import limits
from annotator.people.signing_in.closed import password_is_closed
from annotator.people.signing_in.letters import send_letter

NOT_KNOWN = "The name or the password is wrong."


class Accounts(DefaultAccountAdapter):
    """Lets in by name or address; nobody makes an account of their own accord."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": NOT_KNOWN,
        "email_password_mismatch": NOT_KNOWN,
        "enter_current_password": "This is not your password of now.",  # nosec B105
        "incorrect_password": "The password is wrong.",  # nosec B105
        "incorrect_code": "This code is wrong, was used, or is too old. Take the newest one.",
        "too_many_login_attempts": "Too many attempts. Wait some minutes, then try again.",
        "duplicate_email": "This is your address already.",
        "rate_limited": "Too many letters in a short time. Wait some minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt; where there were too many, answer at once (429)."""
        if minutes := limits.closed_for(request, credentials):
            raise ImmediateHttpResponse(password_is_closed(request, minutes))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        if user is not None:
            limits.forget_here(request, user)
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        limits.count_wrong(request, credentials)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the browser's address, which `believe_proxies` has put there."""
        try:
            return str(ip_address(request.META.get("REMOTE_ADDR", ""))).partition("%")[0]
        except ValueError:  # a socket of this machine
            return "127.0.0.1"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:account")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter; a mail server that does not take it stops nothing."""
        send_letter(self.render_mail(template_prefix, email, context))
