"""Find every fault of a map, with its line, also where the model gives up at the first one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from debatekit.arguments.argument import Argument, Claim, Reason
from debatekit.arguments.chains import rings
from debatekit.arguments.faults import claim_faults, loose_faults, map_faults, reason_faults, steps_of
from debatekit.course.checks import TABLE, load_checks
from debatekit.course.load import load_course, load_reading
from debatekit.course.shape_faults import Found, bare, shape_faults
from debatekit.course.yaml_file import YamlFile
from debatekit.errors import BadCourseFile, CourseKitError, Hints
from debatekit.readings.reading import Reading

# A box of the picture holds a claim of this length without growing out of its row, and a reader holds it in mind.
CLAIM_WORDS, NOTE_WORDS = 40, 70
# Paragraphs that only ask make no claim.
_ASKS = "question"


@dataclass(frozen=True)
class MapFault:
    """One fault: the file, its 1-based line (None when the whole file is meant) and one sentence."""

    path: Path
    line: int | None
    sentence: str

    def __str__(self) -> str:
        # From the course folder down: data/readings/<text>/argument.yaml.
        where = "/".join(self.path.parts[-4:])
        return f"{where}, line {self.line}: {self.sentence}" if self.line else f"{where}: {self.sentence}"


def lint(name: str, root: Path) -> list[MapFault]:
    """All faults of the map of the text called `name`, none when it is sound. Never raises for what is in the file.

    They come in the order of their lines, but for what leads nowhere: that often follows from another, so it comes last.
    """
    path = root / "data" / "readings" / name / "argument.yaml"
    try:
        file = YamlFile(path)
    except BadCourseFile as error:
        return [MapFault(path, error.line, error.problem)]
    there = _Map(file.data, name, root)
    told = [{MapFault(path, file.line(at), sentence): None for at, sentence in faults} for faults in (there.faults(), loose_faults(there.whole))]
    return [fault for faults in told for fault in sorted(faults, key=lambda fault: fault.line or 0)]


class _Map:
    """The raw file. Parts that are not what they should be are told once and passed over afterwards: as `bare` they hold None there."""

    def __init__(self, data: Any, name: str, root: Path) -> None:
        self.data, self.name, self.root, self.hint = data, name, root, Hints()
        self.whole = bare(data, Argument)
        self.claims = [bare(claim, Claim) for claim in self.whole.claims or ()]
        self.reasons = [bare(reason, Reason) for reason in self.whole.reasons or ()]
        self.whole.claims, self.whole.reasons = self.claims, self.reasons
        self.claim_ids = {claim.id for claim in self.claims} - {None}
        self.reason_ids = {reason.id for reason in self.reasons} - {None}
        self.steps = steps_of(self.whole)

    def faults(self) -> Found:
        yield from shape_faults(self.data, Argument, (), "the map")
        for key, shape, what, parts in (("claims", Claim, "claim", self.claims), ("reasons", Reason, "reason", self.reasons)):
            for place, part in enumerate(parts):
                said = f"this {what}" if part.id is None else f"the {what} “{part.id}”"
                yield from shape_faults(self.data[key][place], shape, (key, place), said)
        for place, claim in enumerate(self.claims):
            yield from ((("claims", place, *path), sentence) for path, sentence in claim_faults(claim))
        for place, reason in enumerate(self.reasons):
            yield from ((("reasons", place, *path), sentence) for path, sentence in reason_faults(reason, self.hint))
        yield from map_faults(self.whole, self.hint)
        if self.whole.id not in (None, self.name):
            yield ("id",), f"the id is “{self.whole.id}” but it is filed as “{self.name}”. Make them the same."
        yield from self._texts()
        yield from self._twice()
        yield from self._circles()
        yield from self._main_line()
        yield from self._paragraphs()
        yield from self._checks()

    def _parts(self) -> Iterator[tuple[str, int, SimpleNamespace]]:
        yield from (("claims", place, claim) for place, claim in enumerate(self.claims))
        yield from (("reasons", place, reason) for place, reason in enumerate(self.reasons))

    def _texts(self) -> Found:
        met: dict[str, str] = {}
        for place, claim in enumerate(self.claims):
            if claim.text is not None:
                plain, many = " ".join(claim.text.lower().split()).rstrip(".!?"), len(claim.text.split())
                if not plain:
                    yield ("claims", place, "text"), f"the claim “{claim.id}” has no text. Write it."
                elif plain in met:
                    yield ("claims", place, "text"), f"“{claim.id}” says the same as “{met[plain]}”. Keep one of them, and let both reasons use it."
                met.setdefault(plain, str(claim.id))
                if many > CLAIM_WORDS:
                    yield ("claims", place, "text"), f"the claim “{claim.id}” has {many} words; at most {CLAIM_WORDS} fit. Cut it, or make two of it."
        for key, place, part in self._parts():
            if part.note is not None and (many := len(part.note.split())) > NOTE_WORDS:
                yield (key, place, "note"), f"the note of “{part.id}” has {many} words; at most {NOTE_WORDS} fit. Cut it."

    def _twice(self) -> Found:
        """Reasons that give again what another gives, or a part of it."""
        given: dict[tuple[str, str], dict[frozenset[str], tuple[int, str]]] = {}
        for place, reason in enumerate(self.reasons):
            if not reason.premises or reason.to is None or reason.relation is None:
                continue
            there, premises = given.setdefault((reason.relation, reason.to), {}), frozenset(reason.premises)
            if premises in there:
                first = there[premises][1]
                yield ("reasons", place), f"the reason “{reason.id}” is given twice: “{first}” has the same premises and leads to the same place. Take one away."
            there.setdefault(premises, (place, str(reason.id)))
        for there in given.values():
            for premises, (place, name) in there.items():
                for more, (_, other) in there.items():
                    if premises < more:
                        said = f"the reason “{name}” leads to the same place as “{other}”, from a part of its premises."
                        yield ("reasons", place), f"{said} Keep those together that need each other."

    def _circles(self) -> Found:
        places = {reason.id: place for place, reason in reversed([*enumerate(self.reasons)])}
        for ring in rings(self.steps):
            way = " → ".join(f"“{name}”" for name in [*ring, ring[0]])
            yield ("reasons", min(places[name] for name in ring if name in places)), f"a circle: {way}. A reason must not lead back to where it starts."

    def _main_line(self) -> Found:
        line, thesis = self.whole.main_line, self.whole.thesis
        met: set[str] = set()
        for place, name in enumerate(line or ()):
            if name in met and name in self.reason_ids:
                yield ("main_line", place), f"the main line names “{name}” twice. Take one away."
            met.add(name)
        if line is not None and thesis in self.claim_ids and not any(to == thesis and name in met for name, _, to in self.steps):
            yield ("main_line",), f"no reason of the main line leads straight to the thesis “{thesis}”. Name those that carry it."

    def _paragraphs(self) -> Found:
        reading = self._reading()
        last, used = len(reading.paragraphs) if reading else None, set()
        for key, place, part in self._parts():
            numbers = part.paragraphs or ()
            for index, number in enumerate(numbers):
                if number < 1 or (last is not None and number > last):
                    said = f"the text has paragraphs 1 to {last}" if last is not None else "paragraphs are counted from 1"
                    yield (key, place, "paragraphs", index), f"“{part.id}” points to paragraph {number}; {said}."
            if list(numbers) != sorted(set(numbers)):
                yield (key, place, "paragraphs"), f"“{part.id}” names its paragraphs out of order, or one twice. Put each once, the first first."
            used.update(numbers if key == "claims" else ())
        for paragraph in reading.paragraphs if reading and self.claims else ():
            if paragraph.job != _ASKS and paragraph.number not in used:
                what = f"{paragraph.job}: {paragraph.gist}"
                yield ("claims",), f"no claim stands in paragraph {paragraph.number} ({what}) Add what it claims; only a paragraph that asks needs none."

    def _reading(self) -> Reading | None:
        try:
            return load_reading(self.name, self.root)
        except CourseKitError:
            return None  # the check of the course files tells it

    def _checks(self) -> Found:
        try:
            if TABLE.stem not in (table.id for table in load_course(self.root).tables):
                return
            known = load_checks(self.root)
        except CourseKitError:
            return  # as above
        for place, claim in enumerate(self.claims):
            for index, check in enumerate(claim.checks or ()):
                if check not in known:
                    sentence = f"the claim “{claim.id}” names the fact check “{check}”, which {TABLE.name} does not have.{self.hint(check, known)}"
                    yield ("claims", place, "checks", index), sentence
