"""The card that `dk.progress` shows. It is plain HTML: it unfolds and its links work without a kernel, and no vote and no answer is in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from debatekit.ideas import counted
from debatekit.headway.done import LessonProgress, Part, Score, State, where_next

_LONGEST_TITLE = 90
_MARKS = {"left": "○", "begun": "◐", "done": "●", "passed": "–"}
_KINDS = {"poll": "Poll", "exercise": "Exercise", "reading": "Text", "matrix": "Matrix"}
_WORDS: dict[tuple[str, State], str] = {
    ("poll", "done"): "voted", ("poll", "left"): "not voted yet", ("poll", "passed"): "not voted; a later round has closed it",
    ("exercise", "done"): "checked", ("exercise", "begun"): "begun, not checked yet", ("exercise", "left"): "not tried yet",
    ("reading", "done"): "opened", ("reading", "left"): "not opened yet",
    ("matrix", "done"): "begun", ("matrix", "left"): "not begun yet",
}  # fmt: skip
# :not(.list-inline), because JupyterLab sets lists in with a rule as strong as that.
_STYLE = """<style>
.dk-progress { color: var(--jp-ui-font-color0, CanvasText); background: var(--jp-layout-color1, Canvas); border: 1px solid var(--jp-border-color1, #767676); border-radius: 10px; font: 15px/1.5 var(--jp-content-font-family, system-ui, sans-serif); margin: 6px 2px; max-width: 44rem; overflow-wrap: anywhere; padding: 14px 18px; }
.dk-progress p { margin: 0 0 8px; }
.dk-progress .dk-head { font-size: 18px; font-weight: 600; }
.dk-progress .dk-soft { color: var(--jp-ui-font-color1, CanvasText); font-size: 14px; }
.dk-progress a { text-decoration: underline; }
.dk-progress ul:not(.list-inline) { list-style: none; margin: 0; padding: 0; }
.dk-progress .dk-lessons > li { border-top: 1px solid var(--jp-border-color2, #ccc); }
.dk-progress summary { align-items: center; cursor: pointer; display: flex; flex-wrap: wrap; gap: 0 10px; min-height: 44px; padding: 2px 0; }
.dk-progress summary::before { content: "▸"; flex: none; }
.dk-progress details[open] > summary::before { content: "▾"; }
.dk-progress summary strong { flex: 1 1 14rem; }
.dk-progress summary:focus-visible, .dk-progress a:focus-visible { outline: 3px solid #5b8def; outline-offset: 2px; }
.dk-progress ul.dk-parts:not(.list-inline) { margin: 0 0 12px 20px; }
.dk-progress .dk-parts > li { display: grid; gap: 0 8px; grid-template-columns: 1.2em 1fr; margin: 4px 0; }
.dk-progress .dk-parts > .dk-title { display: block; font-weight: 600; margin-top: 10px; }
</style>"""


class ProgressCard:
    """How far a learner is. `told` puts a score of an exercise into words; `folder` is where the notebook lies that shows it."""

    def __init__(self, lessons: Sequence[LessonProgress], score: Callable[[Part], Score | None], told: Callable[[Part, Score], str], folder: Path) -> None:
        self._lessons, self._score, self._told, self._folder = lessons, score, told, folder
        self._next = where_next(lessons)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": repr(self)}

    def html(self) -> str:
        """The card."""
        lessons = "".join(f"<li>{self._lesson(lesson)}</li>" for lesson in self._lessons)
        # Else JupyterLab takes Enter and Space for its own commands, and nothing unfolds by keyboard.
        keys = 'data-lm-suppress-shortcuts="true"'
        foot = "What is done is read from your own record. To have your votes and answers on paper, run <code>dk.print_record()</code>."
        return (
            f'<section class="dk-progress" {keys} aria-label="Your progress"><p class="dk-head">{escape(self._sum())}</p><p>{self._onward()}</p>'
            f'<ul class="dk-lessons">{lessons}</ul><p class="dk-soft">{foot}</p></section>{_STYLE}'
        )

    def __repr__(self) -> str:
        lines = [self._sum(), _plain(self._onward_words()), *(f"{lesson.id}: {_standing(lesson)}" for lesson in self._lessons)]
        return "\n".join(lines)

    def _sum(self) -> str:
        done, total = sum(lesson.done for lesson in self._lessons), sum(len(lesson.parts) for lesson in self._lessons)
        return f"Your progress: {done} of {total} parts done, in {counted(len(self._lessons), 'lesson')}"

    def _onward_words(self) -> tuple[str, str, str]:
        """What stands before the lesson, its file, and what stands after it."""
        if not self._next or not self._next.next:
            return "All parts of all lessons are done.", "", ""
        part = self._next.next
        where = f", section “{part.section}”" if part.section else ""
        return ("Go on with" if self._next.is_begun else "Next comes"), f"lessons/{self._next.id}.ipynb", f"{where}: {_KINDS[part.kind].lower()} “{_short(part.title).rstrip('.')}”."

    def _onward(self) -> str:
        before, file, after = self._onward_words()
        if not file:
            return escape(before)
        address = self._address(self._next, self._next.next)
        shown = f"{_number(self._next)} {self._next.title}"
        name = f'<a href="{escape(address)}"><strong>{escape(shown)}</strong></a> ({escape(file)})' if address else f"<strong>{escape(shown)}</strong> ({escape(file)})"
        return f"{before} {name}{escape(after)}"

    def _lesson(self, lesson: LessonProgress) -> str:
        rows, section = [], None
        for part, state in lesson.parts:
            if part.section != section:
                section = part.section
                rows.append(f'<li class="dk-title">{self._linked(lesson, part, section)}</li>' if section else "")
            rows.append(f'<li><span aria-hidden="true">{_MARKS[state]}</span><span>{escape(f"{_KINDS[part.kind]}: {_short(part.title)}")} — <em>{escape(self._words(part, state))}</em></span></li>')
        opened = " open" if lesson is self._next else ""
        return f'<details{opened}><summary><strong>{escape(f"{_number(lesson)} {lesson.title}")}</strong><span>{escape(_standing(lesson))}</span></summary><ul class="dk-parts">{"".join(rows)}</ul></details>'

    def _linked(self, lesson: LessonProgress, part: Part, text: str) -> str:
        address = self._address(lesson, part)
        return f'<a href="{escape(address)}">{escape(text)}</a>' if address else escape(text)

    def _words(self, part: Part, state: State) -> str:
        score = self._score(part)
        return _lowered(self._told(part, score)) if score else _WORDS[part.kind, state]

    def _address(self, lesson: LessonProgress, part: Part) -> str:
        """Where JupyterLab finds that cell, from the notebook that shows this card; "" when the lesson is not near."""
        for place in (".", "lessons", "../lessons", "../../lessons"):
            file = self._folder / place / f"{lesson.id}.ipynb"
            if file.is_file():
                return Path(os.path.normpath(f"{place}/{file.name}")).as_posix() + (f"#cell-id={part.cell}" if part.cell else "")
        return ""


def _standing(lesson: LessonProgress) -> str:
    if lesson.is_done:
        return "done"
    return f"{lesson.done} of {len(lesson.parts)} done" if lesson.is_begun else f"not begun, {lesson.minutes} minutes"


def _number(lesson: LessonProgress) -> str:
    return lesson.id.partition("-")[0]


def _plain(parts: tuple[str, str, str]) -> str:
    before, file, after = parts
    return f"{before} {file}{after}" if file else before


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_TITLE else text[: text.rindex(" ", 0, _LONGEST_TITLE)] + " …"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".")
