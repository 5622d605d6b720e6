"""What a class keeps, as one schema for SQLite and PostgreSQL.

A vote stands beside nobody's name, token or hour. In SQLite its table is a tree by (round, voter), so that not even the order of casting
is kept; in PostgreSQL a round is laid out anew in that order when it closes (`rounds.close`).
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Float, ForeignKey, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

# Goes up with every change of the tables; a database of a newer one is refused.
VERSION = 1

metadata = MetaData()

# The class's own memory: its secret, keys and code, what the console has set, and which round is now.
setting = Table("setting", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

# Who has joined: HMACs of tokens, and the mode in which each was let in, so that who came by the code alone does not vote where people have a code of their own.
person = Table(
    "person", metadata,
    Column("person", LargeBinary, primary_key=True), Column("mode", Text, nullable=False, server_default="open"), sqlite_with_rowid=False,
)  # fmt: skip

# Whom the instructor handed a personal code. `code` is an HMAC of it.
roster = Table(
    "roster", metadata,
    Column("code", LargeBinary, primary_key=True), Column("entry", Text, nullable=False, unique=True), sqlite_with_rowid=False,
)  # fmt: skip

name = Table(
    "name", metadata,
    Column("person", LargeBinary, ForeignKey("person.person", ondelete="CASCADE"), primary_key=True), Column("name", Text, nullable=False), sqlite_with_rowid=False,
)  # fmt: skip

progress = Table(
    "progress", metadata,
    Column("person", LargeBinary, ForeignKey("person.person", ondelete="CASCADE"), primary_key=True), Column("exercise", Text, primary_key=True),
    Column("right", Integer, nullable=False), Column("total", Integer, nullable=False), sqlite_with_rowid=False,
)  # fmt: skip

ticket = Table(
    "ticket", metadata,
    Column("person", LargeBinary, ForeignKey("person.person", ondelete="CASCADE"), primary_key=True), Column("lesson", Text, primary_key=True),
    Column("text", Text, nullable=False), sqlite_with_rowid=False,
)  # fmt: skip

# Questions written in the console (`source` “console”) or made from a map (“claim”), as JSON; those of the course are in its files.
poll = Table("poll", metadata, Column("id", Text, primary_key=True), Column("source", Text, nullable=False), Column("data", Text, nullable=False))

# `ends_at` in seconds since 1970; `changed` is the revision of the class that last changed what its result may say. `result` is what was
# counted when it was looked at (JSON), and `looked` whether it tells anything; `live`, whether the console has opened this round, or only a notebook.
asked = Table(
    "asked", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True), Column("poll", Text, nullable=False), Column("name", Text, nullable=False),
    Column("title", Text, nullable=False), Column("nth", Integer, nullable=False), Column("state", Text, nullable=False), Column("ends_at", Float),
    Column("hands", Text, nullable=False), Column("changed", BigInteger, nullable=False), Column("looked", Boolean, nullable=False, default=False), Column("result", Text),
    Column("live", Boolean, nullable=False, default=False),
    UniqueConstraint("poll", "name"), CheckConstraint("state IN ('open', 'closed', 'revealed')"), sqlite_autoincrement=True,
)  # fmt: skip

# Who moved between two rounds, as it was first shown (JSON); or `{"reset": [round]}` when the votes of one of them were deleted since
# (`looking.compare` says why that is remembered).
comparison = Table(
    "comparison", metadata,
    Column("first", Integer, ForeignKey("asked.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("second", Integer, ForeignKey("asked.id", ondelete="CASCADE"), primary_key=True, autoincrement=False), Column("data", Text, nullable=False),
)  # fmt: skip

# When a round was opened (seconds since 1970) and for how many days from then it is kept (`retention.py`).
promise = Table(
    "promise", metadata,
    Column("round", Integer, ForeignKey("asked.id", ondelete="CASCADE"), primary_key=True, autoincrement=False), Column("opened", BigInteger, nullable=False),
    Column("days", Integer, nullable=False),
)  # fmt: skip

# `value` is JSON. The highest `n` stands; 0 marks a free text of somebody erased, which goes with the next change (`rounds.let_go`).
vote = Table(
    "vote", metadata,
    Column("round", Integer, ForeignKey("asked.id", ondelete="CASCADE"), primary_key=True), Column("voter", LargeBinary, primary_key=True),
    Column("n", Integer, nullable=False), Column("value", Text, nullable=False), Column("confidence", Integer), sqlite_with_rowid=False,
)  # fmt: skip

# Free texts that the console shows, by an id that only the server can make of round, voter and text.
shown = Table(
    "shown", metadata,
    Column("round", Integer, ForeignKey("asked.id", ondelete="CASCADE"), primary_key=True), Column("id", Text, primary_key=True), sqlite_with_rowid=False,
)  # fmt: skip

# How many are here, by server process; `beat` in seconds since 1970.
presence = Table("presence", metadata, Column("process", Text, primary_key=True), Column("here", Integer, nullable=False), Column("beat", Float, nullable=False))
