"""Whether a package is there that a desk may install or not (no Django)."""

import importlib.util
import sys


def is_installed(package: str) -> bool:
    """Return whether the package can be imported; it is not imported by that."""
    return package in sys.modules or importlib.util.find_spec(package) is not None
