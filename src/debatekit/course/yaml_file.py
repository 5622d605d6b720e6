"""Read a YAML file and remember on which line each value stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from debatekit.errors import BadCourseFile

# Each level needs a sign of its own or goes in further, so most files are seen at a glance not to be this deep; the others are gone through.
_DEEPEST = 50
_SIGNS, _FAR_IN = "[{-?", " " * _DEEPEST
# A number that has no end in decimals: Python prints none of more than 4,300 digits.
_HUGE = re.compile(r"(?<![\"'\w])0[xob]\w{30}")


class YamlFile:
    """One parsed file: `data` (plain dicts, lists and scalars) and `line(path)`.

    Raises BadCourseFile, with the line, when the file is missing, is not UTF-8 or is not YAML.
    """

    def __init__(self, path: Path) -> None:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        self.path = Path(path)
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise BadCourseFile(self.path, None, "the file is missing. Restore it, or take it out of the course.") from None
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise BadCourseFile(self.path, line, "this is not UTF-8 text. Save the file as UTF-8.") from None
        except OSError as error:
            raise BadCourseFile(self.path, None, f"the file cannot be read ({error.strerror}).") from None
        try:
            self._refuse_tangles(text)
            # The C parser where it is installed: a lesson reads a dozen files, and it is ten times as fast.
            self.data = YAML(typ="safe").load(text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            what = " ".join(part for part in (error.context, error.problem) if part).replace("\n", " ")
            line = mark.line + 1 if mark else None
            raise BadCourseFile(
                self.path, line, f"this is not valid YAML ({what}). Look at the indentation, colons and quotes here and just above."
            ) from None
        except YAMLError as error:
            raise BadCourseFile(self.path, None, f"this is not valid YAML ({str(error).splitlines()[0]}).") from None
        except (ValueError, LookupError, ArithmeticError) as error:
            # What looks like a date or a number and is none.
            line, value = next(_misread(text), (None, "a value"))
            raise BadCourseFile(self.path, line, f"{value} cannot be read ({error}). Put quotes around it if it is a text.") from None
        except TypeError:
            raise BadCourseFile(self.path, None, "a list stands where a key should be. Look at its brackets and question marks.") from None

    def _refuse_tangles(self, text: str) -> None:
        """Refuse what the C parser would break at, or what would grow without end: nests, names for parts (&a, *a), and endless numbers."""
        from ruamel.yaml import YAML
        from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent

        if found := ("0x" in text or "0o" in text or "0b" in text) and _HUGE.search(text):
            raise BadCourseFile(self.path, text.count("\n", 0, found.start()) + 1, "this number is too long. Put quotes around it if it is a text.")
        if "&" not in text and _FAR_IN not in text and sum(map(text.count, _SIGNS)) <= _DEEPEST:
            return
        depth = 0
        for event in YAML(typ="safe").parse(text):
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if getattr(event, "anchor", None):
                problem = f"“{event.anchor}” names a part with & or *, which no course file may. Write the part out, or put quotes around a text."
                raise BadCourseFile(self.path, event.start_mark.line + 1, problem)
            if depth > _DEEPEST:
                problem = f"lists and keys are nested more than {_DEEPEST} deep here. Look at its brackets."
                raise BadCourseFile(self.path, event.start_mark.line + 1, problem)

    @cached_property
    def _with_lines(self) -> Any:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError

        try:
            # Only when something is wrong: this parser knows the lines and takes its time.
            return YAML(typ="rt", pure=True).load(self.path.read_text(encoding="utf-8"))
        except (YAMLError, ValueError, TypeError, LookupError):
            return None  # it is stricter here and there than the one above; then the whole file is meant

    def line(self, path: Sequence[str | int]) -> int | None:
        """The 1-based line of the value at `path`, or of the nearest parent that the file has."""
        node: Any = self._with_lines
        line = node.lc.line + 1 if hasattr(node, "lc") and node.lc.line is not None else None
        for step in path:
            try:
                position = node.lc.key(step) if hasattr(node, "keys") else node.lc.item(step)
                line, node = position[0] + 1, node[step]
            except (AttributeError, KeyError, IndexError, TypeError):
                break
        return line


def _misread(text: str) -> Iterator[tuple[int, str]]:
    """Each value that is not what it looks like: its 1-based line, and its beginning in quotation marks."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    yaml = YAML(typ="safe")
    ahead = [yaml.compose(text)]
    while ahead:
        node = ahead.pop()
        if isinstance(node.value, str):
            try:
                yaml.constructor.construct_object(node)
            except (YAMLError, ValueError, LookupError, ArithmeticError):
                yield node.start_mark.line + 1, f"“{node.value[:40]}”"
        else:
            ahead.extend(part for each in node.value for part in (each if isinstance(each, tuple) else (each,)))
