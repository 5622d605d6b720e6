"""Which claims and reasons lead to a claim, and where they run in a circle: on bare steps, so that unsound maps can be looked at, too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Step = tuple[str, Sequence[str], str]  # a reason's id, its premises, and the claim or reason that it leads to


def leading(target: str, steps: Iterable[Step]) -> set[str]:
    """`target`, and all claims and reasons from which a chain of reasons leads to it."""
    into: dict[str, list[Step]] = {}
    for step in steps:
        into.setdefault(step[2], []).append(step)
    found, ahead = {target}, [target]
    while ahead:
        for name, premises, _ in into.pop(ahead.pop(), ()):
            new = {name, *premises} - found
            found |= new
            ahead.extend(new)
    return found


def rings(steps: Iterable[Step]) -> list[list[str]]:
    """The circles: each the claims and reasons that one passes on the way round, from where it is met first.

    One ring for each way back that a single walk through the map meets, so every circle shares a step with one that is told.
    """
    onward: dict[str, list[str]] = {}
    for name, premises, to in steps:
        for premise in premises:
            onward.setdefault(premise, []).append(name)
        onward.setdefault(name, []).append(to)
    found, done = [], set()
    for start in list(onward):
        way: dict[str, int] = {}
        ahead = [(start, iter(onward.get(start, ())))] if start not in done else []
        while ahead:
            here, further = ahead[-1]
            way.setdefault(here, len(ahead) - 1)
            there = next(further, None)
            if there is None:
                done.add(here)
                way.pop(here)
                ahead.pop()
            elif there in way:
                found.append([each for each, _ in ahead[way[there]:]])
            elif there not in done:
                ahead.append((there, iter(onward.get(there, ()))))
    return found
