"""The widget of an argument: its map as a picture and as an outline, and a trial of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from debatekit.arguments.argument import BASES, KINDS, RELATIONS
from debatekit.arguments.outline import main_line, numbers, outline
from debatekit.arguments.position import Position, fitting, of_a_class, of_means
from debatekit.arguments.schemes import SCHEMES
from debatekit.arguments.trial import LIMITS, SEMANTICS_IN_WORDS, Trial, name_of
from debatekit.course.argument_map import ArgumentMap
from debatekit.dates import day_in_words
from debatekit.errors import BadAnswer, JournalError
from debatekit.ideas import counted
from debatekit.journal.membership import Memberships
from debatekit.journal.store import Journal
from debatekit.widgets.widget import CourseWidget

if TYPE_CHECKING:
    from debatekit.attending.attendance import Attendance

# Maps that are on the page when the learner's record is erased.
_on_the_page: WeakSet[ArgumentWidget] = WeakSet()

# A learner's own positions are told apart by this from those that the kit offers.
_OWN = "saved/"


class ArgumentWidget(CourseWidget, front_end=Path(__file__)):
    """The argument of one reading, with the fact checks that its claims name, and a trial of it: what if this were otherwise?

    `votes` are those of a class, as pairs of a claim's or reason's id and a number from 0 to 1. They make a position to start from or
    to compare with. Without them, and in a class, that position follows what the class has revealed. Nothing is kept but what the learner
    saves under a name, in the journal. Raises UnknownName and BadAnswer for votes.
    """

    def __init__(self, parts: ArgumentMap, course: str, journal: Journal, votes: Iterable[tuple[str, float]] = ()) -> None:
        super().__init__()
        self._argument, self._reading = parts.argument, parts.reading
        self._course, self._journal = course, journal
        self._trial = Trial(parts.argument)
        self._calm = self._trial.look()
        self._offered = {"start": ("the start", Position())}
        self._saved: dict[str, Position] = {}
        self._attending: Attendance | None = None
        self._goes_with_class = False
        self._projected = bool(votes := list(votes))
        if votes:
            # A class looks on: what the teacher has saved is not for them.
            self._offer_class(votes)
        else:
            try:
                self._read_saved()
            except JournalError as error:
                self._message = f"Your saved positions are not shown. {error}"
        _on_the_page.add(self)
        self.attend()
        self.fixed = _map(parts) | {"limits": LIMITS, "semantics_in_words": SEMANTICS_IN_WORDS}
        self.refresh()

    def look(self) -> dict[str, Any]:
        offered = [{"id": name, "title": title, "own": name.startswith(_OWN)} for name, (title, _) in self._positions().items()]
        return {**self._trial.look(), "positions": offered, "class": self._class_in_words()}

    def public(self, picture: dict[str, Any]) -> dict[str, Any]:
        # JupyterLab can save a widget's state with the notebook, and notebooks get shared: what somebody holds true is not in it.
        told = [each for each in picture["positions"] if not each["own"] and (self._projected or each["id"] != "class")]
        calm = {**picture, **self._calm, "message": "", "positions": told, "class": None}
        return picture if picture == calm else calm

    def act(self, action: dict[str, Any]) -> None:
        trial = self._trial
        if action["do"] in ("set", "suppose"):
            self._goes_with_class = False
        match action:
            case {"do": "set", "id": name, "value": value}:
                trial.set(name, value)
            case {"do": "suppose", "id": name, "false": bool(false)}:
                trial.suppose_false(name, false)
            case {"do": "semantics", "name": name}:
                trial.weigh_by(name)
            case {"do": "decides"}:
                trial.ask_what_decides()
            case {"do": "falls"}:
                trial.ask_what_it_takes()
            case {"do": "take", "position": name}:
                trial.take(self._position(name)[1])
                self._goes_with_class = name == "class" and not self._projected
            case {"do": "compare", "position": None}:
                trial.stop_comparing()
            case {"do": "compare", "position": name}:
                trial.compare(name, *self._position(name))
            case {"do": "save", "name": raw}:
                self._journal.keep_position(self._course, self._argument.id, name_of(raw), trial.position.plain())
                self._read_saved()
                if self._shows_class():
                    self._message = f"“{name_of(raw)}” is saved. It is in the list again when this map no longer shows the class."
            case {"do": "forget", "position": name}:
                title, position = self._position(name)
                if self._saved.get(title) is not position:
                    raise BadAnswer(f"“{title}” is not yours to delete.")
                self._journal.drop_position(self._course, self._argument.id, title)
                trial.stop_comparing(name)
                self._read_saved()
            case _:
                super().act(action)

    def _offer_class(self, votes: list[tuple[str, float]]) -> None:
        position = of_a_class(self._argument, votes)
        if position.values:
            self._offered["class"] = ("the class", position)
        cast = Counter(name for name, _ in votes)
        used = ", ".join(f"{name} ({cast[name]})" for name in position.values) or "none"
        few = ", ".join(f"{name} ({number})" for name, number in cast.items() if name not in position.values)
        self._message = f"Votes of the class that are used: {used}." + (f" Fewer than five, so not used: {few}." if few else "")

    # A class that votes live

    def attend(self) -> None:
        """Follow the class that the learner is in now, if any; called anew when that changes."""
        if self._projected:
            return
        if not Memberships(self._journal).current(self._course):
            self._attending = None
        elif not self._attending:
            # Whoever is in no class needs nothing that speaks HTTP.
            from debatekit.attending.attendance import Attendance

            self._attending = Attendance(self._journal, self._course, self._argument.id, self._heard)
        self._follow()

    def _heard(self) -> None:
        self._follow()
        self.refresh_or_say_why()

    def _follow(self) -> None:
        position = of_means(self._argument, self._attending.of_claims(self._argument.id)) if self._attending else Position()
        if not position.values:
            self._offered.pop("class", None)
            self._trial.stop_comparing("class")
            self._goes_with_class = False
            return
        self._offered["class"] = ("the class", position)
        if self._goes_with_class:
            self._trial.take(position)
        if self._trial.compared_with == "class":
            self._trial.compare("class", "the class", position)

    def _shows_class(self) -> bool:
        return not self._projected and (self._goes_with_class or self._trial.compared_with == "class")

    def _class_in_words(self) -> dict[str, Any] | None:
        if not self._attending:
            return None
        if "class" not in self._offered:
            return {"says": "Your class has revealed no votes on this map yet. Once a claim or a step has five, “the class” is among the positions below."}
        heard = self._attending.of_claims(self._argument.id)
        used = [name for name in self._offered["class"][1].values]
        claims = sum(claim.id in used for claim in self._argument.claims)
        parts = [counted(number, word) for number, word in ((claims, "claim"), (len(used) - claims, "step")) if number]
        says = f"“The class” is the mean of {counted(sum(heard[name][1] for name in used), 'vote')} on {' and '.join(parts)} of this map, at least five on each. It follows what is revealed in class."
        if self._goes_with_class:
            says += " You stand where it stands, until you move something."
        if self._shows_class() and self._saved:
            says += " Your saved positions are not in the list meanwhile, because others may look on."
        return {"says": says}

    def _receive(self, widget: Any, content: Any, buffers: Any) -> None:
        if isinstance(content, dict) and content.get("do") == "here":
            if self._attending:
                self._attending.use() if content.get("opened") else self._attending.see()
            return
        super()._receive(widget, content, buffers)

    def _positions(self) -> dict[str, tuple[str, Position]]:
        if self._shows_class():
            return self._offered
        return self._offered | {f"{_OWN}{name}": (name, position) for name, position in self._saved.items()}

    def _position(self, name: Any) -> tuple[str, Position]:
        positions = self._positions()
        if not isinstance(name, str) or name not in positions:
            raise BadAnswer("That position is no longer there. Run this cell again (Shift+Enter) to see those that are.")
        return positions[name]

    def forget(self) -> None:
        """Go back to the start, as if nothing had been moved or saved."""
        self._trial, self._saved, self._goes_with_class = Trial(self._argument), {}, False
        self.refresh()

    def _read_saved(self) -> None:
        kept = self._journal.positions(self._course, self._argument.id)
        self._saved = {name: fitting(self._argument, raw) for name, raw in kept.items()}

    def saved(self) -> tuple[str, list[tuple[str, str]], str]:
        note = "This is the main line. Run this cell (Shift+Enter) to see the whole map."
        return f"How {self._reading.author} argues", main_line(self._argument), note


def attend() -> None:
    """Let every map that is on the page follow the class that the learner is in now."""
    for widget in list(_on_the_page):
        widget.attend()
        widget.refresh_or_say_why()


def forget_positions() -> None:
    """Let every map that is on the page forget what the learner held true."""
    for widget in _on_the_page:
        widget.forget()


def _map(parts: ArgumentMap) -> dict[str, Any]:
    """What the page draws, and never changes."""
    argument, reading = parts.argument, parts.reading
    top = outline(argument)
    number = numbers(top)
    return {
        "id": argument.id,
        "heading": f"How {reading.author} argues",
        "source": f"“{reading.title}” ({reading.outlet}, {day_in_words(reading.date)}). {argument.note}".rstrip(),
        "thesis": argument.thesis,
        "main_line": list(argument.main_line),
        "claims": [{**_plain(claim), "number": number[claim.id]} for claim in argument.claims],
        "reasons": [_plain(reason) for reason in argument.reasons],
        "outline": _plain(top),
        "kinds": KINDS,
        "bases": BASES,
        "relations": RELATIONS,
        "schemes": {reason.scheme: _plain(SCHEMES[reason.scheme]) for reason in argument.reasons},
        "checks": {name: check.shown() for name, check in parts.checks.items()},
    }


def _plain(part: Any) -> Any:
    """A dataclass as JSON has it."""
    return asdict(part, dict_factory=lambda pairs: {key: list(value) if isinstance(value, tuple) else value for key, value in pairs})
