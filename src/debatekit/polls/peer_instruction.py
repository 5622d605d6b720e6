"""What to do after a first vote on a question of fact: explain, let neighbours discuss, or move on."""

from __future__ import annotations

# Between these shares of right answers, discussion pays most. Source: C. H. Crouch and E. Mazur, American Journal of Physics 69 (2001),
# 970-977: below 35 % too few have what a discussion needs, above 70 % too few are left who could learn from it.
FEW_RIGHT, MOST_RIGHT = 0.35, 0.70


def hint(share_right: float) -> dict[str, str]:
    """A hint for the instructor, as `{"band", "text"}`, by the share of right answers from 0 to 1; the thresholds belong to the middle.

    Raises ValueError for a share that is none.
    """
    if not 0 <= share_right <= 1:
        raise ValueError("a share is a number from 0 to 1.")
    percent = _percent(share_right)
    if share_right < FEW_RIGHT:
        return {"band": "explain", "text": f"{percent} are right, fewer than 35 %: explain the idea once more, then ask again."}
    if share_right <= MOST_RIGHT:
        return {"band": "discuss", "text": f"{percent} are right, between 35 % and 70 %: let neighbours convince each other for two minutes, then vote again."}
    return {"band": "move-on", "text": f"{percent} are right, more than 70 %: explain it briefly and move on."}


def _percent(share: float) -> str:
    """In whole percent; with a tenth where the whole number would be a threshold that the share is not."""
    rounded = round(share, 2)
    return f"{100 * share:.{int(rounded in (FEW_RIGHT, MOST_RIGHT) and rounded != share)}f} %"
