"""`my-work/`, the learner's copy of lessons and assignments: made once, refreshed without overwriting."""

from __future__ import annotations

import json
from pathlib import Path

from debatekit.errors import CourseKitError
from debatekit.workspace.folders import work_folder
from debatekit.workspace.keep import Change, decide, digest, digest_of, names_beside, write

PARTS = ("lessons", "assignments")
RECORD = ".debatekit-copy.json"


def fill(root: Path) -> list[Change]:
    """Make the working copy, or add to it what it lacks. What is there already stays as it is."""
    return _bring(root, only_missing=True, dry_run=False)


def refresh(root: Path, *, dry_run: bool = False) -> list[Change]:
    """Bring the working copy up to date with the course.

    New files come in, files that the learner left alone are replaced. A file that the learner changed is never
    touched: when the course has a new version of it, that one is put beside it.
    """
    return _bring(root, only_missing=False, dry_run=dry_run)


def originals(root: Path) -> list[str]:
    """The course's own files that belong in a working copy, as paths relative to `root`."""
    found = []
    for part in PARTS:
        for path in sorted((root / part).rglob("*")):
            relative = path.relative_to(root)
            hidden = any(step.startswith((".", "__")) for step in relative.parts)
            if path.is_file() and not hidden:
                found.append(relative.as_posix())
    return found


def _bring(root: Path, *, only_missing: bool, dry_run: bool) -> list[Change]:
    work = work_folder(root)
    record = _Record(work / RECORD)
    changes = []
    for name in originals(root):
        content = (root / name).read_bytes()
        new, now = digest(content), digest_of(work / name)
        if only_missing and now is not None:
            if now == new:
                record.note(name, copied=new, offered=new)
            continue
        action = decide(new, now, record.copied(name), record.offered(name))
        if action is None:
            # Also right after a crash: the file was copied, but not yet noted.
            record.note(name, copied=new if now == new else record.copied(name), offered=new)
            continue
        change = Change(action, name)
        if action == "put beside":
            beside = next(at for at in names_beside(name) if digest_of(work / at) in (None, new, record.copied(at)))
            change = Change(action, beside, changed=name)
            record.note(name, copied=record.copied(name), offered=new)
        record.note(change.path, copied=new, offered=new)
        changes.append(change)
        if not dry_run:
            write(work / change.path, content)
            record.save()
    if not dry_run:
        record.save()
    return changes


class _Record:
    """What was copied, file by file: the hash as we put it there, and the hash last offered."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.files: dict[str, dict[str, str | None]] = {}
        self.saved: bytes | None = None
        try:
            self.saved = path.read_bytes()
            self.files = json.loads(self.saved)["files"]
            self.files = {name: {"copied": at["copied"], "offered": at["offered"]} for name, at in self.files.items()}
        except FileNotFoundError:
            pass
        except (ValueError, KeyError, TypeError, AttributeError):
            # Without a record every file counts as the learner's own, so nothing is overwritten.
            self.files = {}
        except OSError as error:
            raise CourseKitError(
                f"{path} cannot be read ({error.strerror}). Make it readable, or move it away."
            ) from None

    def copied(self, name: str) -> str | None:
        return self.files.get(name, {}).get("copied")

    def offered(self, name: str) -> str | None:
        return self.files.get(name, {}).get("offered")

    def note(self, name: str, *, copied: str | None, offered: str) -> None:
        self.files[name] = {"copied": copied, "offered": offered}

    def save(self) -> None:
        content = json.dumps({"format": 1, "files": dict(sorted(self.files.items()))}, indent=1).encode()
        if content != self.saved:
            write(self.path, content)
            self.saved = content
