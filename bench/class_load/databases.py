"""A database made for one run, and gone after it."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KINDS = ("sqlite", "postgresql")
# Where a server of PostgreSQL listens that may make and drop databases.
POSTGRES = os.environ.get("DEBATEKIT_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres").replace("+psycopg", "")


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The address of an empty database, as SQLAlchemy writes it."""
    name = f"debatekit_bench_{uuid.uuid4().hex[:12]}"
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="class-") as folder:
            yield f"sqlite:///{Path(folder) / name}.sqlite3"
        return
    import psycopg

    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f"create database {name}")
        try:
            yield _beside(name).replace("postgresql://", "postgresql+psycopg://")
        finally:
            connection.execute(f"drop database {name} with (force)")


def connect(url: str):
    """A plain connection of the driver itself, nothing in between; the caller closes it."""
    if url.startswith("sqlite:///"):
        import sqlite3

        return sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    import psycopg

    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def _beside(name: str) -> str:
    from sqlalchemy.engine import make_url

    return make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
