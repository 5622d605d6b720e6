"""The command line: one word for one thing, one file a verb.

A verb is a module of this package, with _ behind its name where Python keeps the word for itself. It has `SUMMARY`
(one line), `EXAMPLE` (a command that works), `options(parser)` and `run(args) -> int`: 0 done, 1 problems found and listed, 2 wrong usage. A verb that sets the
default `takes_rest` finds the words it does not know in `args.rest`.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from keyword import iskeyword

from debatekit import __version__
from debatekit.errors import CourseKitError

VERBS = ("lab", "test", "check", "update", "bundle", "handout", "collect", "fingerprint", "map", "glossary", "class", "journal", "finish")
DEFAULT = "lab"


def build_parser(verbs: tuple[str, ...] = VERBS) -> argparse.ArgumentParser:
    """The parser with one sub-parser for each verb in `verbs`."""
    parser = argparse.ArgumentParser(
        prog="python3 course.py",
        description="debatekit, a course kit for teaching an argument. Without a verb it opens the course.",
    )
    parser.add_argument("--version", action="version", version=f"debatekit {__version__}")
    subparsers = parser.add_subparsers(dest="verb", metavar="VERB")
    for name in verbs:
        module = import_module(f"debatekit.cli.{name}{'_' if iskeyword(name) else ''}")
        sub = subparsers.add_parser(
            name,
            help=module.SUMMARY,
            description=module.SUMMARY,
            epilog=f"example:  {module.EXAMPLE}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.options(sub)
        sub.set_defaults(run=module.run)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run one verb. Returns the exit code; never shows a stack trace for an error of ours."""
    argv = list(sys.argv[1:] if argv is None else argv)
    if not argv or (argv[0].startswith("-") and argv[0] not in ("-h", "--help", "--version")):
        argv.insert(0, DEFAULT)
    # Only the wanted verb is imported; help and typing errors need the whole list.
    verbs = (argv[0],) if argv[0] in VERBS else VERBS
    parser = build_parser(verbs)
    args, args.rest = parser.parse_known_args(argv)
    if args.rest and not getattr(args, "takes_rest", False):
        parser.error(f"unrecognized arguments: {' '.join(args.rest)}")
    try:
        return args.run(args)
    except CourseKitError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Nothing is lost; start again whenever you like.", file=sys.stderr)
        return 1
