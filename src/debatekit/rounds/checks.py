"""What is worth telling a learner before the work is handed in. Nothing here stops a hand-in: deadlines do not wait."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from debatekit.errors import BadAnswer
from debatekit.exercises.check import fit, missing
from debatekit.exercises.kinds import Exercise
from debatekit.rounds.notebook_file import cells, marked_cells, marking, source

_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def cell_findings(notebook: dict[str, Any], handout: dict[str, Any]) -> list[str]:
    """Cells that are gone, doubled, changed though locked, or still as they were handed out."""
    mine, given = marked_cells(notebook), dict(marked_cells(handout))
    count = Counter(grade_id for grade_id, _ in mine)
    found = []
    gone = [grade_id for grade_id in given if grade_id not in count]
    if gone:
        found.append(
            f"Missing cells: {', '.join(gone)}. Take a fresh copy of the assignment and put your answers into it."
        )
    doubled = [grade_id for grade_id, times in count.items() if times > 1]
    if doubled:
        found.append(f"These cells are there twice: {', '.join(doubled)}. Delete the copies.")
    changed = [
        i for i, cell in mine if i in given and marking(given[i]).get("locked") and source(cell) != source(given[i])
    ]
    if changed:
        found.append(f"You changed the text of {', '.join(changed)}. Your work is marked with the original.")
    empty = [i for i, cell in mine if i in given and marking(given[i]).get("solution") and _same(cell, given[i])]
    if empty:
        found.append(f"Not answered yet in the saved notebook: {_by_part(empty, handout)}.")
    return found


def _by_part(grade_ids: list[str], handout: dict[str, Any]) -> str:
    """The cells under the headings that a learner sees, as `Part 2 (iraq-rows, latest-report)`."""
    heading, parts = "", {}
    for cell in cells(handout):
        for line in source(cell).splitlines() if cell.get("cell_type") == "markdown" else ():
            heading = line.lstrip("# ").split(":")[0] if line.startswith("## ") else heading
        if marking(cell).get("grade_id") in grade_ids:
            parts.setdefault(heading, []).append(marking(cell)["grade_id"])
    return "; ".join(f"{part} ({', '.join(ids)})" if part else ", ".join(ids) for part, ids in parts.items())


def answer_findings(exercises: Iterable[Exercise], answers: dict[str, Any]) -> list[str]:
    """Graded exercises that are not answered in full, with what is missing."""
    found = []
    for exercise in exercises:
        try:
            left = missing(exercise, fit(exercise, answers.get(exercise.id)))
        except BadAnswer as error:
            found.append(str(error))
            continue
        if left == [exercise.prompt]:
            found.append(f"“{exercise.title}” is not answered yet.")
        elif left:
            named = "; ".join(f"“{text.rstrip('.')}”" for text in left[:3])
            more = f" and {len(left) - 3} more" if len(left) > 3 else ""
            found.append(f"“{exercise.title}” is not complete. Still to answer: {named}{more}.")
    return found


def word_findings(notebook: dict[str, Any], handout: dict[str, Any], words: tuple[int, int] | None) -> list[str]:
    """Texts for a person to mark that are shorter or longer than asked for."""
    given = dict(marked_cells(handout))
    found = []
    for grade_id, cell in marked_cells(notebook):
        about = marking(given.get(grade_id, {}))
        if words and about.get("grade") and about.get("solution") and not _same(cell, given[grade_id]):
            count = count_words(source(cell))
            if not words[0] <= count <= words[1]:
                found.append(f"Your text in “{grade_id}” has {count} words; {words[0]} to {words[1]} are asked for.")
    return found


def count_words(text: str) -> int:
    """The number of words; “o'clock” and “so-called” are one word each."""
    return len(_WORD.findall(text))


def _same(cell: dict[str, Any], given: dict[str, Any]) -> bool:
    return source(cell).split() == source(given).split()
