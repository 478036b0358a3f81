"""The desk's own settings with the two floor views beside its addresses, and files elsewhere."""

import os
from pathlib import Path

from annotator.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
STATIC_ROOT = Path(os.environ["BENCHMARK_FOLDER"]) / "static"
