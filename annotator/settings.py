"""Settings, read from the environment (and from `.env` beside manage.py, if there is one).

A missing secret or a junk value raises ImproperlyConfigured, which names the variable: a desk that
would run with half its settings does not start.
"""

import os
from pathlib import Path
from zoneinfo import available_timezones

import environ
from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

from annotator.environment import (
    DATA,
    missing,
    prepare_demo,
    read_databases,
    read_list,
    read_switch,
    read_whole_number,
)
from annotator.navigation import way
from annotator.operations.logging import FORMS, logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").is_file():
    environ.Env.read_env(BASE_DIR / ".env")

DEMO = read_switch("ANNOTATOR_DEMO", False)
if DEMO:
    prepare_demo()
DEBUG = read_switch("DEBUG", False)
LOG_FORMAT = os.environ.get("LOG_FORMAT", "") or ("text" if DEMO or DEBUG else "json")
if LOG_FORMAT not in FORMS:
    raise ImproperlyConfigured(f"LOG_FORMAT must be json or text, not {LOG_FORMAT!r}.")
LOGGING = logging_settings(LOG_FORMAT, quiet=DEMO)
HTTPS = read_switch("HTTPS", True)

SECRET_KEY = os.environ.get("SECRET_KEY", "")
key_maker = "python -c 'import secrets; print(secrets.token_urlsafe(50))'"
if not SECRET_KEY:
    raise missing("SECRET_KEY", f"make one with {key_maker} and keep it in .env")
if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured(
        f"SECRET_KEY is shorter than 32 characters: make one with {key_maker} and keep it."
    )
ALLOWED_HOSTS = read_list("ALLOWED_HOSTS")
if not ALLOWED_HOSTS and not DEBUG:
    raise missing("ALLOWED_HOSTS", "name the desk's host, as desk.example.org")
CSRF_TRUSTED_ORIGINS = read_list("CSRF_TRUSTED_ORIGINS")
for origin in CSRF_TRUSTED_ORIGINS:
    if "://" not in origin:
        raise ImproperlyConfigured(
            f"CSRF_TRUSTED_ORIGINS: {origin!r} needs its scheme, as https://{origin}."
        )

INSTALLED_APPS = [
    "annotator.background",
    "articles",
    "annotator.people",
    "annotator.vocabulary",
    "annotator.annotations",
    "annotator.reconciliation",
    "annotator.comparison",
    "annotator.webhooks",
    "annotator.exchange",
    "annotator.search",
    "annotator.desk",
    "annotator.api",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "import_export",
    "simple_history",
]
MIDDLEWARE = [
    "annotator.operations.logging.log_requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "annotator.operations.middleware.permissions_policy",
    "annotator.operations.middleware.kept_by_nobody",
    "annotator.operations.unclean.UncleanInput",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "annotator.people.person_cookie.tells_who_is_here",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "annotator.operations.middleware.SignInRequired",
    "annotator.desk.way_back.way_back",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "annotator.urls"
WSGI_APPLICATION = "annotator.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {
                "filter_form": "annotator.lists.filter_form",
                "navigation": "annotator.navigation",
            },
        },
    }
]

DATABASES = read_databases()
if "replica" in DATABASES:
    DATABASE_ROUTERS = ["annotator.operations.replica.ReplicaRouter"]
    # Around the view alone, so that it comes first to what the view has answered.
    MIDDLEWARE += ["annotator.operations.written.remember_writes"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What takes longer than a person waits is kept in the database and run by `manage.py worker`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "people:sign_in"
# The text's own floor knows no page: where a story and an article are read is the desk's to say.
ABSOLUTE_URL_OVERRIDES = {
    "articles.story": lambda story: way("story", story.slug),
    "articles.article": lambda article: way("article", article.pk),
}
# Five wrong passwords for one name from one address close that pair for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "annotator.people.views.locked_out"
AXES_HTTP_RESPONSE_CODE = 429
AXES_DISABLE_ACCESS_LOG = True

LANGUAGE_CODE = os.environ.get("LANGUAGE_CODE", "") or "en-gb"
if LANGUAGE_CODE not in LANG_INFO:
    raise ImproperlyConfigured(f"LANGUAGE_CODE: {LANGUAGE_CODE!r} is not a language Django knows.")
# The interface speaks one language, the desk's; the browser's wish does not change dates half-way.
LANGUAGES = [(LANGUAGE_CODE, LANG_INFO[LANGUAGE_CODE].get("name", LANGUAGE_CODE))]
TIME_ZONE = os.environ.get("TIME_ZONE", "") or "UTC"
if TIME_ZONE not in available_timezones():
    raise ImproperlyConfigured(f"TIME_ZONE: {TIME_ZONE!r} is not a time zone, as Europe/Paris is.")
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "annotator.operations.storage.HashedStaticFiles"
    },
}

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

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
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
# Browsers keep copies of the articles that somebody has opened, to be read while the desk is away.
OFFLINE_COPIES = read_switch("OFFLINE_COPIES", True)
# Whether the desk asks other servers for articles and feeds, and tells them what happens.
FETCH_ADDRESSES = read_switch("FETCH_ADDRESSES", False)
WEBHOOKS = read_switch("WEBHOOKS", False)
# How often a program may ask with one token, whatever it asks; 0: as often as it likes.
API_REQUESTS_PER_MINUTE = read_whole_number("API_REQUESTS_PER_MINUTE", 600)
SECURE_SSL_REDIRECT = HTTPS
# Whoever asks for health stands beside the process, inside of the proxy that speaks https.
SECURE_REDIRECT_EXEMPT = [r"^health/(live|ready)$"]
SECURE_HSTS_SECONDS = read_whole_number("HSTS_SECONDS", 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0
SECURE_REFERRER_POLICY = "same-origin"
if read_switch("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# A task that comes no step further for so long has its process ended.
TASK_LIMIT_SECONDS = read_whole_number("TASK_LIMIT_SECONDS", 3600)
SESSION_ENGINE = "annotator.people.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_FAILURE_VIEW = "annotator.people.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
# Forms and uploads: an import may carry some hundred long articles.
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 700  # above what the import page takes, so that it says so itself
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
