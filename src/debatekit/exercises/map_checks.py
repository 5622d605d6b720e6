"""What is worth looking at in a map that a student has built: checks with a name, each of which teaches one idea and never tells the key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from debatekit.arguments.reconstruction import End, Inference, Reconstruction, agreement, nearest

CHECKS: dict[str, str] = {
    "thesis missing": "Your map has no thesis yet. The thesis is what the author wants you to believe or to do in the end, and all else leads to it.",
    "wrong thesis": "What stands on top is not the author's thesis. Ask what it is said for: what is offered for something else is a reason, however important.",
    "circle": "Here a claim carries itself in the end. Whoever doubts it will doubt the whole round. An argument has to start from something else.",
    "claim that leads nowhere": "Something hangs in the air. A claim is part of an argument only if a chain of reasons leads from it to the thesis.",
    "claim that does not belong": "Not every true or likely claim is the author's. Ask of each: where is it said, or which step needs it?",
    "wrong direction": "Premise and conclusion have changed places. Put “so” between the two: what stands before the “so” is the premise, and hangs below.",
    "attack drawn as support": "A reason stands as a support and speaks against. Put “but” in place of “so”: if that sounds like the author, it is an attack.",
    "support drawn as attack": "A reason stands as an attack and speaks for. Put “so” in place of “but”: if that sounds like the author, it is a support.",
    "attack where the author undercuts": "The author does not call this claim false, but grants it and says that it fails to show what it should. That hits the step, and is an undercut.",
    "undercut where no step is meant": "An undercut hits a step: it grants the claim and denies what follows. Ask whether the author speaks of the claim itself.",
    "wrong target": "These claims belong, but not to each other. Ask what a claim would change if it were false: that is what it leads to.",
    "co-premise split off": "Two reasons here are halves of one. Take one half away: if the other then shows nothing, the two are held together.",
    "premises joined that carry alone": "What is held together here can stand apart. Take one away: if the other still shows something, they are two reasons.",
    "reason given twice": "The same reason stands here twice. To say a thing again makes it longer, and no stronger.",
    "claim left over": "What still waits beside your map has work to do. An author rarely says a thing for nothing: ask which claim of your map it would help, or hurt.",
    "one more use": "A claim can do two jobs. One that you have placed rightly is needed in another place as well.",
    "unstated premise treated as stated": "Something in your map stands nowhere in the text. The author needs it and does not say it. Mark what you would look for in vain.",
    "stated claim marked as not stated": "You have marked something that the author does say. An unstated premise is one that a reader has to add. Look for the paragraph.",
}


@dataclass(frozen=True)
class Finding:
    """A check that found something: its name, how many claims it concerns, and those that may be named without telling the key."""

    name: str
    count: int
    claims: tuple[str, ...] = ()


def findings(mine: Reconstruction, keys: Sequence[Reconstruction]) -> list[Finding]:
    """What to look at in `mine`, in the order of `CHECKS`: the plan of the whole first, then single steps. Empty only when it agrees in full."""
    key = nearest(mine, keys)
    if agreement(mine, [key]) == 1:
        return []
    belonging = set().union(*(each.claims() for each in keys))
    found = _plan(mine, key, belonging) | _steps(mine, key, belonging)
    # Whoever uses more claims than belong has not chosen yet, and would be told which to leave out.
    unnamed = _ONLY_COUNTED | ({"claim that does not belong"} if len(mine.claims()) > len(belonging) else set())
    return [Finding(name, len(concerned), tuple(sorted(concerned)) if name not in unnamed else ()) for name in CHECKS if (concerned := found.get(name))]


# To name what is left over or marked wrongly would be to say what to do with it.
_ONLY_COUNTED = {"thesis missing", "claim left over", "one more use", "unstated premise treated as stated", "stated claim marked as not stated"}


def _plan(mine: Reconstruction, key: Reconstruction, belonging: set[str]) -> dict[str, set[str]]:
    used, missing = mine.claims(), {"thesis"} if mine.thesis is None else set()
    top = {premise for reason in mine.reasons for premise in reason.premises}
    loose = used - mine.reaching() if mine.thesis is not None else set()
    return {
        "thesis missing": missing,
        "wrong thesis": {mine.thesis} - {None} - {key.thesis},
        "circle": mine.circle(),
        # Of a part that hangs in the air its upper end is what lacks a place.
        "claim that leads nowhere": (loose - top) or loose,
        "claim that does not belong": used - belonging,
        "claim left over": key.claims() - used,
        "unstated premise treated as stated": (set(key.unstated) & used) - set(mine.unstated),
        "stated claim marked as not stated": (set(mine.unstated) & used & key.claims()) - set(key.unstated),
    }


def _steps(mine: Reconstruction, key: Reconstruction, belonging: set[str]) -> dict[str, set[str]]:
    wanted, drawn = _links(key), _links(mine)
    found: dict[str, set[str]] = {}

    def note(name: str, *claims: str) -> None:
        found.setdefault(name, set()).update(claims)

    for (premise, end), reasons in drawn.items():
        if not {premise, *(claim for claim in end[1:] if isinstance(claim, str))} <= belonging:
            continue  # told already
        if len(reasons) > 1:
            note("reason given twice", premise)
        for reason in reasons:
            if (premise, end) in wanted:
                for name in _in_its_place(reason, wanted[premise, end], end, wanted, drawn):
                    note(name, premise)
            else:
                note(_out_of_place(premise, end, reason, wanted), premise)
    right = {premise for premise, _ in drawn} - {premise for premise, end in drawn if (premise, end) not in wanted}
    # An undercut of a step that lacks one of its premises is where it should be.
    lacking = {premise for (premise, _), reasons in wanted.items() if not any((premise, end) in drawn for reason in reasons for end in key.ends(reason))}
    found["one more use"] = lacking & right
    return found


def _links(map: Reconstruction) -> dict[tuple[str, End], list[Inference]]:
    links: dict[tuple[str, End], list[Inference]] = {}
    for reason in map.reasons:
        for premise in reason.premises:
            for end in map.ends(reason):
                links.setdefault((premise, end), []).append(reason)
    return links


def _in_its_place(reason: Inference, keys: list[Inference], end: End, wanted: dict, drawn: dict) -> list[str]:
    names = []
    if reason.relation not in [key.relation for key in keys]:
        names.append("attack drawn as support" if reason.relation == "supports" else "support drawn as attack")
    groups = [set(key.premises) for key in keys]
    if set(reason.premises) not in groups:
        together = groups[0]
        if any((other, end) in drawn for other in together - set(reason.premises)):
            names.append("co-premise split off")
        if any((other, end) in wanted for other in set(reason.premises) - together):
            names.append("premises joined that carry alone")
    return names


def _out_of_place(premise: str, end: End, reason: Inference, wanted: dict) -> str:
    ends = [other for claim, other in wanted if claim == premise]
    if end[0] == "claim" and (end[1], ("claim", premise)) in wanted:
        return "wrong direction"
    if reason.relation == "attacks" and any(other[0] == "step" and end[1] in other[1:] for other in ends):
        return "attack where the author undercuts"
    if end[0] == "step" and any(other[0] == "claim" and other[1] in end[1:] for other in ends):
        return "undercut where no step is meant"
    return "wrong target"
