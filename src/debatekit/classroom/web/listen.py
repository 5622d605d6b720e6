"""The line that the class server listens on: the port that was asked for, or the next free one."""

from __future__ import annotations

import errno
import os
import socket

from debatekit.errors import CourseKitError

USUAL_PORT = 8765
_TRIED = 100
# A phone in class keeps one line open and takes another to vote; systems give a program 256 or 1,024 to begin with.
_LINES_WANTED = 16_384


def listening(host: str, port: int | None) -> socket.socket:
    """A socket bound to `host`, at `port` or, without one, at USUAL_PORT or the first free one after it; raises CourseKitError."""
    if port is not None and not 0 <= port < 65_536:
        raise CourseKitError(f"There is no port {port}: a port is a number from 1 to 65535. Leave --port out and a free one is found.")
    for tried in range(USUAL_PORT, USUAL_PORT + _TRIED) if port is None else (port,):
        try:
            return _bound(host, tried)
        except socket.gaierror:
            raise CourseKitError(f"“{host}” is no address of this computer. Say --host 0.0.0.0 for all of them, or leave --host out.") from None
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise CourseKitError(f"This computer has no address {host}. Say --host 0.0.0.0 for all that it has, or leave --host out.") from None
            if error.errno == errno.EACCES:
                # Windows says so of a port that another program has for itself, too.
                raise CourseKitError(f"This computer does not let you use port {tried}. Choose one above 1023 with --port, or leave --port out.") from None
            if error.errno != errno.EADDRINUSE:
                raise CourseKitError(f"Nothing can listen on {host}, port {tried} ({error.strerror}). Choose another --host or --port.") from None
    if port is None:
        raise CourseKitError(f"Ports {USUAL_PORT} to {tried} are all taken. Name a free one with --port.")
    raise CourseKitError(f"Port {port} is taken by another program. Choose another with --port, or leave --port out and a free one is found.")


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    line = socket.socket(family, kind, protocol)
    try:
        if os.name == "nt":
            line.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # A class that was stopped a moment ago comes back at its own port, where the phones look for it.
            line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        line.bind(where)
        # Bound alone, a port can be taken by a second program that asks for it in the same way.
        line.listen(2048)
    except BaseException:
        line.close()
        raise
    return line


def lines_for_streams() -> int:
    """How many of the open lines that the system gives may be held by people who listen; the rest is for votes, files and the database."""
    try:
        import resource
    except ImportError:
        return _LINES_WANTED
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _LINES_WANTED if soft == resource.RLIM_INFINITY else min(_LINES_WANTED, soft)
    return most - min(2_048, max(64, most // 4))


def allow_many_lines() -> None:
    """Ask the system for as many open lines as it gives without more rights."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _LINES_WANTED if hard == resource.RLIM_INFINITY else min(_LINES_WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        except (OSError, ValueError):
            return
