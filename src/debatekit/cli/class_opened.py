"""The verb `class` while the class is open: what is asked before, said at the start, and said when links are changed."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from debatekit.classroom.service import Classroom
    from debatekit.classroom.web.addresses import Addresses
    from debatekit.classroom.web.first_key import FirstKey

_WIDTH = 79


def opened(args: argparse.Namespace, root: Path, where: Path | str, file: Path | None) -> int:
    """Serve the class in `where` until it is stopped. `file` is the one it is kept in, None in PostgreSQL."""
    from debatekit.classroom import settings
    from debatekit.classroom.service import Classroom
    from debatekit.classroom.storage.one_server import tell
    from debatekit.classroom.web.addresses import Addresses, addresses
    from debatekit.classroom.web.app import create_app
    from debatekit.classroom.web.first_key import FirstKey, first_key_routes
    from debatekit.classroom.web.listen import allow_many_lines, listening
    from debatekit.classroom.web.qr import outline
    from debatekit.classroom.web.reach import Callers, is_loopback, own_addresses
    from debatekit.classroom.web.serve import serve

    with listening(args.host, args.port) as line:
        port = line.getsockname()[1]
        classroom = Classroom(where, root)

        def at() -> Addresses:
            its = classroom.settings
            return addresses(
                host=args.host, port=port, secure=bool(args.certificate), given=args.address, code=its.code, screen_key=its.screen_key, console_key=its.console_key,
            )  # fmt: skip

        if args.new_keys:
            classroom.change(settings.new_links)
            classroom.look_again()
        _ask_about_the_clock(args, classroom)
        first, callers = FirstKey(), Callers()
        # Codes change with new links, and the network of this computer may, too.
        ways: dict[str, dict[str, Any]] = {}

        def join() -> dict[str, Any]:
            way = at() if classroom.settings.code not in ways else None
            if way is not None:
                path, size = outline(way.join)
                ways[way.code] = {"address": way.join, "short": way.short, "code": way.code, "qr": path, "qr_size": size}
            return ways[classroom.settings.code]

        start = at()
        classroom.join = join
        classroom.reach = lambda: {"address": start.base, "open_to_room": start.open_to_room, "others_seen": callers.others, "addresses": own_addresses()}
        classroom.links_changed = lambda: _say_new(args, at(), classroom, port)
        app = create_app(
            classroom, prefix=start.prefix, hosts=[start.host], any_host=not is_loopback(args.host), seen=callers.note, more=[first_key_routes(first, classroom)],
        )  # fmt: skip

        def started() -> None:
            if file is not None:
                tell(file, start.base)
            _say(args, start, classroom, file, port)
            if not (args.json or args.no_browser):
                _show(first, start, file)

        allow_many_lines()
        try:
            serve(app, line, started=started, stopping=classroom.end_streams, certificate=args.certificate, key=args.key, behind_proxy=bool(args.address))
        finally:
            first.forget()
    if not args.json:
        print("\nStopped. All votes are kept; the class goes on when you start it again.")
    return 0


def _ask_about_the_clock(args: argparse.Namespace, classroom: Classroom) -> None:
    """What should be gone by a clock that may be wrong goes only when somebody at the terminal says so; else the console asks."""
    from debatekit.classroom import overdue
    from debatekit.classroom.forget import scrub

    due = classroom.look(overdue.find, time.time())
    if due is None or args.json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return
    print(textwrap.fill(f"{due} If the clock is wrong, say no, stop the class and set the clock.", _WIDTH))
    try:
        answer = input("Erase them now? Type yes or no: ")
    except EOFError:
        return
    if answer.strip().lower() == "yes":
        classroom.change(overdue.erase, time.time())
        scrub(classroom.store)
        classroom.look_again()
        print("Erased.\n")
    else:
        print(textwrap.fill("Nothing was erased. The console asks again; if the class runs for a day by this clock, they are erased unasked.", _WIDTH) + "\n")


def _say(args: argparse.Namespace, at: Addresses, classroom: Classroom, file: Path | None, port: int) -> None:
    if args.json:
        print(json.dumps({**at.plain(), "port": port, "database": classroom.store.words}), flush=True)
        return
    from debatekit.classroom.web.qr import can_show, in_letters, width
    from debatekit.classroom.web.reach import is_loopback

    lines = [f"The class “{classroom.settings.title}” is open.", "", f"  Join     {at.join}", f"  or go to {at.short} and type the code {at.code}", ""]
    if not is_loopback(at.host) and can_show(sys.stdout, width(at.join)):
        lines += [in_letters(at.join), ""]
    lines += ["For you alone: these two hold a key, so keep this window off the projector.", "", f"  Console  {at.console}", f"  Screen   {at.screen}", ""]
    lines += [*_who_can_come(args, at), "", f"Kept in {file}." if file else f"Kept in {classroom.store.words}.", "Stop with Ctrl+C."]
    print("\n".join(lines), flush=True)


def _say_new(args: argparse.Namespace, at: Addresses, classroom: Classroom, port: int) -> None:
    if args.json:
        _say(args, at, classroom, None, port)
        return
    lines = ["", "The console has made new links. The old ones serve nobody any more.", "", f"  Join     {at.join}", f"  or go to {at.short} and type the code {at.code}"]
    print("\n".join([*lines, f"  Console  {at.console}", f"  Screen   {at.screen}"]), flush=True)


def _show(first: FirstKey, at: Addresses, file: Path | None) -> None:
    import webbrowser

    try:
        page = first.written(at.console.partition("#")[0], file.parent if file else None)
    except OSError:
        print("No browser was opened, since no file can be written for it. Use the link to the console.", flush=True)
        return
    webbrowser.open(page.absolute().as_uri())


def _who_can_come(args: argparse.Namespace, at: Addresses) -> list[str]:
    from debatekit.classroom.web.reach import is_loopback
    from debatekit.workspace.command import verb

    if args.address:
        return ["The room comes in through your proxy."]
    if not at.open_to_room:
        return ["Only this computer can reach it. To let phones in, stop it and start it with", f"  {verb('class', '--host', '0.0.0.0')}"]
    if is_loopback(at.host):
        return ["This computer is in no network, so no phone can reach it. Join one and start again."]
    told = "Phones reach it if they are in the same network and the network lets them, which many at universities do not. The console says whether one has come through, and takes a show of hands if none can."
    if not args.certificate:
        told += " The line is not encrypted, so whoever runs the network can read along; with --certificate and --key, or behind a proxy, it is."
    return textwrap.wrap(told, _WIDTH)
