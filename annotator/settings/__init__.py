"""Settings, read from the environment, and from `.env` (`start.py` says where that is).

A missing secret or a junk value raises ImproperlyConfigured, which names the variable: a desk that
would run with half its settings does not start.
"""

import os
from zoneinfo import available_timezones

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

from annotator.environment import (
    missing,
    read_databases,
    read_list,
    read_switch,
    read_whole_number,
)
from annotator.navigation import way
from annotator.settings.addresses import *  # noqa: F403
from annotator.settings.browsers import *  # noqa: F403
from annotator.settings.machines import *  # noqa: F403
from annotator.settings.mail import *  # noqa: F403
from annotator.settings.measuring import *  # noqa: F403
from annotator.settings.measuring import METRICS_TOKEN
from annotator.settings.signing_in import *  # noqa: F403
from annotator.settings.signing_in import SIGN_IN_APPS
from annotator.settings.start import *  # noqa: F403
from annotator.settings.start import BASE_DIR, DATA, DEBUG

SECRET_KEY = os.environ.get("SECRET_KEY", "")
key_maker = "python -c 'import secrets; print(secrets.token_urlsafe(50))'"
if not SECRET_KEY:
    raise missing("SECRET_KEY", f"make one with {key_maker} and keep it in .env")
if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured(
        f"SECRET_KEY is shorter than 32 characters: make one with {key_maker} and keep it."
    )
# Keys of before: what was signed or stored with them is still known.
SECRET_KEY_FALLBACKS = read_list("SECRET_KEY_FALLBACKS")
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
    # Before ours, which takes its pages in the admin away.
    *SIGN_IN_APPS,
    "annotator.trust",
    "annotator.background",
    "articles",
    "annotator.people",
    "annotator.vocabulary",
    "annotator.annotations",
    "annotator.machines",
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
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "import_export",
    "simple_history",
]
MIDDLEWARE = [
    "annotator.operations.proxies.believe_proxies",
    "annotator.operations.logging.log_requests",
    "annotator.operations.middleware.no_token_in_the_clear",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "annotator.operations.middleware.permissions_policy",
    # Below these headers, so that files carry them as well.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "annotator.operations.middleware.kept_by_nobody",
    "annotator.operations.unclean.UncleanInput",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "annotator.people.browsers.person_cookie.tells_who_is_here",
    "annotator.people.browsers.known_browsers.knows_browsers",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "annotator.trust.noticing.notice",
    "annotator.operations.middleware.SignInRequired",
    "annotator.desk.way_back.way_back",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "annotator.people.signing_in.required.SecondFactorRequired",
]
if METRICS_TOKEN:
    MIDDLEWARE.insert(0, "annotator.operations.measuring.requests.measured")
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
# What allauth counts, as attempts to sign in, is counted for all processes of the desk together; a
# page that was drawn is kept by each for itself.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_attempts",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "drawn": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What takes longer than a person waits is kept in the database and run by `manage.py worker`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# The text's own floor knows no page: where a story and an article are read is the desk's to say.
ABSOLUTE_URL_OVERRIDES = {
    "articles.story": lambda story: way("story", story.slug),
    "articles.article": lambda article: way("article", article.pk),
}
LANGUAGE_CODE = os.environ.get("LANGUAGE_CODE", "") or "en-gb"
if LANGUAGE_CODE not in LANG_INFO:
    raise ImproperlyConfigured(f"LANGUAGE_CODE: {LANGUAGE_CODE!r} is not a language Django knows.")
# The interface speaks one language, the desk's; the browser's wish does not change dates half-way.
LANGUAGES = [(LANGUAGE_CODE, LANG_INFO[LANGUAGE_CODE].get("name", LANGUAGE_CODE))]
TIME_ZONE = os.environ.get("TIME_ZONE", "") or "UTC"
if TIME_ZONE not in available_timezones():
    raise ImproperlyConfigured(f"TIME_ZONE: {TIME_ZONE!r} is not a time zone, as Europe/Paris is.")
USE_TZ = True

STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA / "static"
# No other site reads them by script: each file is of this desk's pages alone.
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "annotator.operations.storage.HashedStaticFiles"
    },
}

# Browsers keep copies of the articles that somebody has opened, to be read while the desk is away.
OFFLINE_COPIES = read_switch("OFFLINE_COPIES", True)
# Whether the desk asks other servers for articles and feeds, and tells them what happens.
FETCH_ADDRESSES = read_switch("FETCH_ADDRESSES", False)
WEBHOOKS = read_switch("WEBHOOKS", False)
# How often a program may ask with one token, whatever it asks; 0: as often as it likes.
API_REQUESTS_PER_MINUTE = read_whole_number("API_REQUESTS_PER_MINUTE", 600)
# For how many days a line of the trust log is kept; 0: for ever.
TRUST_LOG_DAYS = read_whole_number("TRUST_LOG_DAYS", 730)
# A task that comes no step further for so long has its process ended.
TASK_LIMIT_SECONDS = read_whole_number("TASK_LIMIT_SECONDS", 3600)
# Forms and uploads: an import may carry some hundred long articles.
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 700  # above what the import page takes, so that it says so itself
