"""What the instructor does at the console, beyond the state of a round: every function is one change in the transaction `db`."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from debatekit.classroom import looking, retention, rounds, settings
from debatekit.classroom.catalogue import Catalogue
from debatekit.classroom.refusals import NotAllowed, NotNow, NotThere
from debatekit.classroom.storage.tables import shown
from debatekit.classroom.tallies import Tallies
from debatekit.polls.text import one_paragraph

MOST_SHOWN = 100
_NOT_HERE = "Sign-in needs a JupyterHub that runs the class. Choose “open”, or “roster” to hand out personal codes."
_SIGN_IN_ONLY = "On a JupyterHub everybody signs in with an account, so this class cannot be joined in another way."
_NEEDS_REVEAL = "Both rounds must be revealed before they are compared. Reveal them first."


def open_poll(db: sa.Connection, catalogue: Catalogue, poll: str, name: str | None, seconds: float | None) -> int:
    """Open a round of a poll; returns its id."""
    catalogue.refresh(db)
    return rounds.open_poll(db, catalogue.find(poll), name, seconds, time.time())


def open_round(db: sa.Connection, round_id: int, seconds: float | None) -> None:
    """Open a closed round again."""
    rounds.open_round(db, round_id, seconds, time.time())


def again(db: sa.Connection, catalogue: Catalogue, round_id: int, seconds: float | None) -> int:
    """Ask the poll of a round once more; returns the id of the new round."""
    question = catalogue.find(rounds.find(db, round_id).poll)
    return rounds.again(db, question, round_id, seconds, time.time())


def set_hands(db: sa.Connection, catalogue: Catalogue, round_id: int, counts: Mapping[str, int]) -> None:
    """Add a show of hands, by option id or by step."""
    rounds.set_hands(db, round_id, catalogue.find(rounds.find(db, round_id).poll), counts)


def show_text(db: sa.Connection, tallies: Tallies, text_id: str, is_shown: bool) -> None:
    """Show a free text of the round on the phones, or hide it."""
    now = settings.read(db).now
    this = rounds.find(db, now) if now is not None else None
    if this is None or text_id not in {each["id"] for each in tallies.texts(db, this)}:
        raise NotThere("There is no such text in this round. It may have been changed or erased; look at the list again.")
    rounds.let_go(db)
    db.execute(shown.delete().where(shown.c.round == this.id, shown.c.id == text_id))
    if is_shown:
        db.execute(shown.insert().values(round=this.id, id=text_id))


def show_texts(db: sa.Connection, tallies: Tallies, is_shown: bool) -> None:
    """Show all free texts of the round on the phones, or hide them. Raises NotAllowed for more than every phone should be sent."""
    now = settings.read(db).now
    if now is None:
        raise NotThere("Nothing is on the phones now, so there are no texts to show.")
    rounds.let_go(db)
    found = tallies.texts(db, rounds.find(db, now))
    if is_shown and len(found) > MOST_SHOWN:
        raise NotAllowed(f"These are {len(found)} texts, and at most {MOST_SHOWN} are shown at once. Show those that matter, one by one.")
    db.execute(shown.delete().where(shown.c.round == now))
    if is_shown and found:
        db.execute(shown.insert(), [{"round": now, "id": each["id"]} for each in found])


def put_now(db: sa.Connection, round_id: int | None) -> None:
    """Put a round on the phones, as it is, or none."""
    rounds.let_go(db)
    if round_id is None:
        settings.put(db, now=None, show="join")
        return
    this = rounds.find(db, round_id)
    if this.state == "open":
        rounds.go_live(db, round_id)
    settings.put(db, now=round_id, show="result" if this.state == "revealed" else "question")


def set_screen(db: sa.Connection, tallies: Tallies, wanted: Mapping[str, Any]) -> None:
    """Set `blank`, `show` and `compare`, those that are given; comparing with nothing (None) takes a comparison back."""
    values = {key: wanted[key] for key in ("blank", "show") if wanted.get(key) is not None}
    if "compare" in wanted:
        values["compare"] = wanted["compare"]
        if wanted["compare"]:
            first, second = (rounds.find(db, each) for each in wanted["compare"])
            if first.poll != second.poll or first.id == second.id:
                raise NotAllowed("Only two rounds of the same poll can be compared. Choose another pair.")
            if first.state != "revealed" or second.state != "revealed":
                raise NotNow(_NEEDS_REVEAL)
            first, second = sorted((first, second), key=lambda each: each.nth)
            looking.compare(db, tallies, first, second)
            values["compare"] = [first.id, second.id]
            values.setdefault("show", "comparison")
    settings.put(db, **values)


def set_settings(db: sa.Connection, modes: Sequence[str], wanted: Mapping[str, Any]) -> None:
    """Set `title`, `mode`, `erase_days`, `ask_names` and `door`, those that are given; `modes` are those that there can be here."""
    values = dict(wanted)
    if values.get("mode", modes[0]) not in modes:
        raise NotAllowed(_NOT_HERE if "open" in modes else _SIGN_IN_ONLY)
    if "erase_days" in values:
        retention.change(db, values.pop("erase_days"))
    if "title" in values:
        values["title"] = one_paragraph(values["title"], 120)
        if not values["title"]:
            raise NotAllowed("A class needs a title that can be read.")
    settings.put(db, **values)
