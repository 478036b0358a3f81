#!/usr/bin/env python
"""Annotator's command line."""

import os
import sys


def main() -> None:
    if sys.argv[1:2] == ["demo"]:
        os.environ["ANNOTATOR_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "annotator.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Annotator cannot start: {error}")


if __name__ == "__main__":
    main()
