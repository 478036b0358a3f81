"""The project's settings with a key of the tests' own; DATABASE_URL chooses the database."""

import os
import tempfile
from pathlib import Path

# Playwright's and xdist's processes each get a file of their own: an in-memory SQLite under a
# live server fails with parallel writes.
_folder = Path(tempfile.gettempdir()) / f"annotator-tests-{os.getuid()}"
_folder.mkdir(exist_ok=True)
os.environ.update(
    SECRET_KEY="only-for-the-tests-and-long-enough-to-be-taken",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    HTTPS="off",
    DEBUG="off",
    EMAIL_URL="memorymail://",
    TIME_ZONE="UTC",
    LANGUAGE_CODE="en-gb",
    ANNOTATOR_DEMO="off",
    DATABASE_REPLICA_URL="",
)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_folder / 'unused.sqlite3'}")

from annotator.settings import *  # noqa: E402, F403
from annotator.settings import DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": _folder / f"test-{os.getpid()}.sqlite3"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
