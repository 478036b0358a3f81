"""Inviting, accepting and the letters in between, as the tests do it."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected

from django.urls import reverse
from django.utils import timezone

from annotator.people.models import Invitation
from tests.conftest import INVITED
from tests.waiting_work import run_what_waits

MEMBERS = "/stories/pipeline/members/"
INVITE = "/stories/pipeline/invitations/"
LINK = f"/accounts/invitation/{INVITED}/"
NED = {
    "username": "ned",
    "first_name": "Ned",
    "last_name": "Okoro",
    "password1": "battery-staple-9",
    "password2": "battery-staple-9",
}


def invite(client, email="ned@example.org", roles=("annotator",), **more):
    return sent(client.post(INVITE, {"email": email, "roles": roles}, **more))


def act(client, name, invitation, **more):
    return sent(client.post(reverse(f"desk:{name}_invitation", args=[invitation.pk]), **more))


def sent(answer):
    """The answer, after a worker has done what waits."""
    run_what_waits(may_fail=True)
    return answer


def link_in(letter) -> str:
    return re.search(r"http://testserver(/accounts/invitation/[\w-]+/)", letter.body).group(1)


def later(invitation, **how):
    """As if the letter had gone out earlier."""
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=timezone.now() - timedelta(**how))


def no_mail(*args, **kwargs):
    raise SMTPServerDisconnected("secret words of a letter")
