"""What the other settings rest on: the `.env` file, an environment of the demo, three switches."""

import os
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from annotator.environment import prepare_demo, read_switch
from annotator.operations.logging import FORMS, logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent.parent
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
