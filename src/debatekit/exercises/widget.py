"""The exercise widgets: a self-check keeps attempts in the journal, graded work writes the answers file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from debatekit.errors import BadAnswer
from debatekit.exercises.answers import MIME
from debatekit.exercises.check import Answer, Verdict, check, legible, missing
from debatekit.exercises.kinds import Exercise
from debatekit.journal.answers_file import answers_path, read_document, save_answer
from debatekit.journal.membership import Memberships
from debatekit.journal.store import Journal
from debatekit.widgets.widget import CourseWidget


class _ExerciseWidget(CourseWidget, front_end=Path(__file__)):
    """What both have in common: the exercise as the page may know it, and the answer so far."""

    def __init__(self, exercise: Exercise) -> None:
        super().__init__()
        self._exercise = exercise
        self._answer: Answer | None = None
        self._taken: Any = None

    def look(self) -> dict[str, Any]:
        exercise = self._exercise
        view = {key: getattr(exercise, key) for key in ("id", "kind", "title", "prompt", "graded")}
        view |= {"answer": self._answer, "taken": self._taken, "checked": None, "revealed": False, "hints": {"shown": [], "total": 0}}
        # Only texts: whoever opens the browser's tools finds no solution before the check.
        return view | exercise.page()

    def take(self, answer: Any, action: dict[str, Any]) -> Answer | None:
        """`answer` with the action's choice. The page hears of it, and so knows which of what was typed has been understood."""
        answer = self._exercise.with_choice(answer, action.get("item"), action.get("choice"))
        self._taken = action.get("choice")
        return answer


class SelfCheckWidget(_ExerciseWidget, front_end=Path(__file__)):
    """A self-check: feedback on every choice, a ladder of hints, and the answers at its end."""

    def __init__(self, course: str, exercise: Exercise, journal: Journal) -> None:
        super().__init__(exercise)
        self._course, self._journal = course, journal
        self._verdict: Verdict | None = None
        self._checked_answer: Answer | None = None
        self._hints = self._other = 0
        self._revealed = self._has_seen_answers = False
        past = journal.attempts(course, exercise.id)
        self._first_try = past[0].right if past else None
        if past:
            self._resume(past[-1].answer, past[-1].hints)
        if exercise.keeps_drafts:
            self._answer = exercise.fitting(journal.draft(course, exercise.id)) or self._answer
        self._lock()
        self.refresh()

    def _resume(self, answer: Any, hints: int) -> None:
        self._answer = self._exercise.fitting(answer)
        self._hints = min(hints, len(self._exercise.hints))
        if self._answer is not None:
            self._judge(self._answer)

    def _judge(self, answer: Answer | None) -> None:
        self._verdict, self._checked_answer, self._other = check(self._exercise, answer), answer, 0

    def _lock(self) -> None:
        """What another notebook has had checked meanwhile is checked here, too, and stays as it was first."""
        if not self._exercise.checked_once:
            return
        checked: dict[str, Any] = {}
        for attempt in self._journal.attempts(self._course, self._exercise.id):
            checked = {**(self._exercise.fitting(attempt.answer) or {}), **checked}
        if checked:
            self._answer = {**(self._answer or {}), **checked}
            self._judge(checked)

    def _changed(self, action: dict[str, Any]) -> Answer | None:
        self._lock()
        if self._exercise.checked_once and self._checked_answer and action.get("item") in [*self._checked_answer]:
            raise BadAnswer("You have seen what came of it, so your prediction stays as it was.")
        if not self._exercise.keeps_drafts or self._has_seen_answers:
            return self.take(self._answer, action)
        return self._journal.change_draft(self._course, self._exercise.id, lambda now: self.take(self._answer if now is None else now, action))

    def _others(self) -> list[Answer]:
        # Whoever has found a right answer, and knows it, may see the others: nothing is given away.
        return self._exercise.others(self._answer) if self._verdict and self._verdict.solved else []

    def look(self) -> dict[str, Any]:
        picture = super().look() | {
            "hints": {"shown": list(self._exercise.hints[: self._hints]), "total": len(self._exercise.hints)},
            "revealed": self._revealed,
            "first_try": self._first_try,
        }
        picture |= self._exercise.uncovered(self._answer, self._checked_answer)
        others = self._others()
        picture["others"] = {"total": len(others), "at": self._other, "answer": others[self._other - 1] if others and self._other else None}
        if self._verdict:
            remarks = {key: asdict(remark) for key, remark in self._verdict.remarks.items()}
            picture["checked"] = {
                "answer": self._checked_answer, "right": self._verdict.right, "total": self._verdict.total, "remarks": remarks,
            }
        return picture

    def act(self, action: dict[str, Any]) -> None:
        match action:
            case {"do": "answer"}:
                self._answer, self._other = self._changed(action), 0
                self._revealed = False
            case {"do": "check"}:
                if "choice" in action:
                    # Typed and not sent yet. What cannot be read is not checked either.
                    self._answer = self._changed(action)
                    self._revealed = False
                self._lock()
                self._exercise.check_ready(self._answer)
                if self._exercise.checked_once and self._answer == self._checked_answer:
                    return
                self._judge(self._answer)
                if self._first_try is None and not self._has_seen_answers:
                    self._first_try = self._verdict.right
                if not self._has_seen_answers:
                    self._journal.add_attempt(
                        self._course, self._exercise.id, self._answer,
                        right=self._verdict.right, total=self._verdict.total, hints=self._hints,
                    )
                    self._tell_class()
            case {"do": "another"} if others := self._others():
                self._other = (self._other + 1) % (len(others) + 1)  # after the last there is none on the page
            case {"do": "hint"}:
                self._hints = min(self._hints + 1, len(self._exercise.hints))
            case {"do": "reveal"} if self._exercise.has_solution and self._verdict and self._hints == len(self._exercise.hints):
                # Shown, not solved: from here on nothing more goes into the journal.
                self._answer, self._taken = self._exercise.solved(self._answer), None
                self._judge(self._answer)
                self._revealed = self._has_seen_answers = True
            case _:
                super().act(action)

    def public(self, picture: dict[str, Any]) -> dict[str, Any]:
        # JupyterLab can save a widget's state with the notebook, and notebooks get shared: what a learner wrote is not in it.
        if not self._exercise.has_own_words or (picture["answer"], picture["checked"], picture["taken"]) == (None, None, None):
            return picture
        checked = picture["checked"] and picture["checked"] | {"answer": self._exercise.public(picture["checked"]["answer"])}
        return picture | {"answer": self._exercise.public(picture["answer"]), "taken": None, "checked": checked}

    def _tell_class(self) -> None:
        member = Memberships(self._journal).current(self._course)
        if member and member.shares:
            from debatekit.attending.post import post_of

            post_of(self._journal, self._course).wake()

    def saved(self) -> tuple[str, list[tuple[str, str]], str]:
        if self._has_seen_answers:
            note = "The answers have been shown. "
        elif not self._verdict:
            note = "Not checked yet. "
        elif not self._exercise.same(self._answer, self._checked_answer):
            note = "Changed since the last check. "
        else:
            note = f"{self._exercise.told_of(self._answer, self._verdict.right, self._verdict.total)} "
        pairs = legible(self._exercise, self._exercise.public(self._answer)) if self._answer is not None else []
        return f"Exercise: {self._exercise.title}", pairs, note + "Run this cell (Shift+Enter) to go on."


class GradedWidget(_ExerciseWidget, front_end=Path(__file__)):
    """Graded work: no feedback; each choice goes into the answers file at once, and into the saved output."""

    def __init__(self, exercise: Exercise, folder: Path) -> None:
        super().__init__(exercise)
        self._folder = Path(folder)
        self._document = read_document(self._folder, exercise.graded)
        self.refresh()

    def look(self) -> dict[str, Any]:
        # What no longer fits, after a change of the exercise, stays in the file and counts as not answered here.
        self._answer = self._exercise.fitting(self._document["answers"].get(self._exercise.id))
        name = answers_path(self._folder, self._exercise.graded).name
        return super().look() | {"file": name, "saved_at": self._document["saved_at"]}

    def act(self, action: dict[str, Any]) -> None:
        if action["do"] != "answer":
            super().act(action)
        self._document = save_answer(
            self._folder, self._exercise.graded, self._exercise.id,
            lambda now: self.take(now, action),
        )

    def saved(self) -> tuple[str, list[tuple[str, str]], str]:
        left = len(missing(self._exercise, self._answer))
        note = f"{left} still to answer. " if left else "All answered. "
        return f"Graded exercise: {self._exercise.title}", legible(self._exercise, self._answer), note + f"Kept in {self.picture['file']}."

    def saved_data(self) -> dict[str, Any]:
        return {MIME: self._document}
