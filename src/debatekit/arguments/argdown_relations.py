"""The relations of an Argdown text as reasons: what stands under a statement, an argument or a step with a “+”, “-” or “_” before it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from debatekit.arguments.argdown_parse import Inference, Member
from debatekit.arguments.sketch import Sketch

_RELATIONS = {"+": "supports", "-": "attacks", "_": "undercuts"}


@dataclass(eq=False)
class Node:
    """A statement with all its mentions, or an argument. `id` is its claim's; `steps` are the reasons of its structures."""

    line: int
    title: str
    text: str | None
    data: dict[str, Any]
    id: str = ""
    conclusion: Node | None = None
    steps: list[str] = field(default_factory=list)


@dataclass
class Made:
    """What became of the parts of a text so far: `nodes` by their mentions, and the reasons by the inferences and conclusions that they come from.

    The conclusions that are `folded` only tell what their step attacks or undercuts.
    """

    nodes: dict[Any, Node]
    folded: Collection[Member]
    step_of: dict[Member | Inference, str]


def relate(relations: list[tuple[Member | Inference, str, Member, int]], made: Made, sketch: Sketch) -> None:
    """Make a reason of each relation that its structure does not say already."""
    _Relating(made, sketch).relate(relations)


class _Relating:
    def __init__(self, made: Made, sketch: Sketch) -> None:
        self.made, self.sketch = made, sketch
        self.there: set[tuple[Any, ...]] = set()
        self.ends = {node: {sketch.reasons[name].get("to") for name in node.steps} for node in {*made.nodes.values()}}
        self.from_one: dict[str, list[str]] = {}  # the reasons with one premise, by it: there may be thousands, and as many relations
        for name, fields in sketch.reasons.items():
            self._enter(name, fields)

    def _enter(self, name: str, fields: dict[str, Any]) -> None:
        premises = tuple(fields["premises"])
        self.there.add((premises, fields["relation"], fields.get("to")))
        if len(premises) == 1:
            self.from_one.setdefault(premises[0], []).append(name)

    def relate(self, relations: list[tuple[Member | Inference, str, Member, int]]) -> None:
        undercuts = []
        for parent, sign, child, line in relations:
            if parent in self.made.folded:
                continue
            if sign == "><":
                self.sketch.remark(line, "a contradiction “><” has no counterpart here; left out.")
                continue
            relation = _RELATIONS[sign.strip("<>")]
            source, target = (parent, child) if sign.endswith(">") else (child, parent)
            if relation == "undercuts":
                undercuts.append((source, target, line))  # the reason that it hits may come from a relation further down
            else:
                self._one(source, relation, target, line)
        for source, target, line in undercuts:
            self._one(source, "undercuts", target, line)

    def _one(self, source: Member | Inference, relation: str, target: Member | Inference, line: int) -> None:
        giver = self.made.nodes.get(source)
        start = (giver.conclusion.id if giver.conclusion else giver.id) if giver else ""
        to, relation = self._target(target, self.made.nodes.get(target), relation, line)
        if not to or (giver and not giver.id and to in self.ends[giver]):
            # Its structure says already where it leads.
            return
        if not start:
            self.sketch.remark(line, "this relation starts from a step whose conclusion is no claim; left out.")
        elif start == to:
            self.sketch.remark(line, f"“{start}” cannot speak for or against itself; left out.")
        elif ((start,), relation, to) not in self.there:
            fields = {"premises": [start], "relation": relation, "to": to}
            self._enter(self.sketch.reason(line, None, f"r {start}", fields), fields)

    def _target(self, target: Member | Inference, node: Node | None, relation: str, line: int) -> tuple[str, str]:
        """What a relation leads to, and what it then does there."""
        if relation == "undercuts":
            step = self.made.step_of.get(target) or (node.steps[-1] if node and node.steps else "")
            if not step and node and node.id:
                from_it = self.from_one.get(node.id, [])
                step = next(iter(from_it), "")
                if len(from_it) > 1:
                    said = f"“{node.title}” leads to {len(from_it)} claims; only its step “{step}” is undercut here. Add the others if they are meant."
                    self.sketch.remark(line, said)
            if not step:
                self.sketch.remark(line, "this undercuts something from which no step leads; left out.")
            return step, relation
        if node is None:
            return "", relation
        if node.id:
            return node.id, relation
        if relation == "supports" and node.conclusion:
            self.sketch.remark(line, f"this supports the argument “{node.title}” as a whole; it was taken as support for its conclusion.")
            return node.conclusion.id, relation
        self.sketch.remark(line, f"this attacks the argument “{node.title}” as a whole; it was taken as an undercut of its last step.")
        return node.steps[-1] if node.steps else "", "undercuts"
