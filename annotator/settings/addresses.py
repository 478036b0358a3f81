"""Where the desk is: under which path of its host, if it has the host not for itself alone."""

import os
import re

from django.core.exceptions import ImproperlyConfigured

from annotator.settings import start  # noqa: F401 - which reads .env

SCRIPT_NAME = os.environ.get("SCRIPT_NAME", "").strip()
if SCRIPT_NAME and not re.fullmatch(r"(/[A-Za-z0-9][A-Za-z0-9._~-]*)+", SCRIPT_NAME):
    raise ImproperlyConfigured(
        f"SCRIPT_NAME must be a path as /annotator, with no slash at its end, not {SCRIPT_NAME!r}."
    )
FORCE_SCRIPT_NAME = SCRIPT_NAME or None
# Written out: Django would put the path before it by the thread that asks for it first.
STATIC_URL = f"{SCRIPT_NAME}/static/"
# What else is on the host hears nothing of who is signed in here.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{SCRIPT_NAME}/"
# Whoever asks for health stands beside the process, inside of the proxy that speaks https.
below = re.escape(SESSION_COOKIE_PATH.lstrip("/"))
SECURE_REDIRECT_EXEMPT = [rf"^{below}(health/(live|ready)|metrics)$"]
