#!/usr/bin/env python
"""Annotator's command line, in a checkout."""

from annotator.operations.command_line import main

if __name__ == "__main__":
    main()
