"""The addresses of a class: the one link that all may know, and the two that hold a key."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from debatekit.classroom.web.reach import in_address, is_loopback, own_addresses
from debatekit.errors import CourseKitError

_EVERYWHERE = ("0.0.0.0", "::", "")


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """`base` is where the room finds the class, without a stroke at the end; `host` and `prefix` are its parts. `short` is what somebody types."""

    base: str
    host: str
    prefix: str
    short: str
    code: str
    join: str
    screen: str
    console: str
    open_to_room: bool

    def plain(self) -> dict[str, object]:
        """For a program."""
        return {key: value for key, value in asdict(self).items() if key not in ("host", "prefix", "short")}


def addresses(*, host: str, port: int, secure: bool, given: str | None, code: str, screen_key: str, console_key: str) -> Addresses:
    """The addresses of a server that listens on `host` and `port`, or that a proxy shows at the address `given`.

    Keys stand behind #: a browser sends that to nobody. Raises CourseKitError when `given` is no address.
    """
    scheme = "https" if secure else "http"
    near = own = f"{scheme}://{in_address(_room_host(host))}:{port}"
    if given:
        own = near = _checked(given)
    elif host in _EVERYWHERE and not secure and not os.environ.get("SSH_CONNECTION"):
        # The instructor's own pages need no network, and on it no key.
        near = f"http://127.0.0.1:{port}"
    parts = urlsplit(own)
    return Addresses(
        base=own, host=parts.hostname or "", prefix=parts.path, short=own.partition("://")[2], code=code, join=f"{own}/j/{code}",
        screen=f"{near}/screen#key={screen_key}", console=f"{near}/console#key={console_key}", open_to_room=bool(given) or not is_loopback(host),
    )  # fmt: skip


def _room_host(host: str) -> str:
    """What stands in the link: never the address that means all."""
    if host not in _EVERYWHERE:
        return host
    return next(iter(own_addresses()), "127.0.0.1")


def _checked(given: str) -> str:
    try:
        parts = urlsplit(given)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and not (parts.username or parts.password or parts.query or parts.fragment)
    except ValueError:
        sound = False
    if not sound or not given.isascii() or any(letter.isspace() for letter in given):
        raise CourseKitError(f"“{given}” is no address of a class. Write it as the proxy shows it, for example https://poll.example.org.")
    return given.rstrip("/")
