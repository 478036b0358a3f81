"""Check an address of the web: its form, its port, and every machine that its name stands for."""

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv6Network, ip_address, ip_network
from urllib.parse import quote, urlsplit

LONGEST = 2000
"""Code points of an address, as an article's address may have them."""
PORTS = frozenset({80, 443})
_USUAL = {"http": 80, "https": 443}
_NOT_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f-\xa0\\\ud800-\udfff]")
_HOST = re.compile(r"[a-z0-9._-]{1,253}|[0-9a-f:.]{2,45}")
_KEPT = "%/:=&?~+!$,;'@()*[]#"
# What the registries of IANA set apart: own networks, this machine, tests, groups, the future.
_NOT_PUBLIC = [
    ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
]
_PUBLIC_6 = IPv6Network("2000::/3")
"""All that is given out of IPv6; mapped and translated IPv4, own networks, groups lie outside."""


class AddressRefused(ValueError):
    """An address must not be asked, or cannot be; the message says why."""


@dataclass(frozen=True)
class Target:
    """A checked address: how to ask for it, and the machines that may be asked."""

    address: str
    scheme: str
    host: str
    port: int
    path: str
    machines: tuple[str, ...]

    @property
    def host_header(self) -> str:
        """The host as a request names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _USUAL[self.scheme] else f"{host}:{self.port}"


def resolve_name(host: str, port: int) -> Sequence[str]:
    """Return the machines that a name stands for, as the system knows it. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_public(machine: str) -> bool:
    """Return whether an IP address is one of the public internet."""
    try:
        ip = ip_address(machine)
    except ValueError:
        return False
    if ip.version == 6 and ip not in _PUBLIC_6:
        return False
    return not any(ip in network for network in _NOT_PUBLIC)


def is_own_machine(host: str) -> bool:
    """Return whether a host is said by its number, and lies within a network of its own; what a
    name stands for is known only once it is looked up."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return not is_public(host)


def check_address(
    address: str,
    resolve: Callable[[str, int], Sequence[str]] = resolve_name,
    ports: frozenset[int] = PORTS,
    admits: Callable[[str], bool] = is_public,
) -> Target:
    """Return how an address is asked for, its name resolved once. Raises AddressRefused.

    Where one of the machines is not admitted, none is asked.
    """
    scheme, host, port, path = parts_of(address.strip())
    if port not in ports:
        raise AddressRefused(f"Its port {port} is not asked; only {_listed(ports)} are.")
    try:
        machines = tuple(resolve(host, port))
    except (OSError, UnicodeError) as error:
        raise AddressRefused(f"There is no host {host}. Correct the address.") from error
    if not machines:
        raise AddressRefused(f"There is no host {host}. Correct the address.")
    if not all(map(admits, machines)):
        raise AddressRefused(f"{host} lies within a network of its own, which is not asked.")
    shown = f"[{host}]" if ":" in host else host
    at_port = "" if port == _USUAL[scheme] else f":{port}"
    return Target(f"{scheme}://{shown}{at_port}{path}", scheme, host, port, path, machines)


def parts_of(address: str) -> tuple[str, str, int, str]:
    """Return an address's scheme, host, port and path with query. Raises AddressRefused."""
    if len(address) > LONGEST:
        raise AddressRefused(f"It has more than {LONGEST:,} characters.")
    if _NOT_IN_ADDRESSES.search(address):
        raise AddressRefused("It holds a space, or a character that no address has.")
    try:
        parts = urlsplit(address)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        if not host.isascii():
            host = host.encode("idna").decode()
    except (ValueError, UnicodeError) as error:
        raise AddressRefused("It is not an address. It begins with https:// or http://.") from error
    if parts.scheme not in _USUAL or not _HOST.fullmatch(host):
        raise AddressRefused("It is not an address. It begins with https:// or http://.")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused("It holds a user's name or a password. Take them out.")
    path = quote(parts.path or "/", safe=_KEPT)
    if parts.query:
        path += f"?{quote(parts.query, safe=_KEPT)}"
    return parts.scheme, host, _USUAL[parts.scheme] if port is None else port, path


def _listed(ports: frozenset[int]) -> str:
    return " and ".join(map(str, sorted(ports)))
