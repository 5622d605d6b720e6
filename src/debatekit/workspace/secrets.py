"""What solutions/ knows and students must not: looked for in everything that a bundle would carry."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from debatekit.course.yaml_file import YamlFile

# nbgrader's source notebooks fence off what hand-outs must not hold.
_FENCED = r"(?:SOLUTION|HIDDEN TESTS|MARK SCHEME)\b"
FENCE = re.compile(rf"^[ \t#=]*BEGIN {_FENCED}.*?^[ \t#=]*END {_FENCED}.*?$", re.DOTALL | re.MULTILINE)
# Shorter phrases (“fact”, “x = 1”) stand in many places without giving anything away.
LONG_ENOUGH = 25


def secrets(root: Path) -> dict[str, re.Pattern[str]]:
    """Everything in solutions/ that a hand-out must not repeat: a pattern for each, by where it comes from."""
    found: dict[str, re.Pattern[str]] = {}
    for folder in sorted((root / "solutions").glob("*/")):
        public, phrases = "", []
        for notebook in sorted(folder.glob("*.ipynb")):
            for source in _sources(notebook):
                public += FENCE.sub("", source)
                for fenced in FENCE.findall(source):
                    phrases += [(notebook.name, line.strip()) for line in fenced.splitlines()[1:-1]]
        for key in sorted((folder / "key").rglob("*")):
            if key.is_file():
                phrases += [(f"key/{key.name}", phrase) for phrase in _phrases(key)]
                found |= {f"{folder.name}/key/{key.name}: {name}": pair for name, pair in _pairs(key)}
        for where, phrase in phrases:
            # What the task itself shows, such as the headings of its mark scheme, is no secret.
            if len(phrase) >= LONG_ENOUGH and _flat(phrase) not in _flat(public):
                found[f"{folder.name}/{where}: {phrase[:40]}"] = re.compile(r"\s+".join(map(re.escape, phrase.split())))
    return found


def leaks(contents: dict[str, bytes], known: dict[str, re.Pattern[str]]) -> Iterator[tuple[str, str]]:
    """File and secret for each secret that one of the files gives away."""
    for name, content in contents.items():
        text = content.decode("utf-8", "replace")
        if name.endswith(".ipynb"):
            # Inside JSON a line's end and a quotation mark are spelt out.
            text = text.replace('\\"', '"').replace("\\n", "\n")
        for secret, pattern in known.items():
            if pattern.search(text):
                yield name, secret


def _sources(notebook: Path) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]]


def _phrases(path: Path) -> list[str]:
    """The long strings of a key: each value of a JSON or YAML file, each line of any other."""
    if path.suffix in (".json", ".yaml", ".yml"):
        return [value for _, value in _strings(_data(path))]
    if path.suffix == ".ipynb":
        return [line.strip() for source in _sources(path) for line in source.splitlines()]
    return [line.strip() for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]


def _pairs(path: Path) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Each answer of a JSON key as it would read in any format: its item and its value near each other."""
    if path.suffix != ".json":
        return
    answers = list(_strings(_data(path).get("answers", {})))
    items, values = (sorted(set(column)) for column in zip(*answers, strict=True)) if answers else ((), ())
    for item, value in answers:
        # The value follows within two lines and before the next item, or stands on the same line, as the name of a
        # group: “fact: [night-bus, …]”.
        after = f"(?:(?!{_word(*(other for other in items if other != item))}).){{0,200}}?"
        before = f"(?:(?!{_word(*(other for other in values if other != value))}).){{0,200}}?"
        follows = f"{_word(item)}{after}(?:\\n{after}){{0,2}}{_field(value)}"
        leads = f"{_field(value)}{before}{_word(item)}"
        yield item, re.compile(f"{follows}|{leads}", re.IGNORECASE)


def _word(*names: str) -> str:
    # Without a name: what never matches.
    return rf"(?<![\w-])(?:{'|'.join(map(re.escape, names)) or '(?!)'})(?![\w-])"


def _field(value: str) -> str:
    if len(value) > 3:
        return _word(value)
    # “a” or “no” is in every sentence, and an answer only where it stands alone between marks.
    return rf"""[:=,;|\t"'\[({{>][ "']*{re.escape(value)}[ "']*(?:$|[,;|\t"'\])}}<#\n])"""


def _data(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.suffix == ".json" else YamlFile(path).data


def _strings(node: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _strings(value, str(key))
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value, name)
    elif isinstance(node, str):
        yield name, str(node).strip()


def _flat(text: str) -> str:
    return " ".join(text.split())
