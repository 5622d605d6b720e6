"""Write a text, judge it oneself by criteria, then compare with examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from debatekit.errors import BadAnswer
from debatekit.exercises.exercise import AnyExercise
from debatekit.exercises.own_text import ELSEWHERE, is_own_text, is_written, own_text
from debatekit.exercises.remark import Remark
from debatekit.ideas import Fault, FromFile

LEVELS = range(2, 5)


@dataclass(frozen=True, kw_only=True)
class Criterion(FromFile):
    """One thing to look at. `levels` describes two to four texts in this respect, the weakest first."""

    id: str
    text: str
    levels: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Exemplar(FromFile):
    """A text of ours, the level that it reaches in each criterion (1 is the first), and `why`."""

    title: str
    text: str
    levels: dict[str, int]
    why: str


@dataclass(frozen=True, kw_only=True)
class Rubric(AnyExercise):
    """Write a text of about so many `words` and judge it by `criteria`. `exemplars` come after that, never before.

    The answer is {"text": text, "levels": {criterion: level}}, levels from 1. No program judges it: it is done when the text is
    written and every criterion is judged.
    """

    kind: Literal["rubric"]
    criteria: tuple[Criterion, ...]
    exemplars: tuple[Exemplar, ...]
    words: tuple[int, int] | None = None
    keeps_drafts: ClassVar[bool] = True
    has_own_words: ClassVar[bool] = True
    has_solution: ClassVar[bool] = False

    def page(self) -> dict[str, Any]:
        # The criteria are no secret: who writes should know by what to judge.
        criteria = [{"id": each.id, "text": each.text, "levels": list(each.levels)} for each in self.criteria]
        return {"criteria": criteria, "words": list(self.words) if self.words else None, "exemplars": []}

    def uncovered(self, answer: Any, checked: Any) -> dict[str, Any]:
        if checked is None:
            return {}
        return {"exemplars": [{"title": one.title, "text": one.text, "levels": dict(one.levels), "why": one.why} for one in self.exemplars]}

    def fit(self, answer: Any) -> dict[str, Any]:
        kept = self.fitting(answer)
        if kept is None or kept != dict(answer):
            raise BadAnswer(f"This does not fit “{self.id}”. Give a text, and for each of {', '.join(self._most())} a level from 1.")
        return kept

    def fitting(self, answer: Any) -> dict[str, Any] | None:
        if not isinstance(answer, Mapping) or not is_own_text(answer.get("text")):
            return None
        levels, most = answer.get("levels"), self._most()
        levels = levels if isinstance(levels, Mapping) else {}
        return {"text": answer["text"], "levels": {i: n for i, n in levels.items() if i in most and type(n) is int and 1 <= n <= most[i]}}

    def with_choice(self, answer: Any, item: Any, choice: Any) -> dict[str, Any]:
        now = self.fitting(answer) or {"text": "", "levels": {}}
        if item == "text":
            return now | {"text": own_text(choice)}
        criterion = item.removeprefix("levels/") if isinstance(item, str) else None
        level = int(choice) if isinstance(choice, float) and choice.is_integer() else choice
        if type(level) is not int or not 1 <= level <= self._most().get(criterion, 0):
            raise BadAnswer(f"That is no level of “{self.id}”. Choose one of those that are shown.")
        return now | {"levels": now["levels"] | {criterion: level}}

    def check_ready(self, answer: Any) -> None:
        if not (answer and is_written(answer["text"])):
            raise BadAnswer("Write your text first. Nobody marks it but you.")
        if left := len(self.criteria) - len(answer["levels"]):
            raise BadAnswer(f"Judge your text first: {left} of {len(self.criteria)} criteria {'is' if left == 1 else 'are'} left.")

    def remarks(self, answer: Mapping[str, Any]) -> dict[str, Remark]:
        return {each.id: Remark(True, _next(each, answer["levels"][each.id])) for each in self.criteria if each.id in answer["levels"]}

    def score(self, answer: Mapping[str, Any], remarks: dict[str, Remark]) -> tuple[int, int]:
        # Levels of a text that is not there are none.
        return (len(remarks) if is_written(answer["text"]) else 0), len(self.criteria)

    def told(self, right: int, total: int) -> str:
        return f"Written, and judged by yourself in {right} of {total} criteria."

    def said(self) -> list[str]:
        return [one.why for one in self.exemplars]

    def tries(self) -> list[dict[str, Any]]:
        return [{"text": one.text, "levels": dict(one.levels)} for one in self.exemplars]

    def public(self, answer: Any) -> Any:
        return answer | {"text": ELSEWHERE} if answer and answer["text"] else answer

    def asked(self, answer: Mapping[str, Any] | None) -> list[tuple[str, str | None]]:
        levels = answer["levels"] if answer else {}
        judged = [(each.text, _spell(each, levels[each.id]) if each.id in levels else None) for each in self.criteria]
        return [("Your text", (answer["text"].strip() if answer else "") or None), *judged]

    def _most(self) -> dict[str, int]:
        return {each.id: len(each.levels) for each in self.criteria}

    def _check_question(self) -> None:
        self._check_ids("criteria", self.criteria, least=1)
        for place, each in enumerate(self.criteria):
            if len(each.levels) not in LEVELS or not all(text.strip() for text in each.levels):
                raise Fault(f"“{each.id}” needs two to four levels, the weakest first.", "criteria", place, "levels")
        if self.words and not 1 <= self.words[0] < self.words[1]:
            raise Fault(f"the words of “{self.id}” should be two numbers, the least and the most, such as [60, 120].", "words")

    def _check_that_it_gives_nothing_away(self) -> None:
        raise Fault(f"“{self.id}” is of a kind that cannot be graded, for its writer judges it. Take “graded” out.", "graded")

    def _check_solution(self) -> None:
        if len(self.exemplars) < 2:
            raise Fault(f"“{self.id}” needs two or more exemplars, one of them middling.", "exemplars")
        most = self._most()
        for place, one in enumerate(self.exemplars):
            if not (one.title and one.text and one.why):
                raise Fault(f"an exemplar of “{self.id}” needs a title, a text and a “why”.", "exemplars", place)
            if one.levels.keys() != most.keys() or not all(1 <= level <= most[name] for name, level in one.levels.items()):
                wanted = ", ".join(f"{name} (1 to {number})" for name, number in most.items())
                raise Fault(f"“{one.title}” needs a level for each criterion: {wanted}.", "exemplars", place, "levels")
        if all(level == most[name] for one in self.exemplars for name, level in one.levels.items()):
            raise Fault(f"every exemplar of “{self.id}” is perfect. Show one that is not: it teaches more.", "exemplars")


def _next(criterion: Criterion, level: int) -> str:
    if level == len(criterion.levels):
        return "You say that no level is higher. Look whether the examples bear you out."
    return f"One level higher would be: “{criterion.levels[level]}”"


def _spell(criterion: Criterion, level: int) -> str:
    return f"{level} of {len(criterion.levels)}: {criterion.levels[level - 1]}"
