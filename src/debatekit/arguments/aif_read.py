"""Read the Argument Interchange Format (JSON of AIFdb, arguebuf, OVA) as a map, with a report of what could not be kept."""

from __future__ import annotations

import json
import re
from typing import Any

from debatekit.arguments.settle import Imported, settle
from debatekit.arguments.sketch import CLAIM_KEYS, REASON_KEYS, Sketch, check_size
from debatekit.ideas import Fault

# What a map of ours has no place for, by the type of its nodes.
_NO_PLACE = {
    "MA": "of type MA says that one claim words another again",
    "PA": "of type PA says that one thing is preferred to another",
    "L": "of type L says who said something",
    "TA": "of type TA says how one utterance follows another",
    "YA": "of type YA says what somebody did in speaking",
    "": "has no type",
}


def read_aif(text: str) -> Imported:
    """The map that `text` holds. Raises Fault for what is no AIF, is too large, or holds no claim."""
    check_size(text)
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise Fault(f"line {error.lineno}: this is not JSON ({error.msg}).") from None
    except (RecursionError, ValueError):
        raise Fault("this JSON is nested too deeply, or has a number that is too long.") from None
    if isinstance(data, dict) and isinstance(data.get("AIF"), dict):
        data = data["AIF"]  # xAIF wraps it so
    if not isinstance(data, dict) or not isinstance(data.get("nodes"), list) or not isinstance(data.get("edges"), list):
        raise Fault("this JSON is not AIF: it should have the lists “nodes” and “edges”.")
    return _Reader(data, text).read()


class _Reader:
    def __init__(self, data: dict[str, Any], text: str) -> None:
        self.sketch, self.data = Sketch(), data
        self.nodes: dict[str, dict[str, Any]] = {}
        self.lines: dict[str, int] = {}
        at, line = 0, 1
        for found in re.finditer(r'"nodeID"\s*:\s*"?([^",}\s]{1,100})', text):
            line, at = line + text.count("\n", at, found.start()), found.start()
            self.lines.setdefault(found[1], line)
        self.into: dict[str, dict[str, None]] = {}
        self.out: dict[str, dict[str, None]] = {}
        self.ids: dict[str, str] = {}

    def read(self) -> Imported:
        self.sketch.whole(self.data.get("debatekit"))
        self._nodes()
        self._edges()
        for name, node in self.nodes.items():
            if node["type"] == "I":
                ours = self._ours(name, node, (*CLAIM_KEYS, "id"))
                text = {"text": node["text"]} if isinstance(node.get("text"), str) else {}
                fields = text | {key: ours[key] for key in CLAIM_KEYS if key in ours}
                self.ids[name] = self.sketch.claim(self.lines.get(name), ours.get("id"), str(node.get("text", "")), fields)
        for name, node in self.nodes.items():
            if node["type"] in ("RA", "CA"):
                self._reason(name, node)
        for fields in self.sketch.reasons.values():
            fields["to"] = self.ids.get(fields["to"], f"node {fields['to']}")
        return settle(self.sketch)

    def _nodes(self) -> None:
        lost: dict[str, list[str]] = {}
        for node in self.data["nodes"]:
            name = str(node.get("nodeID", "")) if isinstance(node, dict) else ""
            if not name or not isinstance(node.get("type", ""), str):
                self.sketch.remark(None, "a node has no nodeID, or its type is no text; left out.")
            elif name in self.nodes:
                self.sketch.remark(self.lines.get(name), f"node {name} is there twice; the first was kept.")
            elif node.get("type", "") in ("I", "RA", "CA"):
                self.nodes[name] = node
            else:
                lost.setdefault(node.get("type", ""), []).append(name)
        for kind, names in lost.items():
            many = f" (and {len(names) - 1} more of that type)" if len(names) > 1 else ""
            what = _NO_PLACE.get(kind, f"of type “{kind[:40]}” is none that we know")
            self.sketch.remark(self.lines.get(names[0]), f"node {names[0]}{many} {what}; that has no counterpart here, so it was left out.")
        if self.data.get("locutions"):
            self.sketch.remark(None, "the list “locutions” says who said what and when; that has no counterpart here, so it was left out.")

    def _edges(self) -> None:
        for edge in self.data["edges"]:
            start, end = (str(edge.get(key, "")) for key in ("fromID", "toID")) if isinstance(edge, dict) else ("", "")
            if start not in self.nodes or end not in self.nodes:
                continue  # it hangs on something that was left out, which the report names
            if self.nodes[start]["type"] == "I" and self.nodes[end]["type"] == "I":
                self.sketch.remark(self.lines.get(start), f"an edge leads from claim to claim, {start} to {end}, and does not say how; left out.")
            else:
                self.out.setdefault(start, {})[end] = self.into.setdefault(end, {})[start] = None

    def _reason(self, name: str, node: dict[str, Any]) -> None:
        line, supports = self.lines.get(name), node["type"] == "RA"
        ours = self._ours(name, node, (*REASON_KEYS, "id", "scheme"))
        premises = [start for start in self.into.get(name, ()) if self.nodes[start]["type"] == "I"]
        ends = []
        for end in self.out.get(name, ()):
            if supports and self.nodes[end]["type"] != "I":
                self.sketch.remark(line, f"node {name} supports a step, node {end}; a reason here supports claims only, so that was left out.")
            else:
                ends.append(end)
        if not premises or not ends:
            self.sketch.remark(line, f"node {name} has {'no premise' if not premises else 'nothing that it leads to'}; left out.")
            return
        if len(ends) > 1:
            self.sketch.remark(line, f"node {name} leads to {len(ends)} places; one reason was made for each.")
        scheme = ours.get("scheme", next((node[key] for key in ("scheme", "text") if isinstance(node.get(key), str) and node[key]), None))
        for end in ends:
            relation = "supports" if supports else "attacks" if self.nodes[end]["type"] == "I" else "undercuts"
            fields = {"premises": [self.ids[start] for start in premises], "relation": relation, "to": end, "scheme": scheme}
            fields |= {key: ours[key] for key in REASON_KEYS if key in ours}
            made = self.sketch.reason(line, ours.get("id"), f"r {self.ids[premises[0]]}", fields)
            self.ids.setdefault(name, made)

    def _ours(self, name: str, node: dict[str, Any], known: tuple[str, ...]) -> dict[str, Any]:
        ours = node.get("debatekit")
        if ours is not None and (not isinstance(ours, dict) or not ours.keys() <= set(known)):
            self.sketch.remark(self.lines.get(name), f"what node {name} says under “debatekit” was not written by this kit; it was read as far as it fits.")
        return ours if isinstance(ours, dict) else {}
