"""How letters leave."""

import os

from django.core.exceptions import ImproperlyConfigured

from annotator.settings.start import env

EMAIL_URL = os.environ.get("EMAIL_URL", "") or "consolemail://"
try:
    mail = env.email_url_config(EMAIL_URL)
except (KeyError, ValueError, ImproperlyConfigured) as error:
    raise ImproperlyConfigured(
        "EMAIL_URL must be smtp+tls://USER:PASSWORD@HOST:587 or consolemail://."
    ) from error
EMAIL_BACKEND = mail["EMAIL_BACKEND"]
EMAIL_HOST = mail.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = mail.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("MAIL_FROM", "") or "annotator@localhost"
