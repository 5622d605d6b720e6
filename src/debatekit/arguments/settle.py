"""Make a map of ours out of a sketch: fill its gaps, leave out what leads nowhere, and say so in a report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from debatekit.arguments.argument import BASES, KINDS, RELATIONS, Argument, Claim, Reason
from debatekit.arguments.chains import leading
from debatekit.arguments.schemes import SCHEMES
from debatekit.arguments.sketch import MOST_CHARACTERS, Remark, Sketch
from debatekit.errors import Hints, hint
from debatekit.ideas import Fault

# What stands where a file says nothing. The report names each place, because only an author can know better.
ID, KIND, BASIS, SCHEME, NOTE = "map", "interpretation", "none_given", "sign", "To be written: why the author needs it."
_NO_SCHEME = ("", "default", "default inference", "default conflict", "no scheme")
# Names that others give to steps which we know by another.
_ALSO = {
    "rules": "rule", "established rule": "rule", "falsification of hypothesis": "falsification", "abductive": "effect to cause",
    "inference to the best explanation": "effect to cause",
}  # fmt: skip
_MOST_NAMED = 12
# Two hundred ends are enough to choose a thesis from; to walk back from every one of thousands would take minutes.
_MOST_ENDS = 200

Gaps = dict[tuple[str, str], list[str]]  # the names that a sentence is about, by what stands before and after them in it


@dataclass(frozen=True, kw_only=True)
class Imported:
    """A map that was read: sound parts, and a `report`. `argument` is None while they do not make a sound whole; the report then says why.

    The report tells what leads nowhere last, because that often follows from what stands before it.
    """

    id: str
    thesis: str
    claims: tuple[Claim, ...]
    reasons: tuple[Reason, ...]
    main_line: tuple[str, ...]
    note: str
    report: tuple[Remark, ...]
    argument: Argument | None


def settle(sketch: Sketch) -> Imported:
    """The map that `sketch` comes to. Raises Fault where there is no claim at all."""
    return _Settling(sketch).settle()


class _Settling:
    def __init__(self, sketch: Sketch) -> None:
        self.sketch, self.hint = sketch, Hints()
        self.gaps: Gaps = {}

    def settle(self) -> Imported:
        if not self.sketch.claims:
            raise Fault("there is no claim in it.")
        claims = {name: self._claim(name, fields) for name, fields in self.sketch.claims.items()}
        reasons = self._reasons(claims)
        for (before, after), names in self.gaps.items():
            self.sketch.remark(None, f"{before} {_some(names)}{after}")
        thesis, main_line = self._thesis(claims, reasons), self._main_line(reasons)
        whole: dict[str, Any] = {"thesis": thesis, "claims": tuple(claims.values()), "reasons": tuple(reasons.values())}
        if main_line is None:
            main_line = tuple(reason.id for reason in whole["reasons"] if reason.to == thesis and reason.relation == "supports")
            self.sketch.remark(None, "no main line is named; the reasons that support the thesis itself were put in. Name those that carry it, in order.")
        if not self.sketch.id:
            self.sketch.remark(None, f"no id is given, so “{ID}” stands there. Put the name of the text's folder in its place.")
        whole |= {"id": self.sketch.id or ID, "main_line": main_line, "note": self.sketch.note}
        reached, loose = leading(thesis, ((reason.id, reason.premises, reason.to) for reason in whole["reasons"])), []
        for name in (*claims, *reasons):
            # What leads to a loose claim is loose because of it; that is told once.
            if name not in reached and (name in claims or reasons[name].relation == "undercuts"):
                sentence = f"no chain of reasons leads from “{name}” to the thesis “{thesis}”. Join it, or take it away."
                loose.append(Remark(self.sketch.lines[name], sentence))
        argument = Argument(**whole) if reached >= claims.keys() | reasons.keys() else None
        return Imported(**whole, report=(*_by_line(self.sketch.remarks), *_by_line(loose)), argument=argument)

    def _claim(self, name: str, fields: dict[str, Any]) -> Claim:
        held = _Held(self.sketch, name, fields, self.gaps)
        text = held.text("text")
        if "text" not in fields:
            self.gaps.setdefault(("no text is given for", ", so the name stands in its place. Write the claim."), []).append(name)
            text = name
        note, stated = held.text("note"), fields.get("stated", True)
        if not isinstance(stated, bool):
            held.misfit("stated", "true or false")
            stated = True
        if not stated and not note:
            self.sketch.remark(self.sketch.lines[name], f"“{name}” is not stated, so it needs a note that argues why the author needs it. Write it.")
            note = NOTE
        return Claim(
            id=name, text=text, kind=held.one_of("kind", KINDS, KIND), paragraphs=held.paragraphs((1,)), basis=held.one_of("basis", BASES, BASIS),
            stated=stated, voice=held.one_of("voice", ("author", "objection"), "author", gap=False), checks=held.texts("checks"), note=note,
        )  # fmt: skip

    def _reasons(self, claims: dict[str, Claim]) -> dict[str, Reason]:
        kept: dict[str, Reason] = {}
        for name, fields in self.sketch.reasons.items():
            held = _Held(self.sketch, name, fields, self.gaps)
            relation = held.one_of("relation", RELATIONS, "supports")
            premises = tuple(dict.fromkeys(held.texts("premises")))
            known = tuple(premise for premise in premises if premise in claims and premise != fields.get("to"))
            for premise in sorted(set(premises) - set(known)):
                why, near = ("is also where it leads", "") if premise in claims else ("is no claim", self.hint(premise, claims))
                self.sketch.remark(self.sketch.lines[name], f"the reason “{name}” starts from “{premise}”, which {why}; left out.{near}")
            if not known:
                self.sketch.remark(self.sketch.lines[name], f"the reason “{name}” has no premise; left out.")
                continue
            paragraphs = tuple(sorted({number for premise in known for number in claims[premise].paragraphs}))
            kept[name] = Reason(
                id=name, premises=known, relation=relation, to=held.text("to"), scheme=self._scheme(name, fields.get("scheme")),
                paragraphs=held.paragraphs(paragraphs), note=held.text("note"),
            )  # fmt: skip
        lost = True
        while lost:  # what undercuts a reason that is left out goes with it
            lost = [each for each in kept.values() if each.to not in (kept if each.relation == "undercuts" else claims) or each.to == each.id]
            for each in lost:
                del kept[each.id]
                what, there = ("reason", kept) if each.relation == "undercuts" else ("claim", claims)
                said = f"the reason “{each.id}” leads to “{each.to}”, and there is no such {what}; left out.{self.hint(each.to, there)}"
                self.sketch.remark(self.sketch.lines[each.id], said)
        return kept

    def _scheme(self, name: str, given: Any) -> str:
        found = scheme_named(given) if isinstance(given, str) else None
        if found is None:
            named = isinstance(given, str) and given.lower() not in _NO_SCHEME
            said = f"“{given}” is no scheme here" if named else "no scheme is named"
            self.gaps.setdefault((f"{said}, so “{SCHEME}” stands for", ". Choose the right one."), []).append(name)
        return found or SCHEME

    def _thesis(self, claims: dict[str, Claim], reasons: dict[str, Reason]) -> str:
        if self.sketch.thesis in claims:
            return self.sketch.thesis
        used = {premise for reason in reasons.values() for premise in reason.premises}
        steps = [(reason.id, reason.premises, reason.to) for reason in reasons.values()]
        ends = [name for name in claims if name not in used][:_MOST_ENDS] or list(claims)[:_MOST_ENDS]
        thesis = max(ends, key=lambda name: len(leading(name, steps)))
        said = f"the thesis is “{self.sketch.thesis}”, and there is no such claim" if self.sketch.thesis else "no thesis is named"
        self.sketch.remark(None, f"{said}; “{thesis}” was taken, to which most leads. Set it right if it is another.")
        return thesis

    def _main_line(self, reasons: dict[str, Reason]) -> tuple[str, ...] | None:
        if self.sketch.main_line is None:
            return None
        for name in self.sketch.main_line:
            if name not in reasons:
                self.sketch.remark(None, f"the main line names “{name}”, and there is no such reason; left out.{self.hint(name, reasons)}")
        return tuple(name for name in self.sketch.main_line if name in reasons)


class _Held:
    """The fields of one claim or reason, each as what it should be; what is something else is told and does not count."""

    def __init__(self, sketch: Sketch, name: str, fields: dict[str, Any], gaps: Gaps) -> None:
        self.sketch, self.name, self.fields, self.gaps = sketch, name, fields, gaps

    def misfit(self, key: str, wanted: str) -> None:
        self.sketch.remark(self.sketch.lines[self.name], f"the {key} of “{self.name}” should be {wanted}; left out.")

    def text(self, key: str) -> str:
        value = self.fields.get(key, "")
        if not isinstance(value, str):
            self.misfit(key, "text")
            return ""
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.fields.get(key, ())
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
            self.misfit(key, "a list of names")
            return ()
        return tuple(value)

    def paragraphs(self, otherwise: tuple[int, ...]) -> tuple[int, ...]:
        value = self.fields.get("paragraphs")
        if isinstance(value, list | tuple) and value and all(type(number) is int and number > 0 for number in value):
            return tuple(value)
        if value is not None:
            self.misfit("paragraphs", "a list of numbers")
        where = f"{otherwise[0]} stands" if len(otherwise) == 1 and otherwise[0] == 1 else "those of its premises stand"
        self.gaps.setdefault((f"no paragraphs are given, so {where} for", ". Say where each is in the text."), []).append(self.name)
        return otherwise

    def one_of(self, key: str, known: Iterable[str], otherwise: str, gap: bool = True) -> Any:
        value = self.fields.get(key)
        if isinstance(value, str) and value in known:
            return value
        if value is not None:
            near = hint(value, known) if isinstance(value, str) else ""
            self.sketch.remark(self.sketch.lines[self.name], f"“{value}” is no {key} that we know (of “{self.name}”); “{otherwise}” stands instead.{near}")
        elif gap:
            self.gaps.setdefault((f"no {key} is given, so “{otherwise}” stands for", ". Look at each."), []).append(self.name)
        return otherwise


def scheme_named(name: str) -> str | None:
    """Our name of a scheme, however it is spelt: “Argument From Expert Opinion”, “Expert_Opinion”."""
    plain = " ".join(re.sub(r"[-_]", " ", name[:200]).lower().split())
    plain = plain.removeprefix("argument ").removeprefix("from ")
    plain = _ALSO.get(plain, plain)
    return plain if plain in SCHEMES else None


def _by_line(remarks: list[Remark]) -> list[Remark]:
    return sorted(remarks, key=lambda remark: remark.line or MOST_CHARACTERS)


def _some(names: list[str]) -> str:
    """Names in a sentence; of very many the first ones, and how many more there are."""
    shown = ", ".join(f"“{name}”" for name in names[:_MOST_NAMED])
    return f"{shown} and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else shown
