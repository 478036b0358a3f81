"""Annotator's command line: `manage.py` in a checkout, `annotator` where it is installed."""

import os
import sys

from annotator.environment import CHECKOUT


def main() -> None:
    """Run the command that the words of the process name."""
    if sys.argv[1:2] == ["demo"]:
        os.environ["ANNOTATOR_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "annotator.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Annotator cannot start: {error}")


def command_line() -> list[str]:
    """Return the words by which another process runs a command, from whatever folder."""
    if CHECKOUT:
        return [sys.executable, str(CHECKOUT / "manage.py")]
    return [sys.executable, "-m", __name__]


if __name__ == "__main__":
    main()
