"""What browsers are told to refuse, and how they are known again."""

from csp.constants import NONE, SELF

from annotator.environment import LOOPBACK, read_networks, read_switch, read_whole_number
from annotator.settings.addresses import SCRIPT_NAME
from annotator.settings.start import HTTPS

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = read_whole_number("HSTS_SECONDS", 31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0
SECURE_REFERRER_POLICY = "same-origin"
# Behind a proxy its word counts for how and from where a browser came: nobody else's does.
BEHIND_PROXY = read_switch("BEHIND_PROXY", False)
TRUSTED_PROXIES = read_networks("TRUSTED_PROXIES", LOOPBACK) if BEHIND_PROXY else []
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_ENGINE = "annotator.people.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# By these beginnings a browser takes a cookie from this host alone, over https alone, and none that
# another host of the same domain sets in its place; the first wants the whole host.
cookie_prefix = "" if not HTTPS else "__Secure-" if SCRIPT_NAME else "__Host-"
SESSION_COOKIE_NAME = f"{cookie_prefix}sessionid"
CSRF_COOKIE_NAME = f"{cookie_prefix}csrftoken"
PERSON_COOKIE_NAME = f"{cookie_prefix}person"
KNOWN_COOKIE_NAME = f"{cookie_prefix}known"
WRITTEN_COOKIE_NAME = f"{cookie_prefix}written"
MESSAGES_COOKIE_NAME = f"{cookie_prefix}messages"
MESSAGE_STORAGE = "annotator.people.browsers.page_messages.PageMessages"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_FAILURE_VIEW = "annotator.people.views.csrf_failure"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
