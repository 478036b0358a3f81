"""What may read for the desk beside people: endpoints and programs, off unless set.

Keys stand in variables of their own, which the endpoints name.
"""

import os

from django.core.exceptions import ImproperlyConfigured

from annotator.machines.engines.desk import SettingRefused, read_endpoints, read_programs
from annotator.settings import start  # noqa: F401 - which reads .env

try:
    MACHINE_ENDPOINTS = read_endpoints(os.environ.get("MACHINE_ENDPOINTS", ""), os.environ)
except SettingRefused as refusal:
    raise ImproperlyConfigured(f"MACHINE_ENDPOINTS: {refusal}") from refusal
try:
    MACHINE_PROGRAMS = read_programs(os.environ.get("MACHINE_PROGRAMS", ""))
except SettingRefused as refusal:
    raise ImproperlyConfigured(f"MACHINE_PROGRAMS: {refusal}") from refusal
