"""Second factors as a phone would show them."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse


def code_of(secret: str, steps: int = 0) -> str:
    """What an authenticator app shows for this secret now, or so many half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture
def app_of(as_confirmed, django_capture_on_commit_callbacks):
    """app_of(ada) adds an authenticator app to her account, by the page; returns its secret."""

    def add(user) -> str:
        client = as_confirmed(user)
        page = client.get(reverse("mfa_activate_totp")).content.decode()
        secret = re.search(r'<code class="shown-once">(\w+)</code>', page)[1]
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
        assert answer.url == reverse("mfa_view_recovery_codes")
        return secret

    return add
