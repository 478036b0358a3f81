"""Read settings from the environment; give the demo an environment of its own.

The demo has a key and a database in a data folder that git ignores.
"""

import os
import secrets
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

DATA = Path(__file__).resolve().parent.parent / "data"


def prepare_demo(data: Path = DATA) -> None:
    """Fill the variables that `settings.py` reads, where nobody has set them."""
    data.mkdir(exist_ok=True)
    key = data / "secret_key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(50))
    defaults = {
        "SECRET_KEY": key.read_text(),
        "DATABASE_URL": f"sqlite:///{data / 'annotator.sqlite3'}",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "HTTPS": "off",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)


def read_switch(name: str, default: bool) -> bool:
    """Read an on/off variable.

    Raises ImproperlyConfigured for anything but on, off, true, false, 1, 0, yes or no.
    """
    word = os.environ.get(name, "").strip().lower()
    if word in {"", "on", "true", "1", "yes", "off", "false", "0", "no"}:
        return default if not word else word in {"on", "true", "1", "yes"}
    raise ImproperlyConfigured(f"{name} must be on or off, not {word!r}.")


def read_whole_number(name: str, default: int) -> int:
    """Read a whole number that is not negative. Raises ImproperlyConfigured for anything else."""
    word = os.environ.get(name, "").strip()
    if not word:
        return default
    if not word.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {word!r}.")
    return int(word)


def read_list(name: str) -> list[str]:
    """Read a list separated by commas."""
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def read_database() -> dict[str, Any]:
    """Read DATABASE_URL, and return it as Django wants it.

    It is sqlite:///PATH or postgres://USER:PASSWORD@HOST:PORT/NAME. Raises ImproperlyConfigured.
    """
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        raise ImproperlyConfigured(
            "DATABASE_URL is not set: give postgres://USER:PASSWORD@HOST:PORT/NAME "
            "or sqlite:////absolute/path/to/annotator.sqlite3."
        )
    if urlsplit(url).scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or sqlite:///.")
    try:
        chosen = cast("dict[str, Any]", environ.Env().db_url_config(url))
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    # Opening a connection costs more than most requests ask of it.
    chosen["CONN_MAX_AGE"] = 60
    if chosen["ENGINE"].endswith("sqlite3"):
        chosen["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA cache_size=-8000; PRAGMA mmap_size=0;",
        }
    else:
        # Behind PgBouncer a connection is not ours between two transactions.
        chosen |= {
            "CONN_HEALTH_CHECKS": True,
            "DISABLE_SERVER_SIDE_CURSORS": True,
        }
        # A machine that is gone answers nothing: give up after 5 s, or 15 s of silence, not hours.
        chosen["OPTIONS"] = {"connect_timeout": 5, "tcp_user_timeout": 15000} | chosen.get(
            "OPTIONS", {}
        )
    return chosen
