"""Believe what a proxy says of the browser, and nobody else who says it.

`X-Forwarded-For` and `X-Forwarded-Proto` are any client's to write. They count where the request
came from a machine that the desk names as its proxy, or over a socket that only this machine has;
from anybody else they are taken away before anything reads them.
"""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def believe_proxies(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Put the browser's own address into REMOTE_ADDR."""
    trusted: list[Network] = [ipaddress.ip_network(one) for one in settings.TRUSTED_PROXIES]

    def middleware(request: HttpRequest) -> HttpResponse:
        told = request.META
        if trusted and _is_proxy(told.get("REMOTE_ADDR", ""), trusted):
            told["REMOTE_ADDR"] = _browser(told.get("HTTP_X_FORWARDED_FOR", ""), trusted) or (
                told.get("REMOTE_ADDR") or "127.0.0.1"
            )
        else:
            for name in FORWARDED:
                told.pop(name, None)
        return get_response(request)

    return middleware


def _browser(hops: str, trusted: list[Network]) -> str:
    """Return the last hop that is no proxy of ours: what stands before it is anybody's to write."""
    for hop in reversed([part.strip() for part in hops.split(",")]):
        if _address(hop) is None:
            return ""
        if not _is_proxy(hop, trusted):
            return hop
    return ""


def _is_proxy(address: str, trusted: list[Network]) -> bool:
    if not address:  # a socket of this machine
        return True
    found = _address(address)
    return found is not None and any(found in network for network in trusted)


def _address(words: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(words)
    except ValueError:
        return None
