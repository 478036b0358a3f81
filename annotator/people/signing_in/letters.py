"""Letters about one's own account leave; where the mail server takes none, the log says so."""

import logging
from smtplib import SMTPException
from urllib.parse import urljoin, urlsplit

from allauth.account.forms import default_token_generator
from allauth.account.internal.userkit import filter_users_by_email
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from annotator.people.models import User

log = logging.getLogger("annotator.mail")


def send_letter(letter: EmailMessage | EmailMultiAlternatives) -> bool:
    """Send a letter; return False where the mail server does not take it."""
    try:
        return letter.send() == 1
    except (OSError, SMTPException) as error:
        # Its words may quote the letter, and so a link: only the kind is told.
        log.error("The mail server did not take a letter: %s", type(error).__name__)
        return False


def reset_letters(address: str, desk: str) -> list[EmailMessage]:
    """Return the letters that whoever asks for a new password gets: none if nobody has the address.

    `desk`: its address, as https://desk.example.org/.
    """
    people = filter_users_by_email(address, is_active=True, prefer_verified=True, for_login=True)
    return [_reset_letter(user, address, desk) for user in people]


def attempts_letter(user: User, host: str, desk: str) -> EmailMessage:
    """Return the letter that says that somebody tries passwords; `host`: from which address."""
    told = {
        "user": user,
        "host": host,
        "desk": urlsplit(desk).netloc,
        "reset": urljoin(desk, reverse("account_reset_password")),
    }
    body = render_to_string("people/attempts.txt", told)
    return EmailMessage(
        "Annotator: somebody tries passwords for your account", body, to=[user.email]
    )


def _reset_letter(user: User, address: str, desk: str) -> EmailMessage:
    key = default_token_generator.make_token(user)
    names = {"uidb36": user_pk_to_url_str(user), "key": key}
    told = {
        "user": user,
        "desk": urlsplit(desk).netloc,
        "link": urljoin(desk, reverse("account_reset_password_from_key", kwargs=names)),
        "sign_in": urljoin(desk, reverse("account_login")),
        "has_password": user.has_usable_password(),
    }
    body = render_to_string("people/password_reset_email.txt", told)
    return EmailMessage("Annotator: set a new password", body, to=[address])
