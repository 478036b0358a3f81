"""Which lines the tests run: a plugin of pytest's (`-p tests.coverage_plugin`), in each process.

It starts before Django does, so that what runs at import counts. Each process leaves a file of its
own in the folder that LINES_RUN names; `python -m slipcover --merge` puts them together. What is
measured stands in pyproject.toml.
"""

import json
import os
from pathlib import Path

from slipcover import FileMatcher, ImportManager, Slipcover
from slipcover.config import read_config

ROOT = Path(__file__).resolve().parent.parent
_asked = read_config(ROOT / "pyproject.toml")
# `immediate`: no function gets new code while tests run, which would cost more than the probes do.
_measured = Slipcover(immediate=True, source=_asked["source"], omit=_asked["omit"])
ImportManager(_measured, FileMatcher(_asked["source"], _asked["omit"])).__enter__()


def pytest_unconfigure() -> None:
    """Save what was run; where a worker ends, nothing that waits for its exit is certain to run."""
    path = Path(os.environ["LINES_RUN"]) / f"{os.getpid()}.json"
    path.write_text(json.dumps(_measured.get_coverage()))
