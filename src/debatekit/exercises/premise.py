"""Write the premise that a step needs and does not state, then compare it with some that others would write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, ClassVar, Literal

from debatekit.errors import BadAnswer
from debatekit.exercises.choose import Option
from debatekit.exercises.exercise import AnyExercise, texts
from debatekit.exercises.own_text import ELSEWHERE, is_own_text, is_written, own_text
from debatekit.exercises.remark import Remark
from debatekit.ideas import Fault


@dataclass(frozen=True, kw_only=True)
class Premise(AnyExercise):
    """One step of an argument, from what is `given` to its `conclusion`. `reading` and `paragraphs` say where it stands, if it does.

    The answer is {"own": text, "choice": option}. It has a choice as soon as the options are shown, None for no option: from then on the own
    sentence stays as it was written, for it was written without them. No program judges it; what is checked is the choice.
    """

    kind: Literal["premise"]
    given: tuple[str, ...]
    conclusion: str
    options: tuple[Option, ...]
    reading: str | None = None
    paragraphs: tuple[int, ...] = ()
    keeps_drafts: ClassVar[bool] = True
    has_own_words: ClassVar[bool] = True

    def page(self) -> dict[str, Any]:
        return {"given": list(self.given), "conclusion": self.conclusion, "paragraphs": list(self.paragraphs), "options": []}

    def uncovered(self, answer: Any, checked: Any) -> dict[str, Any]:
        if not (answer and "choice" in answer):
            return {}
        # Whoever writes the options writes the right one first.
        return {"options": texts(sorted(self.options, key=lambda option: sha256(f"{self.id}/{option.id}".encode()).digest()))}

    def fit(self, answer: Any) -> dict[str, Any]:
        kept = self.fitting(answer)
        if kept is None or kept != dict(answer):
            raise BadAnswer(f"This does not fit “{self.id}”. Give your own sentence first, then one of: {', '.join(self._names())}.")
        return kept

    def fitting(self, answer: Any) -> dict[str, Any] | None:
        if not isinstance(answer, Mapping) or not is_own_text(answer.get("own")):
            return None
        kept = {"own": answer["own"]}
        if "choice" in answer and is_written(kept["own"]):
            # An option that is gone leaves the others shown.
            kept["choice"] = answer["choice"] if isinstance(answer["choice"], str) and answer["choice"] in self._names() else None
        return kept

    def with_choice(self, answer: Any, item: Any, choice: Any) -> dict[str, Any]:
        now = self.fitting(answer) or {"own": ""}
        if item == "own":
            if "choice" in now:
                raise BadAnswer("You have seen the other sentences, so your own stays as you wrote it before.")
            return {"own": own_text(choice)}
        if not is_written(now["own"]):
            raise BadAnswer("Write a sentence of your own first. Three words will do, and nobody marks them.")
        if item != "choice" or not (choice is None or isinstance(choice, str) and choice in self._names()):
            raise BadAnswer(f"That is no answer to “{self.id}”. Choose one of the sentences that are shown.")
        return now | {"choice": choice}

    def check_ready(self, answer: Any) -> None:
        if not (answer and answer.get("choice")):
            raise BadAnswer("Write your own sentence, then choose among the others. Then check.")

    def remarks(self, answer: Mapping[str, Any]) -> dict[str, Remark]:
        chosen = self._option(answer.get("choice"))
        return {"choice": Remark(chosen.right, chosen.feedback)} if chosen else {}

    def score(self, answer: Any, remarks: dict[str, Remark]) -> tuple[int, int]:
        return sum(remark.right for remark in remarks.values()), 1

    def solution(self) -> dict[str, Any]:
        return {"own": "Any sentence of one's own.", "choice": next(option.id for option in self.options if option.right)}

    def solved(self, answer: Any) -> dict[str, Any]:
        return answer | {"choice": self.solution()["choice"]}

    def said(self) -> list[str]:
        return [option.feedback for option in self.options]

    def tries(self) -> list[dict[str, Any]]:
        return [{"own": "A sentence of mine.", "choice": option.id} for option in self.options]

    def public(self, answer: Any) -> Any:
        return answer | {"own": ELSEWHERE} if answer and answer["own"] else answer

    def asked(self, answer: Mapping[str, Any] | None) -> list[tuple[str, str | None]]:
        own, chosen = (answer["own"].strip(), self._option(answer.get("choice"))) if answer else ("", None)
        return [("The missing premise, in your own words", own or None), ("The sentence you chose", chosen.text if chosen else None)]

    def _names(self) -> list[str]:
        return [option.id for option in self.options]

    def _option(self, name: str | None) -> Option | None:
        return next((option for option in self.options if option.id == name), None)

    def _check_question(self) -> None:
        self._check_ids("options", self.options)
        if not self.given or not all(text.strip() for text in self.given):
            raise Fault(f"“{self.id}” needs one or more premises that are given.", "given")
        if not self.conclusion.strip():
            raise Fault(f"“{self.id}” needs a conclusion.", "conclusion")
        if bool(self.paragraphs) != bool(self.reading):
            raise Fault(f"“{self.id}” needs both a reading and its paragraphs, or neither.", "paragraphs" if self.paragraphs else "reading")

    def _check_that_it_gives_nothing_away(self) -> None:
        raise Fault(f"“{self.id}” is of a kind that cannot be graded, for what counts in it is written before the options are seen. Take “graded” out.", "graded")

    def _check_solution(self) -> None:
        right = [option.id for option in self.options if option.right]
        if len(right) != 1:
            raise Fault(f"“{self.id}” needs exactly one right option; it has {len(right)}.", "options")
        for place, option in enumerate(self.options):
            if not option.feedback:
                raise Fault(f"“{self.id}” needs a feedback text for every option.", "options", place)
