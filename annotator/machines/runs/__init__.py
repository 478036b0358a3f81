"""Runs: a machine reads articles of a story, one after another, within its limits."""
