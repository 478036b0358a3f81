"""Tell which addresses in a file are those of articles of this desk."""

from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.http.request import validate_host

from annotator.navigation import way
from annotator.text import plain_number

_PORTS = {"http": 80, "https": 443}


def own_number(address: str, base: str) -> int:
    """Return the number of an article of this desk from its address; 0 where it is none.

    `base` is the desk's address, without a slash at its end; where nobody says it, each host that
    the desk answers to (ALLOWED_HOSTS) is the desk's. The path is the one that goes out in files.
    """
    try:
        parts = urlsplit(address)
        own = urlsplit(base)
        host, own_host = _host(parts), _host(own)
    except ValueError:
        return 0
    if parts.scheme not in _PORTS or not parts.hostname:
        return 0
    if host != own_host if base else not _is_answered(parts.hostname):
        return 0
    before = own.path + way("article", 0).removesuffix("0/")
    number = parts.path.removesuffix("/")
    return (plain_number(number.removeprefix(before)) or 0) if number.startswith(before) else 0


def _host(parts: SplitResult) -> tuple[str, int | None]:
    """Return host and port, None for the usual one. Raises ValueError where the port is none."""
    port = None if parts.port == _PORTS.get(parts.scheme) else parts.port
    return parts.hostname or "", port


def _is_answered(host: str) -> bool:
    """Return whether the desk answers to a host by its name: a pattern for all names names none."""
    return validate_host(host, [one for one in settings.ALLOWED_HOSTS if one != "*"])
