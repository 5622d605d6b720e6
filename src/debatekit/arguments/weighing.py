"""How strong the claims and reasons of an argument are, in a position on it."""

from __future__ import annotations

from collections.abc import Collection

from debatekit.arguments.argument import Argument
from debatekit.arguments.gradual import Net, Node
from debatekit.arguments.position import RELEVANCE, TRUTH, Position


class Scales:
    """An argument made ready to be weighed again and again.

    A reason is as strong as its relevance times the strengths of its premises, then weakened by what undercuts it; a claim
    starts from its truth and is moved by the reasons for and against it. So a reason with a premise at 0 carries nothing.
    """

    def __init__(self, argument: Argument) -> None:
        self.argument = argument
        parts = (*argument.claims, *argument.reasons)
        self.ids = tuple(part.id for part in parts)
        self.place = {name: place for place, name in enumerate(self.ids)}
        into: dict[str, dict[str, list[int]]] = {name: {"supports": [], "attacks": [], "undercuts": []} for name in self.ids}
        for reason in argument.reasons:
            into[reason.to][reason.relation].append(self.place[reason.id])
        premises = {reason.id: tuple(self.place[premise] for premise in reason.premises) for reason in argument.reasons}
        self.net = Net([
            Node(factors=premises.get(name, ()), attackers=tuple(into[name]["attacks"] + into[name]["undercuts"]), supporters=tuple(into[name]["supports"]))
            for name in self.ids
        ])  # fmt: skip
        self._start = [TRUTH] * len(argument.claims) + [RELEVANCE] * len(argument.reasons)

    @property
    def thesis(self) -> int:
        """The place of the thesis."""
        return self.place[self.argument.thesis]

    def weights(self, position: Position) -> list[float]:
        """The truth of each claim and the relevance of each reason, by their places."""
        weights = list(self._start)
        for name, value in position.values.items():
            weights[self.place[name]] = value
        return weights

    def strengths(self, position: Position, held: Collection[str] = ()) -> list[float]:
        """The strengths by their places, with the claims in `held` kept at 0 as well. Raises NotSettled, as a ring may."""
        down = {self.place[name] for name in (*position.held, *held)}
        return self.net.solve(self.weights(position), down, semantics=position.semantics)

    def weigh(self, position: Position, held: Collection[str] = ()) -> dict[str, float]:
        """The strength of every claim and reason, in [0, 1]. Raises NotSettled, as a ring may."""
        return dict(zip(self.ids, self.strengths(position, held), strict=True))
