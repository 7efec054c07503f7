"""Which addresses may be called: http and https alone, and no host of a private network unless it was allowed by name.

A name is resolved once; all of its addresses are checked, and the call goes to one of those that were checked, so that
a second answer of the name server changes nothing.
"""

import ipaddress
import socket
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from panj.documents.extract import shown

Resolve = Callable[[str, int], list[str]]
"""Gives the IP addresses of a host. Raises OSError."""
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
PORTS = {"http": 80, "https": 443}
MAX_URL = 4_000
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
ALLOW_HINT = "If it is yours, allow it by name: --allow-host {host}."


class Refused(Exception):
    """An address that is not called; `message` and `hint` are for a person."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class Target:
    """What a request goes to: `host` in ASCII and lower case, `path` with the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def site(self) -> str:
        """Scheme, host and port, as the Host header has the last two."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def target_of(url: str) -> Target:
    """The target of an address. Raises Refused."""
    if len(url) > MAX_URL or any(ord(char) <= 32 or ord(char) == 127 for char in url):
        raise Refused("This is no address of a page.", "Check the address.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused("This is no address of a page.", "Check the address.") from error
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise Refused("Only http and https addresses are fetched.", "Save what it holds as a file and add that.")
    if parts.username is not None or parts.password is not None:
        raise Refused("Addresses with a name or password in them are not fetched.", "Save the page and add the file.")
    host = _ascii((parts.hostname or "").rstrip("."))
    path = _quoted(parts.path or "/") + (f"?{_quoted(parts.query)}" if parts.query else "")
    return Target(scheme, host, port or PORTS[scheme], path)


def checked(target: Target, allowed: Collection[str], resolve: Resolve) -> list[str]:
    """The IP addresses of a target, all of which may be called. Raises Refused."""
    try:
        found = resolve(target.host, target.port)
    except (OSError, UnicodeError) as error:
        raise Refused(f"No server is known by the name {shown(target.host)}.", "Check the address.") from error
    if not found:
        raise Refused(f"No server is known by the name {shown(target.host)}.", "Check the address.")
    if target.host not in allowed:
        for address in found:
            if not is_public(address):
                raise Refused(
                    f"{shown(target.host)} is in a private network ({address}), so it is not called.",
                    ALLOW_HINT.format(host=shown(target.host)),
                )
    return found


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system knows them."""
    return list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open Internet, also where it carries another inside it."""
    try:
        found: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return _is_public(found.ipv4_mapped)
        if found in NAT64:
            return _is_public(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        if found.is_site_local or (found.sixtofour and not _is_public(found.sixtofour)):
            return False
    return _is_public(found)


def _is_public(address: Address) -> bool:
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _ascii(host: str) -> str:
    if not host:
        raise Refused("This is no address of a page.", "Check the address.")
    try:
        return host.encode("ascii").decode().lower() if host.isascii() else host.encode("idna").decode().lower()
    except UnicodeError as error:
        raise Refused("The name of its host is none.", "Check the address.") from error


def _quoted(part: str) -> str:
    return quote(part, safe="%/:=&?~#+!$,;'@()*[]|")
