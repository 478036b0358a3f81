"""Read settings from the environment; give the demo an environment of its own.

The demo has a key and a database in the data folder, which git ignores in a checkout.
"""

import ipaddress
import os
import secrets
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

_PACKAGE = Path(__file__).resolve().parent
CHECKOUT = None if (_PACKAGE / "templates").is_dir() else _PACKAGE.parent
"""The folder of `manage.py`; None where Annotator is installed from a wheel."""
HOME = CHECKOUT or _PACKAGE
"""Where templates and static files are: a wheel brings them inside of the package."""
POSTGRES = frozenset({"postgres", "postgresql"})
# libpq's words for which of several hosts one wants.
SESSIONS = ("any", "read-write", "read-only", "primary", "standby", "prefer-standby")
LOOPBACK = ["127.0.0.0/8", "::1/128"]
KEPT_FOR = 60
"""How many seconds a connection is kept: opening one costs more than most requests ask of it."""
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
    "PRAGMA cache_size=-8000; PRAGMA mmap_size=0;",
}


def data_folder() -> Path:
    """Return the folder for what the desk makes itself: static files, and all that the demo has.

    Where Annotator is installed it is the user's, for nobody writes beside an installed package.
    """
    named = os.environ.get("DATA_FOLDER", "").strip()
    beside = CHECKOUT / "data" if CHECKOUT else Path("annotator-data")
    return (Path(named).expanduser() if named else beside).absolute()


def prepare_demo(data: Path) -> None:
    """Fill the variables that the settings read, where nobody has set them.

    Raises ImproperlyConfigured where the data folder cannot be made.
    """
    key = data / "secret_key"
    try:
        data.mkdir(exist_ok=True)
        _keep_key(key)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{data} cannot be written: {error.strerror}. "
            "Name a folder that can by DATA_FOLDER, or start in another one."
        ) from error
    defaults = {
        "DATA_FOLDER": str(data),
        "SECRET_KEY": key.read_text(),
        "DATABASE_URL": f"sqlite:///{data / 'annotator.sqlite3'}",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "HTTPS": "off",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)


def _keep_key(key: Path) -> None:
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(50))


def missing(name: str, remedy: str) -> ImproperlyConfigured:
    """Return the refusal to start without a setting, with both remedies: a desk's, the demo's."""
    return ImproperlyConfigured(
        f"{name} is not set: {remedy}; "
        "or put ANNOTATOR_DEMO=on before the command, if it is for the demo."
    )


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


def read_networks(name: str, default: list[str]) -> list[str]:
    """Read a list of addresses or networks, as 10.0.0.5 or 10.0.0.0/8.

    Raises ImproperlyConfigured for anything else.
    """
    found = read_list(name) or default
    for one in found:
        try:
            ipaddress.ip_network(one)
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{name}: {one!r} is not an address or a network, as 10.0.0.0/8."
            ) from error
    return found


def read_databases() -> dict[str, dict[str, Any]]:
    """Read DATABASE_URL and DATABASE_REPLICA_URL, and return them as Django wants them.

    Raises ImproperlyConfigured, which names the variable.
    """
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        raise missing(
            "DATABASE_URL",
            "give postgres://USER:PASSWORD@HOST:PORT/NAME "
            "or sqlite:////absolute/path/to/annotator.sqlite3",
        )
    scheme = urlsplit(url).scheme
    if scheme not in {"sqlite", *POSTGRES}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or sqlite:///.")
    if scheme == "sqlite":
        kept = {"CONN_MAX_AGE": KEPT_FOR, "OPTIONS": SQLITE_OPTIONS}
        databases = {"default": _read_url("DATABASE_URL", url) | kept}
    else:
        databases = {"default": _postgres("DATABASE_URL", url, seconds=5, wants="read-write")}
    replica = os.environ.get("DATABASE_REPLICA_URL", "").strip()
    if not replica:
        return databases
    if scheme == "sqlite":
        raise ImproperlyConfigured("DATABASE_REPLICA_URL: only a desk on PostgreSQL has a replica.")
    if urlsplit(replica).scheme not in POSTGRES:
        raise ImproperlyConfigured("DATABASE_REPLICA_URL must begin with postgres://.")
    if replica == url:
        raise ImproperlyConfigured("DATABASE_REPLICA_URL is the DATABASE_URL: name another host.")
    # Pages wait for it, and the primary can answer as well: 2 s to connect is enough.
    read = _postgres("DATABASE_REPLICA_URL", replica, seconds=2, wants="prefer-standby")
    return databases | {"replica": read | {"TEST": {"MIRROR": "default"}}}


def _postgres(name: str, url: str, seconds: int, wants: str) -> dict[str, Any]:
    """Read an address of PostgreSQL: one host, or several with commas between.

    Of several, libpq takes the first that is as `wants` says (its target_session_attrs), unless the
    address says otherwise. `seconds` is how long it waits for each.
    """
    chosen = _read_url(name, url)
    hosts = chosen["HOST"].split(",")
    ports = str(chosen["PORT"]).split(",") if chosen["PORT"] else []
    for host in hosts:
        if not host.startswith(("/", "[")) and ":" in host:
            raise ImproperlyConfigured(f"{name}: {host!r} is no host, as db1 and db1:5432 are.")
    if len(ports) not in {0, 1, len(hosts)}:
        raise ImproperlyConfigured(f"{name}: give each host its port, or none of them one.")
    # A machine that is gone answers nothing: give up after seconds, or 15 s of silence, not hours.
    options: dict[str, Any] = {"connect_timeout": seconds, "tcp_user_timeout": 15000}
    if len(hosts) > 1:
        options |= {"target_session_attrs": wants}
    options |= chosen.get("OPTIONS", {})
    if options.get("target_session_attrs", wants) not in SESSIONS:
        known = ", ".join(SESSIONS)
        raise ImproperlyConfigured(f"{name}: target_session_attrs must be one of {known}.")
    # Behind PgBouncer a connection is not ours between two transactions.
    return chosen | {
        "CONN_MAX_AGE": KEPT_FOR,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": options,
    }


def _read_url(name: str, url: str) -> dict[str, Any]:
    try:
        return cast("dict[str, Any]", environ.Env().db_url_config(url))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} cannot be read: {error}") from error
