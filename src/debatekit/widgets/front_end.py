"""Turn a widget's front end, plain ES modules beside it, into the one text that anywidget takes."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_IMPORT = re.compile(r"""\bfrom\s+["'](\.{1,2}/[^"']+\.mjs)["']""")
_SHEET = re.compile(r"""^@import\s+["'](\.{1,2}/[^"']+\.css)["'];\n""", re.MULTILINE)

_ESCAPES = str.maketrans({"\\": r"\\", "'": r"\'", "\n": r"\n", "\r": r"\r"})

# anywidget runs a front end from a blob, where a relative address means nothing. Here each module becomes a blob of its own, after
# those that it imports: every second piece of it is the number of one of them.
_LOAD = """\
const modules = [
%s
];
const addresses = [];
for (const pieces of modules) {
  const text = pieces.map((piece, i) => (i %% 2 ? `from "${addresses[piece]}"` : piece)).join("");
  addresses.push(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
}
const main = await import(addresses.at(-1));
addresses.forEach((address) => URL.revokeObjectURL(address));
export default main.default;
"""


@cache
def module(path: Path) -> str:
    """The text of an ES module that brings along what it imports by a relative address, each module once.

    Only its default export is handed on. Absolute imports are left alone, and imports must not run in a circle.
    """
    numbers: dict[Path, int] = {}
    modules: list[list[str | int]] = []

    def add(path: Path) -> int:
        if path not in numbers:
            pieces: list[str | int] = list(_IMPORT.split(path.read_text(encoding="utf-8")))
            pieces[1::2] = [add((path.parent / name).resolve()) for name in pieces[1::2]]
            modules.append(pieces)
            numbers[path] = len(modules) - 1
        return numbers[path]

    add(path.resolve())
    return _LOAD % ",\n".join(f"[{','.join(map(_literal, pieces))}]" for pieces in modules)


def _literal(piece: str | int) -> str:
    # In single quotes, which the modules hardly use: escaping their double ones would make each front end a twentieth longer.
    return f"'{piece.translate(_ESCAPES)}'" if isinstance(piece, str) else str(piece)


@cache
def style(path: Path) -> str:
    """The shared style sheet and the widget's own, after those that it imports."""
    return sheets(Path(__file__).with_name("base.css"), path)


def sheets(*paths: Path) -> str:
    """Style sheets as one text, each after those that it imports by a relative address, and each once."""
    seen: set[Path] = set()

    def text(path: Path) -> str:
        if path in seen:
            return ""
        seen.add(path)
        own = path.read_text(encoding="utf-8")
        imported = [(path.parent / name).resolve() for name in _SHEET.findall(own)]
        return "".join(map(text, imported)) + _SHEET.sub("", own)

    return "".join(text(path.resolve()) for path in paths)
