"""Read Argdown, our own or somebody else's, as a map, with a report of what could not be kept.

Statements become claims. A premise-conclusion structure becomes one reason for each of its steps, and the description of its argument
the note of the last. An argument without a structure becomes a claim, too: its description, which speaks for or against what its
relations say.
"""

from __future__ import annotations

from typing import Any

from debatekit.arguments.argdown_parse import Document, Inference, Member, Structure, parse
from debatekit.arguments.argdown_relations import Made, Node, relate
from debatekit.arguments.argdown_write import SIGNS, shown
from debatekit.arguments.settle import Imported, scheme_named, settle
from debatekit.arguments.sketch import CLAIM_KEYS, REASON_KEYS, Sketch, check_size, slug
from debatekit.errors import Hints


def read_argdown(text: str) -> Imported:
    """The map that `text` holds. Raises Fault for one that is too large or holds no claim."""
    check_size(text)
    sketch = Sketch()
    return _Reader(parse(text, sketch.remark), sketch).read()


class _Reader:
    def __init__(self, document: Document, sketch: Sketch) -> None:
        self.document, self.sketch, self.hint = document, sketch, Hints()
        self.nodes: dict[tuple[bool, str] | Member, Node] = {}
        self.under: dict[Member | Inference, list[tuple[str, Member, int]]] = {}
        self.step_of: dict[Member | Inference, str] = {}
        for parent, sign, child, line in document.relations:
            self.under.setdefault(parent, []).append((sign, child, line))
        # The conclusion that our own writer puts below an attack or an undercut says nothing new.
        self.folded = {ends: inference for structure in document.structures for inference, ends in _ends(structure) if self._is_formula(inference, ends)}

    def read(self) -> Imported:
        self.sketch.whole(self.document.front.get("debatekit"))
        if not self.sketch.id and isinstance(title := self.document.front.get("title"), str):
            self.sketch.id = slug(title)
        self._gather()
        self._claims()
        for structure in self.document.structures:
            self._structure(structure)
        self._targets()
        relate(self.document.relations, Made(self.nodes, self.folded, self.step_of), self.sketch)
        return settle(self.sketch)

    def _is_formula(self, inference: Inference, ends: Member) -> bool:
        sign = SIGNS.get(inference.data.get("relation")) if isinstance(inference.data.get("relation"), str) else None
        return sign is not None and not ends.title and [each for each, _, _ in self.under.get(ends, ())] == [sign]

    def _gather(self) -> None:
        for member in self.document.members:
            if member in self.folded:
                continue
            key = (member.is_argument, member.title) if member.title else member
            node = self.nodes.setdefault(key, Node(member.line, member.title, None, {}))
            self.nodes[member] = node
            node.data = member.data | node.data
            if member.words and node.text is None:
                node.text = member.words
            elif member.words and member.words != node.text:
                self.sketch.remark(member.line, f"“{member.title}” is worded once more; the first wording was kept.")

    def _claims(self) -> None:
        structured = {structure.title for structure in self.document.structures}
        related = {each for parent, _, child, _ in self.document.relations for each in (parent, child)}
        related |= {step for structure in self.document.structures for step in structure.steps}
        written = {node.title: None for node in self.nodes.values() if node.title and (node.text or "text" in node.data or node.title in structured)}
        done = set()
        for member in self.document.members:
            node = self.nodes.get(member)
            if node is None or node in done or (member.is_argument and member.title in structured):
                continue
            if not member.title and member not in related:
                self.sketch.remark(member.line, "a paragraph that has no title and no relation stands alone; left out.")
                continue
            done.add(node)
            fields = {key: node.data[key] for key in CLAIM_KEYS if key in node.data}
            self._unknown(member.line, node.data, (*CLAIM_KEYS, "id", "text"))
            exact, words = node.data.get("text"), node.text or ""
            # The words beside a title count; the exact text only tells what spaces and line ends were in them.
            if isinstance(exact, str) and shown(exact) == words:
                fields["text"] = exact
            elif words:
                fields["text"] = words
            elif node.title:
                # Most often a name that is misspelt; Argdown itself takes it for a claim without words.
                fields["text"] = node.title
                said = f"“{node.title}” is used here and never written out, so its name stands in its place."
                self.sketch.remark(node.line, said + self.hint(node.title, written, "Write it out."))
            node.id = self.sketch.claim(node.line, node.data.get("id"), node.title or words, fields)

    def _structure(self, structure: Structure) -> None:
        steps, held, since = list(_ends(structure)), [], []
        argument = self.nodes.get((True, structure.title)) if structure.title else None
        if not steps:
            self.sketch.remark(structure.line, "these premises have no line “----” and no conclusion below it, so no reason could be made of them.")
        if argument:
            self._unknown(argument.line, argument.data, ("id",))
            if argument.steps:
                self.sketch.remark(structure.line, f"“{structure.title}” has a second structure; it became a reason of its own.")
        members = [step for step in structure.steps if isinstance(step, Member)]
        inferences, ends = {id(inference): end for inference, end in steps}, {id(end) for _, end in steps}
        for step in structure.steps:
            if isinstance(step, Member):
                if id(step) not in ends:
                    since.append(step)
                continue
            end = inferences.get(id(step))
            if end is None:
                self.sketch.remark(step.line, "no conclusion follows this line; left out.")
                continue
            premises = self._used(step, members) or [*since, *held]
            self._step(structure, argument, step, premises, end)
            held, since = ([end] if end not in self.folded else []), []
        if argument and argument.text and argument.steps:
            # What an argument with a structure says of itself is no claim of its own; it tells how to read its last step.
            self.sketch.reasons[argument.steps[-1]].setdefault("note", argument.text)
        if argument and len(steps) > 1:
            self.sketch.remark(structure.line, f"“{structure.title}” has {len(steps)} steps; each became a reason of its own.")
        if argument and steps and steps[-1][1] not in self.folded:
            argument.conclusion = self.nodes[steps[-1][1]]

    def _used(self, inference: Inference, members: list[Member]) -> list[Member]:
        """The statements that `{uses: [1, 2]}` names."""
        uses = inference.data.get("uses")
        if not isinstance(uses, list) or not all(type(number) is int and 1 <= number <= len(members) for number in uses):
            return []
        return [members[number - 1] for number in uses if members[number - 1] not in self.folded]

    def _step(self, structure: Structure, argument: Node | None, inference: Inference, premises: list[Member], end: Member) -> None:
        self._unknown(inference.line, inference.data, (*REASON_KEYS, "id", "relation", "uses"))
        fields = {key: inference.data[key] for key in REASON_KEYS if key in inference.data}
        fields |= {"premises": [self.nodes[premise].id for premise in premises if premise in self.nodes], "relation": "supports"}
        if inference.rules:
            fields["scheme"] = next((rule for rule in inference.rules if scheme_named(rule)), inference.rules[0])
        if len(inference.rules) > 1:
            self.sketch.remark(inference.line, f"more than one rule is named here; “{fields['scheme']}” was kept as the scheme.")
        wanted = inference.data.get("id")
        if argument and isinstance(argument.data.get("id"), str) and not isinstance(wanted, str) and not argument.steps:
            wanted = argument.data["id"]
        name = self.sketch.reason(inference.line, wanted, structure.title or f"reason line {inference.line}", fields)
        if not structure.title and name != wanted:
            self.sketch.remark(inference.line, f"this reason has no name; it is called “{name}”.")
        self.step_of[inference] = self.step_of[end] = name
        if argument:
            argument.steps.append(name)
        if end in self.folded:
            fields["relation"] = inference.data["relation"]
            fields["_target"] = self.under[end][0][1]
        else:
            fields["to"] = self.nodes[end].id

    def _targets(self) -> None:
        for fields in self.sketch.reasons.values():
            if target := fields.pop("_target", None):
                node = self.nodes[target]
                fields["to"] = node.id if fields["relation"] == "attacks" else next(iter(node.steps), "") or node.title

    def _unknown(self, line: int, data: dict[str, Any], known: tuple[str, ...]) -> None:
        for key in data:
            if key not in known:
                self.sketch.remark(line, f"the key “{str(key)[:60]}” in the data has no counterpart; left out.")


def _ends(structure: Structure) -> list[tuple[Inference, Member]]:
    """Each inference with the conclusion that follows it."""
    pairs = zip(structure.steps, structure.steps[1:], strict=False)
    return [(first, second) for first, second in pairs if isinstance(first, Inference) and isinstance(second, Member)]
