"""A poll's question: every kind there is, what a page may know of it, and one made by a stranger.

    choice, several                 options to pick (choice.py)
    likert, slider, probability     a step or a number (scale.py)
    ranking, points, text           an order, shares, one's own words
    truth, relevance                votes on a claim or a reason of a map (claim_vote.py)
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from debatekit.polls.any_question import AnyQuestion, Item, Published, Round, Value, Vote
from debatekit.polls.choice import Choice, Option, Several
from debatekit.polls.claim_vote import Relevance, Truth
from debatekit.polls.points import Points
from debatekit.polls.ranking import Ranking
from debatekit.polls.scale import Likert, Probability, Slider
from debatekit.polls.text import Text

Question = Choice | Several | Likert | Slider | Probability | Ranking | Points | Text | Truth | Relevance

__all__ = [
    "AnyQuestion", "Choice", "Item", "Likert", "Option", "Points", "Probability", "Published", "Question", "Ranking", "Relevance", "Round",
    "Several", "Slider", "Text", "Truth", "Value", "Vote", "question_from", "question_view",
]  # fmt: skip


def question_view(question: Question) -> dict[str, Any]:
    """What the page of a learner may know of a question, as plain data: not which answer is right, and nothing of pollsters."""
    view = {key: value for key, value in asdict(question).items() if key not in ("rounds", "published")}
    if "options" in view:
        view["options"] = tuple({key: value for key, value in option.items() if key != "right"} for option in view["options"])
    return view


def question_from(data: Any) -> Question:
    """The question that `data` of a stranger describes; see `from_stranger.py`. Raises BadAnswer with one sentence."""
    from debatekit.polls.from_stranger import read_question

    return read_question(data)
