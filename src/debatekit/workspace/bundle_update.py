"""Bring a newer bundle's files over an unzipped one, keeping whatever its reader changed."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path

from debatekit.course.load import load_course
from debatekit.errors import CourseKitError
from debatekit.workspace.bundle import MANIFEST
from debatekit.workspace.bundle_zip import Bundle
from debatekit.workspace.command import verb
from debatekit.workspace.folders import WORK
from debatekit.workspace.keep import Change, decide, digest, digest_of, names_beside, take_away, write
from debatekit.workspace.travels import is_allowed


def bring_over(root: Path, bundle: Bundle, *, dry_run: bool = False) -> list[Change]:
    """Put the files of `bundle` into the unzipped bundle in `root`; say what was done to each.

    A file that its reader changed since the bundle was made is never overwritten: the new one goes beside it. Files
    that the new version dropped go, since a course must hold what its manifest lists and no more; changed ones are
    kept with the reader's work.
    """
    if (root / ".git").exists():
        raise CourseKitError(f"{root} is a git checkout. Use “{verb('update')}” without --from, which pulls.")
    mine = load_course(root).id
    if bundle.course != mine:
        raise CourseKitError(
            f"This is the course “{mine}”, but the zip holds “{bundle.course}”. Unzip it into a folder of its own."
        )
    made = _made_from(root)
    # Before anything new comes: on some disks a file whose name changed only its case is the same file.
    changes = [_drop(root, name, made[name], dry_run) for name in _dropped(root, made, bundle)]
    for name, content in bundle.files.items():
        new, now = digest(content), digest_of(root / name)
        action = decide(new, now, made.get(name), made.get(name))
        if action is None:
            continue
        change = Change(action, name)
        if action == "put beside":
            beside = next(at for at in names_beside(name) if digest_of(root / at) in (None, new))
            change = Change(action, beside, changed=name)
        changes.append(change)
        if not dry_run:
            write(root / change.path, content)
    if not dry_run:
        # Last: interrupted before this line, the same update can simply be run again.
        write(root / MANIFEST, _manifest(bundle))
    return changes


def _dropped(root: Path, made: dict[str, str], bundle: Bundle) -> list[str]:
    """Files of the old version that the new one has not. The list lies on the reader's disk, so it is not trusted."""
    return sorted(
        name for name in made if name not in bundle.files and is_allowed(name) and digest_of(root / name) is not None
    )


def _drop(root: Path, name: str, made: str, dry_run: bool) -> Change:
    aside = None
    if digest_of(root / name) != made:
        kept = f"{WORK}/kept/{name}"
        aside = next(at for at in chain([kept], names_beside(kept, "yours")) if not (root / at).exists())
    if not dry_run:
        take_away(root / name, root / aside if aside else None)
    return Change("put aside", aside, changed=name) if aside else Change("remove", name)


def _made_from(root: Path) -> dict[str, str]:
    """The hash of each file as the bundle in `root` was made."""
    try:
        return dict(json.loads((root / MANIFEST).read_text(encoding="utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        raise CourseKitError(
            f"{root} has no {MANIFEST} that can be read, so your changes cannot be told from the old version. "
            "Unzip the new hand-out into a folder of its own, and copy your my-work/ into it."
        ) from None


def _manifest(bundle: Bundle) -> bytes:
    hashes = {name: digest(content) for name, content in bundle.files.items()}
    about = {"format": 1, "course": bundle.course, "version": bundle.version, "files": hashes}
    return (json.dumps(about, indent=1, sort_keys=True) + "\n").encode()
