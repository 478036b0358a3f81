"""Tell which version of the program runs: that of its pyproject.toml."""

import tomllib
from functools import cache
from pathlib import Path

_DECLARED = Path(__file__).resolve().parents[2] / "pyproject.toml"


@cache
def software_version() -> str:
    """Return the version's number, such as 0.2.0. Raises OSError where the file is missing."""
    version: str = tomllib.loads(_DECLARED.read_text(encoding="utf-8"))["project"]["version"]
    return version
