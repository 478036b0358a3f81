"""Where the browser is. The runner asks before it starts, the fixtures when they need it."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ADVICE = "no Chromium here: get one with `.venv/bin/playwright install chromium` or `apt-get install chromium`"

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """The path of the system's Chromium, else of Playwright's own, else None."""
    for name in ("chromium", "chromium-browser"):
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def must_be_there() -> bool:
    """A developer may do without; a build that is to say yes or no may not."""
    return os.environ.get("CI", "").lower() in {"1", "true"}
