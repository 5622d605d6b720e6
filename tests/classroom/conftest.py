"""A class to test, on both databases. DEBATEKIT_TEST_POSTGRES names a server of PostgreSQL on which databases may be made and dropped."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

import pytest

SERVER = os.environ.get("DEBATEKIT_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres").replace("+psycopg", "")
COURSE = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def server():
    """A connection to a database that is made for these tests alone. Each test empties it: to make a new one takes twenty times as long."""
    import psycopg
    from sqlalchemy.engine import make_url

    name = f"debatekit_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield server, make_url(SERVER).set(database=name)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres(server):
    """The address of an empty database."""
    import psycopg

    line, url = server
    yield url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    line.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", (url.database,))
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as emptied:
        emptied.execute("DROP SCHEMA public CASCADE")
        emptied.execute("CREATE SCHEMA public")


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request, tmp_path):
    """Where a class can be kept: each test runs on both databases."""
    return tmp_path / "class" / "class.sqlite3" if request.param == "sqlite" else request.getfixturevalue("postgres")


@pytest.fixture
def opened(where):
    """Opens the class, as often as it is called; closes all at the end."""
    from debatekit.classroom.service import Classroom

    rooms = []

    def open_it(root=COURSE):
        rooms.append(Classroom(where, root))
        return rooms[-1]

    yield open_it
    for room in rooms:
        room.close()
