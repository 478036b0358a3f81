"""Send the letter that carries an invitation's link."""

import logging
from smtplib import SMTPException
from urllib.parse import urljoin, urlsplit

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from annotator.people.models import Invitation

log = logging.getLogger("annotator.mail")


def send(desk: str, invitation: Invitation, token: str) -> bool:
    """Send the link, at the desk of this address, to whom is invited; return False where the mail
    server does not take it."""
    told = {
        "invitation": invitation,
        "days": Invitation.GOOD_FOR.days,
        "address": urljoin(desk, reverse("people:invitation", args=[token])),
        "host": urlsplit(desk).netloc,
    }
    subject = " ".join(f"Annotator: you are invited to “{invitation.story}”".split())
    body = render_to_string("people/invitation.txt", told)
    try:
        return send_mail(subject, body, None, [invitation.email]) == 1
    except (OSError, SMTPException) as error:
        # Its words may quote the letter, and so the token: only the kind is told.
        log.error("The mail server did not take an invitation: %s", type(error).__name__)
        return False
