"""Find what came in under some paths: our zips, unpacked zips and bare notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from debatekit.rounds.receipt import FILE


@dataclass(frozen=True)
class Arrival:
    """One thing to collect. `parents` are the folders between the collected path and it, the nearest last.

    `kind` is `problem` for what cannot be collected; then `problem` says why.
    """

    path: Path
    kind: Literal["zip", "folder", "notebook", "problem"]
    parents: tuple[str, ...] = ()
    problem: str = ""


def find_arrivals(paths: list[Path]) -> Iterator[Arrival]:
    """Everything under `paths`, folders searched to their depth and in order of names. Links are not followed."""
    for path in paths:
        if not path.exists():
            yield Arrival(path, "problem", problem="there is no such file or folder. Look at how it is spelt.")
        elif path.is_dir():
            found = list(_walk(path, ()))
            if not found:
                yield Arrival(
                    path, "problem", problem="this folder holds no zip and no notebook. Is it the right folder?"
                )
            yield from found
        elif path.suffix.lower() in (".zip", ".ipynb"):
            yield Arrival(path, "zip" if path.suffix.lower() == ".zip" else "notebook")
        else:
            yield Arrival(
                path, "problem", problem="this is neither a zip nor a notebook. Unpack it and collect the folder."
            )


def _walk(folder: Path, parents: tuple[str, ...]) -> Iterator[Arrival]:
    if (folder / FILE).is_file():
        yield Arrival(folder, "folder", parents)
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Arrival(folder, "problem", parents, f"this folder cannot be read ({error.strerror}).")
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__MACOSX":
            continue
        if entry.is_symlink():
            yield Arrival(
                entry, "problem", parents, "this is a link, and links are not followed. Collect what it points to."
            )
        elif entry.is_dir():
            yield from _walk(entry, (*parents, entry.name))
        elif entry.suffix.lower() == ".zip":
            yield Arrival(entry, "zip", parents)
        elif entry.suffix.lower() == ".ipynb":
            yield Arrival(entry, "notebook", parents)
