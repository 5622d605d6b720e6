"""The kinds of exercise, each in a file of its own.

A *self-check* carries its solution and a remark on every wrong choice. A *graded* exercise names its assignment and
carries neither: the key lives with the assignment, out of a student's reach.
"""

from __future__ import annotations

from debatekit.exercises.build import Build, BuildClaim
from debatekit.exercises.chance import Chance, Event
from debatekit.exercises.choose import Choose, Option
from debatekit.exercises.find import Find, FindItem
from debatekit.exercises.match import Match, MatchItem, MatchOption
from debatekit.exercises.number import Mistake, Number
from debatekit.exercises.order import Order, OrderItem, Swap
from debatekit.exercises.premise import Premise
from debatekit.exercises.rate import Rate, RateItem
from debatekit.exercises.rubric import Criterion, Exemplar, Rubric
from debatekit.exercises.sort import Bin, Item, Sort

Exercise = Choose | Sort | Match | Number | Find | Build | Premise | Rubric | Chance | Order | Rate

__all__ = [
    "Bin", "Build", "BuildClaim", "Chance", "Choose", "Criterion", "Event", "Exemplar", "Exercise", "Find", "FindItem", "Item", "Match", "MatchItem", "MatchOption", "Mistake", "Number", "Option", "Order", "OrderItem", "Premise", "Rate", "RateItem", "Rubric", "Sort", "Swap",
]  # fmt: skip
