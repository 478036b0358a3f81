"""Which release of Annotator runs, as its project file says."""

import tomllib
from functools import cache
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


@cache
def release() -> str:
    """Return the number of the release, as `0.2.0`; '' where the project file is not there."""
    try:
        read = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError):
        return ""
    return str(read.get("project", {}).get("version", ""))
