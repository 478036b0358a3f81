"""What the other settings rest on: the `.env` file, an environment of the demo, three switches."""

import os

import environ
from django.core.exceptions import ImproperlyConfigured

from annotator.environment import CHECKOUT, HOME, data_folder, prepare_demo, read_switch
from annotator.operations.logging import FORMS, logging_settings

BASE_DIR = HOME
env = environ.Env()
# Of a folder that is ours alone: any other may have the `.env` of another program.
told = (CHECKOUT or data_folder()) / ".env"
if told.is_file():
    environ.Env.read_env(told)

DEMO = read_switch("ANNOTATOR_DEMO", False)
DATA = data_folder()
if DEMO:
    prepare_demo(DATA)
DEBUG = read_switch("DEBUG", False)
LOG_FORMAT = os.environ.get("LOG_FORMAT", "") or ("text" if DEMO or DEBUG else "json")
if LOG_FORMAT not in FORMS:
    raise ImproperlyConfigured(f"LOG_FORMAT must be json or text, not {LOG_FORMAT!r}.")
LOGGING = logging_settings(LOG_FORMAT, quiet=DEMO)
HTTPS = read_switch("HTTPS", True)
