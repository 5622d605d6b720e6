"""What people share of their exercises, as the console shows it: few words however many they are, and who did what only when it is asked for."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from debatekit.classroom.storage.tables import name, progress, ticket

# The console's state goes out anew with every count of votes; what would make it long stays in the database.
MOST_NAMES = MOST_TICKETS = 300
# Fewer would tell who wrote what.
FEWEST_TICKETS = 5


def by_exercise(db: sa.Connection) -> list[dict[str, Any]]:
    """`[{"exercise", "tried", "share", "named"}]`: how many share it, their mean share of right answers (0 to 1), and how many of them gave a name."""
    share = sa.func.avg(1.0 * progress.c.right / progress.c.total)
    rows = sa.select(progress.c.exercise, sa.func.count(), share, sa.func.count(name.c.name)).select_from(progress.outerjoin(name, name.c.person == progress.c.person))
    found = db.execute(rows.group_by(progress.c.exercise).order_by(progress.c.exercise))
    return [{"exercise": exercise, "tried": tried, "share": round(float(mean), 3), "named": named} for exercise, tried, mean, named in found]


def named(db: sa.Connection, exercise: str) -> dict[str, Any]:
    """`{"names": [{"name", "right", "total"}], "left_out": n}`: those who gave a name and share this exercise, by name, MOST_NAMES at most."""
    rows = sa.select(name.c.name, progress.c.right, progress.c.total).select_from(progress.join(name, name.c.person == progress.c.person)).where(progress.c.exercise == exercise)
    found = db.execute(rows.order_by(name.c.name, progress.c.right, progress.c.total)).all()
    listed = [{"name": called, "right": right, "total": total} for called, right, total in found[:MOST_NAMES]]
    return {"names": listed, "left_out": len(found) - len(listed)}


def names(db: sa.Connection) -> list[str]:
    """The names that people gave, MOST_NAMES at most."""
    return list(db.execute(sa.select(name.c.name).order_by(name.c.name).limit(MOST_NAMES)).scalars())


def how_many(db: sa.Connection) -> dict[str, int]:
    """How many `names` and how many `tickets` there are."""
    return {each.name + "s": db.execute(sa.select(sa.func.count()).select_from(each)).scalar_one() for each in (name, ticket)}


def tickets(db: sa.Connection) -> list[dict[str, Any]]:
    """The exit tickets of lessons from which there are five or more, `lesson` and `text`, MOST_TICKETS at most: in the order of their words,
    since any order that hangs on who wrote them could be laid beside another list."""
    enough = sa.select(ticket.c.lesson).group_by(ticket.c.lesson).having(sa.func.count() >= FEWEST_TICKETS)
    found = db.execute(sa.select(ticket.c.lesson, ticket.c.text).where(ticket.c.lesson.in_(enough)).order_by(ticket.c.lesson, ticket.c.text).limit(MOST_TICKETS))
    return [{"lesson": lesson, "text": text} for lesson, text in found]
