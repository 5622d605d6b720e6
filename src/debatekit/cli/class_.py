"""The verb `class`: open the live class; export its votes; forget them."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from debatekit.errors import ClassError

if TYPE_CHECKING:
    from debatekit.classroom.storage.store import Store

SUMMARY = "open the live class: polls on phones, on the screen and in notebooks; export its votes, or forget them"
EXAMPLE = "python3 course.py class --host 0.0.0.0\n          python3 course.py class export\n          python3 course.py class forget --names"
FOLDER = "DEBATEKIT_CLASS_FOLDER"
_TABLE = """Write all votes as a table (CSV), without names and without times.

One row a vote: a choice, a step, a number, a text.
One row an option of a vote: several choices (1 picked, 0 not), a ranking (its place), points.
Shows of hands come last, one row an answer, with hands under “source”.

  poll, kind, question       which question was asked
  argument, claim            of a vote on a map: which map, and which words
  round, round_title, nth    which time of asking
  voter                      a new number in each export; it joins the rounds of one poll
  option, value, answer      what was answered, and in which words
  right, confidence          1 or 0 where an answer is right; how sure, 0 to 100

Left out: open rounds, and rounds with fewer than five voters. Where fewer than twenty
voted in both of two rounds of a poll, each of its rounds has voter numbers of its own,
because row by row the file would tell who moved."""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="listen there; 0.0.0.0 opens the class to the network (default: this computer only)")
    parser.add_argument("--port", type=int, metavar="N", help="listen on port N (default: 8765 or the next free one)")
    parser.add_argument("--address", metavar="URL", help="where a proxy of yours shows the class, for example https://poll.example.org")
    parser.add_argument("--certificate", type=Path, metavar="FILE", help="speak https: the certificate (PEM)")
    parser.add_argument("--key", type=Path, metavar="FILE", help="the key of the certificate")
    parser.add_argument("--hub", action="store_true", help="run as a service of a JupyterHub, which starts it so: deploy/jupyterhub/README.md")
    parser.add_argument("--instructors", action="append", metavar="GROUP", help="with --hub: a group of the Hub that gets the console (default: class-instructors)")
    parser.add_argument("--workers", type=_from_one, default=1, metavar="N", help="with --hub and --database: answer in N processes (default: 1)")
    parser.add_argument("--new-keys", action="store_true", help="make new links for join, console and screen; the old ones serve nobody any more")
    parser.add_argument("--no-browser", action="store_true", help="do not open the console in a browser")
    parser.add_argument("--json", action="store_true", help="print the addresses as one line of JSON, for a program; opens no browser")
    _which(parser, "class", None)
    actions = parser.add_subparsers(dest="action", metavar="export | forget")
    export = actions.add_parser(
        "export", help="write all votes as CSV, without names", description=_TABLE, epilog="example:  python3 course.py class export", formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    export.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a file that is not there yet; - for the terminal (default: class-DATE.csv beside the class, where Git does not look)")
    forget = actions.add_parser("forget", help="erase votes, texts and names for good", description="Erase votes, texts and names for good; asks first.", epilog="example:  python3 course.py class forget --names")
    part = forget.add_mutually_exclusive_group()
    part.add_argument("--names", action="store_true", help="only the names, and the roster with its personal codes")
    part.add_argument("--poll", metavar="ID", help="only the votes on this poll")
    forget.add_argument("--yes", action="store_true", help="do not ask first")
    for each in (export, forget):
        # Also behind the word; what is not said there must not undo what was said before it.
        _which(each, argparse.SUPPRESS, argparse.SUPPRESS)


def _which(parser: argparse.ArgumentParser, name: Any, database: Any) -> None:
    parser.add_argument("--name", default=name, help="which class, if you hold several (default: class)")
    parser.add_argument("--database", default=database, metavar="URL", help="keep the class in PostgreSQL: postgresql+psycopg://user@host/name")


def run(args: argparse.Namespace) -> int:
    from debatekit.workspace.folders import kit_folder

    root = kit_folder()
    if args.action == "export":
        return _export(args, root)
    if args.action == "forget":
        return _forget(args, root)
    if bool(args.certificate) != bool(args.key):
        print("--certificate and --key go together.", file=sys.stderr)
        return 2
    from debatekit.classroom.storage.one_server import DATABASE, class_folder, only_one
    from debatekit.classroom.storage.store import file_of
    from debatekit.cli.class_opened import opened

    file = file_of(args.database) if args.database else class_folder(_above(root), args.name, make=True) / DATABASE
    serve = _on_hub if args.hub else opened
    if file is None:
        return serve(args, root, args.database, None)
    with only_one(file):
        return serve(args, root, file, file)


def _from_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _on_hub(args: argparse.Namespace, root: Path, where: Path | str, _: Path | None) -> int:
    from debatekit.classroom.web.on_hub import serve_on_hub

    if args.new_keys:
        print("--new-keys is for a class without a Hub. On a Hub, use “New links for console and screen” in the console's settings.", file=sys.stderr)
        return 2
    serve_on_hub(where, root, instructors=args.instructors or (), workers=args.workers, address=args.address)
    return 0


def _above(root: Path) -> Path:
    """The folder of all classes: beside the course's own; of an installed course, in the working folder."""
    from debatekit.workspace.folders import is_installed

    named = os.environ.get(FOLDER)
    return Path(named) if named else (Path.cwd() if is_installed(root) else root) / "class"


def _kept(args: argparse.Namespace, root: Path) -> Path | str:
    """The database of a class that is there; raises ClassError when there is none."""
    if args.database:
        return args.database
    from debatekit.classroom.storage.one_server import DATABASE, class_folder

    where = class_folder(_above(root), args.name) / DATABASE
    if not where.is_file():
        raise ClassError(f"There is no class in {where.parent}. Say which one with --name, or where classes are with the environment variable {FOLDER}.")
    return where


def _new_file(args: argparse.Namespace, root: Path) -> Path:
    """A file of today in the folder of the class, which Git does not look into; never one that is there."""
    from debatekit.classroom.storage.one_server import class_folder

    folder, today = class_folder(_above(root), args.name, make=True), date.today().isoformat()
    names = (f"class-{today}{f'-{number}' if number > 1 else ''}.csv" for number in count(1))
    return next(folder / name for name in names if not (folder / name).exists())


def _export(args: argparse.Namespace, root: Path) -> int:
    from debatekit.classroom.catalogue import Catalogue
    from debatekit.classroom import settings
    from debatekit.classroom.export import export_csv, save
    from debatekit.classroom.identity import Identity
    from debatekit.classroom.looking import look_at_closed
    from debatekit.classroom.storage.store import Store
    from debatekit.classroom.tallies import Tallies

    store, catalogue = Store(_kept(args, root), make=False), Catalogue(root)
    try:
        with store.writing() as db:
            catalogue.refresh(db)
            look_at_closed(db, Tallies(catalogue, Identity(settings.read(db).secret)))
            table, left_out = export_csv(db, lambda poll: known.question if (known := catalogue.get(poll)) else None)
    finally:
        store.close()
    if str(args.file) == "-":
        known = sys.stdout.encoding or "utf-8"
        sys.stdout.write(table.replace("\r\n", "\n").encode(known, "backslashreplace").decode(known))
    else:
        print(f"Written to {save(table, args.file or _new_file(args, root))}.", file=sys.stderr)
    for sentence in left_out:
        print(sentence, file=sys.stderr)
    return 0


def _forget(args: argparse.Namespace, root: Path) -> int:
    from debatekit.classroom.storage.store import Store

    store = Store(_kept(args, root), make=False)
    try:
        return _forget_in(store, args)
    finally:
        store.close()


def _forget_in(store: Store, args: argparse.Namespace) -> int:
    from debatekit.classroom.forget import EVERYTHING, NAMES, POLL, forget, scrub

    what, said = EVERYTHING, "all votes, texts, names, the roster and the questions written in the console; the code, the keys and the settings stay"
    if args.names:
        what, said = NAMES, "all names and the roster; its personal codes serve nobody from then on"
    elif args.poll:
        what, said = POLL, f"all votes on the poll “{args.poll}”"
    if not args.yes:
        if not sys.stdin.isatty():
            print("Nothing was erased. Add --yes to erase without being asked.", file=sys.stderr)
            return 2
        if input(f"This erases {said}, for good. Type yes: ").strip().lower() != "yes":
            print("Nothing was erased.")
            return 0
    with store.writing() as db:
        forget(db, what, args.poll or "")
    scrub(store)
    print("Erased, and overwritten in the files of the class. Exports and backups that you made are still where you put them.")
    return 0
