"""The verb `map`: the map of an argument, to other programs and from them."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from debatekit.arguments.settle import Imported
from debatekit.ideas import counted

SUMMARY = "for authors: write the map of an argument for other programs (Argdown, AIF, CSV), or read one that they wrote"
EXAMPLE = "python3 course.py map lamear-2021 --to argdown --out lamear.argdown\n          python3 course.py map --from theirs.argdown --out argument.yaml"
_ENDINGS = {".argdown": "argdown", ".ad": "argdown", ".json": "aif", ".aif": "aif", ".csv": "csv"}
_MOST_BYTES = 8_000_000  # four for each character that a map may have
# A file as it came in may need a remark for every line; nobody reads more than this at a time.
_MOST_REMARKS, _LONGEST_REMARK = 60, 400


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", nargs="?", help="the text whose map goes out: its folder in data/readings/")
    parser.add_argument("--to", choices=("argdown", "aif", "csv"), help="what to write it as: Argdown, AIF (the JSON of AIFdb) or a table")
    reads = "read a map from FILE (.argdown, .json or .csv), write it as YAML and report what was lost"
    parser.add_argument("--from", dest="source", metavar="FILE", type=Path, help=reads)
    parser.add_argument("--out", metavar="FILE", help="where to write; without it the map goes to the screen")
    parser.add_argument("--force", action="store_true", help="write even if FILE is there already")


def run(args: argparse.Namespace) -> int:
    if bool(args.source) == bool(args.text) or bool(args.text) != bool(args.to):
        return _wrong("Say which map goes where: “map TEXT --to argdown”, or “map --from FILE”.")
    if args.out == "":
        return _wrong("--out needs the name of a file.")
    if args.out and os.path.lexists(args.out) and not args.force:
        return _wrong(f"{args.out} is there already. Take another name, or write over it with --force.")
    return _read(args) if args.source else _write(args)


def _write(args: argparse.Namespace) -> int:
    from debatekit.course import load_argument
    from debatekit.workspace.folders import kit_folder

    text = _writer(args.to)(load_argument(args.text, kit_folder()))
    # Excel knows UTF-8 by the mark before the first letter only.
    return _put(text, args.out, "utf-8-sig" if args.to == "csv" else "utf-8", args.force)


def _read(args: argparse.Namespace) -> int:
    from debatekit.course.map_file import map_as_yaml
    from debatekit.ideas import Fault

    kind = _ENDINGS.get(args.source.suffix.lower())
    if kind is None:
        return _wrong(f"{args.source} ends in none of {', '.join(_ENDINGS)}, so nobody knows what it is. Rename it.")
    try:
        with args.source.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
        if len(raw) > _MOST_BYTES:
            return _failed(f"{args.source} is larger than {_MOST_BYTES // 1_000_000} MB, and no map is. Cut it into several.")
        found = _reader(kind)(raw.decode("utf-8-sig"))
    except OSError as error:
        return _failed(f"{args.source} cannot be read ({error.strerror}).")
    except UnicodeDecodeError:
        excel = " In Excel, choose “CSV UTF-8”." if kind == "csv" else ""
        return _failed(f"{args.source} is not UTF-8 text. Save it as UTF-8.{excel}")
    except Fault as fault:
        return _failed(f"{args.source}: {fault}")
    code = _put(map_as_yaml(found), args.out, "utf-8", args.force)
    return code or _report(args.source, found)


def _report(source: Path, found: Imported) -> int:
    what = f"Read from {source}: {counted(len(found.claims), 'claim')}, {counted(len(found.reasons), 'reason')}."
    if not found.report:
        print(f"{what} Nothing was lost.", file=sys.stderr)
        return 0
    whole = "It is a sound map" if found.argument else "It is not a sound map yet"
    print(f"{what} {whole}; this was left out or put in, or needs your hand:", file=sys.stderr)
    for remark in found.report[:_MOST_REMARKS]:
        said = str(remark)
        # stderr writes what a terminal does not know as numbers; stdout would stop.
        print(f"- {said if len(said) <= _LONGEST_REMARK else said[:_LONGEST_REMARK] + ' …'}", file=sys.stderr)
    if len(found.report) > _MOST_REMARKS:
        print(f"- and {len(found.report) - _MOST_REMARKS} more.", file=sys.stderr)
    return 1


def _put(text: str, out: str | None, encoding: str, force: bool) -> int:
    if out is None:
        # A Windows terminal does not know every letter.
        known = sys.stdout.encoding or "utf-8"
        sys.stdout.write(text.encode(known, "backslashreplace").decode(known))
        return 0
    try:
        with open(out, "wb" if force else "xb") as file:  # never over what came there since, or where a link points to
            file.write(text.encode(encoding, "replace"))
    except OSError as error:
        return _failed(f"{out} cannot be written ({error.strerror}).")
    print(f"Written: {out}", file=sys.stderr)
    return 0


def _writer(kind: str):
    from debatekit.arguments.aif_write import write_aif
    from debatekit.arguments.argdown_write import write_argdown
    from debatekit.arguments.rows import write_rows

    return {"argdown": write_argdown, "aif": write_aif, "csv": write_rows}[kind]


def _reader(kind: str):
    from debatekit.arguments.aif_read import read_aif
    from debatekit.arguments.argdown_read import read_argdown
    from debatekit.arguments.rows import read_rows

    return {"argdown": read_argdown, "aif": read_aif, "csv": read_rows}[kind]


def _wrong(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def _failed(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
