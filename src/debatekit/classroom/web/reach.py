"""Can a phone reach this computer? Which addresses it might use, and whether anyone else has come."""

from __future__ import annotations

import ipaddress
import secrets
import socket
from urllib.parse import urlsplit

# To connect a UDP socket sends nothing: it only asks the system which of its addresses would be used. The first is a documentation
# address, so it takes the way to the internet; the others find a classroom's network that has no such way.
_ASKED = ("192.0.2.1", "192.168.0.1", "192.168.1.1", "10.0.0.1", "172.16.0.1", "2001:db8::1")
_MOST_CALLERS = 20_000


def own_addresses() -> list[str]:
    """The addresses of this computer on its networks, the likeliest for a phone first. None is sent anything, and no name is looked up."""
    found: dict[str, None] = {}
    for asked in _ASKED:
        family = socket.AF_INET6 if ":" in asked else socket.AF_INET
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as line:
                line.connect((asked, 9))
                address = ipaddress.ip_address(line.getsockname()[0].partition("%")[0])
        except (OSError, ValueError):
            continue
        if not (address.is_loopback or address.is_link_local or address.is_unspecified):
            found[str(address)] = None
    return list(found)


def in_the_clear(address: str) -> bool:
    """Whether what is sent to this address of a class crosses a network for anybody there to read."""
    parts = urlsplit(address)
    return parts.scheme == "http" and not is_loopback(parts.hostname or "")


def is_loopback(host: str) -> bool:
    """Whether who listens on `host` is reached from this computer alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def in_address(host: str) -> str:
    """`host` as it stands in the address of a page."""
    return f"[{host}]" if ":" in host else host


class Callers:
    """How many different addresses, other than this computer's own, have spoken to the server since it started.

    Each is kept as a number that means nothing outside this run, in memory only: to know that phones come through, nobody needs to
    know which.
    """

    def __init__(self, own: list[str] | None = None) -> None:
        self._own = {*(own_addresses() if own is None else own)}
        self._salt = secrets.token_bytes(16)
        self._seen: set[int] = set()

    def note(self, address: str) -> None:
        address = address.removeprefix("::ffff:").partition("%")[0]
        if address in self._own or is_loopback(address) or not address:
            return
        if len(self._seen) < _MOST_CALLERS:
            self._seen.add(hash((self._salt, address)))

    @property
    def others(self) -> int:
        return len(self._seen)
