"""Read a YAML file and remember on which line each value stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from debatekit.errors import BadCourseFile


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

    @cached_property
    def _with_lines(self) -> Any:
        from ruamel.yaml import YAML

        # Only when something is wrong: this parser knows the lines and takes its time.
        return YAML(typ="rt", pure=True).load(self.path.read_text(encoding="utf-8"))

    def line(self, path: Sequence[str | int]) -> int | None:
        """The 1-based line of the value at `path`, or of the nearest parent that the file has."""
        node: Any = self._with_lines
        line = node.lc.line + 1 if hasattr(node, "lc") else None
        for step in path:
            try:
                position = node.lc.key(step) if hasattr(node, "keys") else node.lc.item(step)
                line, node = position[0] + 1, node[step]
            except (AttributeError, KeyError, IndexError, TypeError):
                break
        return line
