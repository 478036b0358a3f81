"""Which release of Annotator runs, as its project file says, or what is installed."""

import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from annotator.environment import CHECKOUT


@cache
def release() -> str:
    """Return the number of the release, as `0.2.0`; '' where nothing says it."""
    try:
        if CHECKOUT is None:
            return version("annotator")
        read = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, PackageNotFoundError, tomllib.TOMLDecodeError):
        return ""
    return str(read.get("project", {}).get("version", ""))
