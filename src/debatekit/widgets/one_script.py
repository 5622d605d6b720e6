"""A page's front end, plain ES modules, as one script: a class of a thousand phones asks for one file and not for thirty."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

# The few forms in which our modules import and export; `script` refuses any other.
_IMPORT = re.compile(r'^import (?:\{([^}]*)\} from )?"(\.{1,2}/[^"]+\.mjs)";$', re.MULTILINE)
_HAND_ON = re.compile(r'^export \{([^}]*)\} from "(\.{1,2}/[^"]+\.mjs)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|class|const) (\w+)", re.MULTILINE)
_LATER = re.compile(r'\bimport\("(\.{1,2}/[^"]+)"\)')
# Whole lines of comment, a fifth of what a phone would fetch.
_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/)\n", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


@cache
def script(path: Path) -> str:
    """The module at `path` with all that it imports, each module once, as one module that exports the same.

    Each becomes a function that is called in its turn, so names stay apart. What is imported later, by `import()`, is left out. Imports
    must not run in a circle. Lines of comment stay behind. Raises ValueError for a form of import or export that is not used here.
    """
    numbers: dict[Path, int] = {}
    exported: list[list[str]] = []
    parts: list[str] = []
    main = path.resolve()

    def add(module: Path) -> int:
        if module in numbers:
            return numbers[module]
        text = _COMMENT.sub("", module.read_text(encoding="utf-8"))
        names: list[str] = []

        def number(name: str) -> int:
            return add((module.parent / name).resolve())

        def imported(found: re.Match[str]) -> str:
            at = number(found[2])
            return f"const {{{found[1].replace(' as ', ': ')}}} = ${at};" if found[1] else ""

        def handed_on(found: re.Match[str]) -> str:
            names.extend(name.strip() for name in found[1].split(","))
            return f"const {{{found[1]}}} = ${number(found[2])};"

        def own(found: re.Match[str]) -> str:
            names.append(found[2])
            return f"{found[1]} {found[2]}"

        text = _EXPORT.sub(own, _HAND_ON.sub(handed_on, _IMPORT.sub(imported, text)))
        if other := _OTHER.search(text):
            raise ValueError(f"{module.name} has “{other[0]}”, which cannot be put into one script. Write it as the other modules do.")
        # An address beside this module is another one beside the whole.
        here = Path(os.path.relpath(module, main.parent)).as_posix()
        text = text.replace("import.meta.url", f'new URL("{here}", import.meta.url).href')
        text = _LATER.sub(lambda found: f'import(new URL("{found[1]}", new URL("{here}", import.meta.url)).href)', text)
        numbers[module] = len(parts)
        exported.append(names)
        parts.append(f"const ${len(parts)} = (() => {{\n{text}return {{ {', '.join(names)} }};\n}})();\n")
        return numbers[module]

    last = add(main)
    names = exported[last]
    return "".join(parts) + (f"export const {{ {', '.join(names)} }} = ${last};\n" if names else "")
