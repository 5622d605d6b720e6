"""The database of one class: opened, prepared, read and written, the same for SQLite and PostgreSQL.

    store = Store("sqlite:////…/class.sqlite3")       or postgresql+psycopg://user@host/name
    with store.reading() as db: …                     one look, all tables at the same moment
    with store.writing() as db: …                     one change; all changes of the class come one after the other
"""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, make_url

from debatekit.classroom.refusals import Busy
from debatekit.classroom.storage.cannot_open import cannot_open
from debatekit.classroom.storage.tables import VERSION, metadata, setting
from debatekit.errors import ClassError

WAIT_SECONDS = 5.0
# PostgreSQL: a computer that goes away without a word is given up after some seconds, where the system alone would wait a quarter of an hour.
PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 10_000, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2}
# A server process that stands still in the middle of a change must not hold up the class for good.
STANDSTILL_SECONDS = 20
# PostgreSQL: whoever changes the class holds this lock alone, whoever adds votes shares it. Locks of this kind are handed out
# in the order of asking, so a stream of votes cannot keep a close waiting, as row locks could. One class is one database, so one number will do.
LOCK = int.from_bytes(b"debateki")


def database_url(where: str | Path) -> str:
    """What SQLAlchemy calls the database `where`: the path of a file, or an address."""
    text = str(where)
    if isinstance(where, Path) or "://" not in text:
        return f"sqlite:///{Path(text).absolute()}"
    for usual in ("postgresql://", "postgres://"):
        if text.startswith(usual):
            return f"postgresql+psycopg://{text.removeprefix(usual)}"
    return text


def address_of(where: str | Path) -> sa.URL:
    """`where` as SQLAlchemy reads it; raises ClassError for what is no database of a class."""
    # What is said back may hold a password.
    usual = "Write postgresql+psycopg://user@host/name, or leave it out."
    try:
        url = make_url(database_url(where))
    except (sa.exc.ArgumentError, ValueError):
        raise ClassError(f"What stands behind --database is no address of a database. {usual}") from None
    driver = url.drivername.partition("+")
    if driver[0] not in ("sqlite", "postgresql") or driver[2] not in ("", "pysqlite", "psycopg"):
        raise ClassError(f"A class is kept in SQLite or PostgreSQL, not in “{url.drivername}”. {usual}")
    if driver[0] == "sqlite":
        if not url.database or url.database == ":memory:" or url.query:
            raise ClassError("A class is kept in a file. Give the path of one: sqlite:////home/me/class.sqlite3.")
        # One way to write it, and one file, however it was named: what holds the class looks at the path.
        return sa.URL.create("sqlite", database=str(Path(url.database).resolve()))
    return url


def file_of(where: str | Path) -> Path | None:
    """The file of a class in SQLite, whatever way leads there; None for another database."""
    url = address_of(where)
    return Path(url.database or "") if url.drivername == "sqlite" else None


class Store:
    """The database at `where`, made when it is empty, unless `make` is false. Raises ClassError, in one sentence, when it cannot be used."""

    def __init__(self, where: str | Path, *, make: bool = True) -> None:
        self.url = url = address_of(where)
        self._make = make
        self.is_postgres = url.drivername.startswith("postgresql")
        self.words = f"PostgreSQL, {url.host or 'this computer'}" if self.is_postgres else "SQLite, one file on this computer"
        self._engine = self._postgres() if self.is_postgres else self._sqlite(Path(url.database or ""))
        try:
            with self.sentences(at_start=True):
                self._prepare()
        except BaseException:
            self.close()
            raise

    def _sqlite(self, path: Path) -> sa.Engine:
        if not self._make and not path.is_file():
            raise ClassError(f"There is no class in {path}. Nothing was changed; look at the path behind --database.")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # SQLite would make it readable for everybody on this computer; its side files take after it.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                path.chmod(0o600)
        except OSError as error:
            raise ClassError(f"The class cannot be kept in {path} ({error.strerror}). Free some space, or name a folder that you can write to.") from None
        engine = sa.create_engine(self.url, connect_args={"timeout": WAIT_SECONDS, "isolation_level": None}, pool_size=8, max_overflow=16, hide_parameters=True)

        @sa.event.listens_for(engine, "connect")
        def _connected(raw: Any, _record: Any) -> None:
            set_up_sqlite(raw)

        @sa.event.listens_for(engine, "begin")
        def _begun(db: Connection) -> None:
            db.exec_driver_sql("BEGIN IMMEDIATE" if db.get_execution_options().get("changes") else "BEGIN")

        return engine

    def _postgres(self) -> sa.Engine:
        try:
            import psycopg  # noqa: F401
        except ImportError:
            pip = f'"{sys.executable}" -m pip install' if PathFinder.find_spec("pip") else f'uv pip install --python "{sys.executable}"'
            raise ClassError(f'PostgreSQL needs a package that is not installed: run “{pip} "psycopg[binary]>=3.2,<4"”, then start the class again.') from None
        patience = {name: value for name, value in PATIENCE.items() if name not in self.url.query}
        engine = sa.create_engine(self.url, pool_size=8, max_overflow=16, pool_pre_ping=True, hide_parameters=True, connect_args=patience)

        @sa.event.listens_for(engine, "connect")
        def _connected(raw: Any, _record: Any) -> None:
            raw.execute(f"SET idle_in_transaction_session_timeout = '{STANDSTILL_SECONDS}s'")
            raw.commit()

        return engine

    def _prepare(self) -> None:
        with self._opened(changes=True) as db:
            there = set(sa.inspect(db).get_table_names())
            ours = "setting" in there and {"name", "value"} <= {each["name"] for each in sa.inspect(db).get_columns("setting")}
            if not ours:
                # PostgreSQL may hold tables of its extensions; a file is all ours or not ours.
                if there & set(metadata.tables) or (there and not self.is_postgres):
                    raise ClassError(f"{self._place()} holds something else than a class. Nothing was changed; name another behind --database.")
                if not self._make:
                    raise ClassError(f"There is no class in {self._place()}. Nothing was changed; look at what stands behind --database.")
                metadata.create_all(db)
                if self.is_postgres:
                    _keep_no_samples(db)
                db.execute(setting.insert().values(name="version", value=str(VERSION)))
            told = db.execute(sa.select(setting.c.value).where(setting.c.name == "version")).scalar() or ""
        if not told.isdecimal():
            raise ClassError(f"{self._place()} does not say which format it has, so it is no class or was changed by hand. Nothing was changed; take a backup of it, or start a new class.")
        if int(told) > VERSION:
            raise ClassError(
                f"This class was kept by a newer debatekit (format {told}; this one knows {VERSION}). "
                "Bring this copy up to date with “python3 course.py update”. Nothing was changed."
            )

    def _place(self) -> str:
        return f"The PostgreSQL database “{self.url.database or self.url.username}”" if self.is_postgres else str(self.url.database)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One look at the whole database as it is at one moment."""
        options = {"isolation_level": "REPEATABLE READ"} if self.is_postgres else {}
        with self.sentences(), self._opened(**options) as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One change, kept when the block ends and undone when it raises. No other change and no vote is written meanwhile."""
        with self.sentences(), self._opened(changes=True) as db:
            yield db

    @contextmanager
    def _opened(self, **options: Any) -> Iterator[Connection]:
        with self._engine.connect().execution_options(**options) as db, db.begin():
            if self.is_postgres and options.get("changes"):
                db.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            yield db

    def own_connection(self) -> Any:
        """A connection of the driver itself, in no pool, which commits only what it is told; the caller closes it."""
        with self.sentences():
            raw = self._engine.raw_connection()
            connection = raw.driver_connection
            raw.detach()
            if self.is_postgres:
                connection.rollback()
                connection.autocommit = True
            return connection

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def sentences(self, *, at_start: bool = False) -> Iterator[None]:
        """Errors of the database as one sentence; Busy, because whatever was sent can be sent again."""
        try:
            yield
        except sa.exc.SQLAlchemyError as error:
            found = getattr(error, "orig", None) or error
            if at_start and self.is_postgres:
                raise ClassError(cannot_open(self.url, str(found))) from None
            raise Busy(self.sentence(found)) from None

    def sentence(self, error: BaseException) -> str:
        """What happened and what to do, without an address or a password of the database."""
        text = str(error)
        if "disk is full" in text or "No space left" in text:
            return "The disk of the class server is full, so nothing was kept. Free some space there; whatever was sent can be sent again."
        if "readonly" in text or "unable to open" in text:
            return "The file of the class cannot be written. Make it writable; whatever was sent can be sent again."
        if "not a database" in text or "malformed" in text:
            return "The file of the class is damaged. Move it away and start the class again; exports that you made are not touched."
        return "The database of the class does not answer just now. Nothing was kept of this; try again in a moment."


def _keep_no_samples(db: Connection) -> None:
    """PostgreSQL keeps frequent values of a column, for its plans, in a catalogue of its own, and there they outlive the rows."""
    for table in metadata.tables.values():
        for column in table.columns:
            db.execute(sa.text(f'ALTER TABLE "{table.name}" ALTER COLUMN "{column.name}" SET STATISTICS 0'))


def set_up_sqlite(raw: Any) -> None:
    """Durable at every commit, readers beside the writer, deleted rows overwritten."""
    raw.execute("PRAGMA busy_timeout = 5000").close()
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            raw.execute("PRAGMA journal_mode = WAL").close()
            break
        except sqlite3.OperationalError:
            # Who begins a file at the same moment is not waited for by SQLite itself: of two that change the mode, one is turned away at once.
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
    for pragma in ("synchronous = FULL", "secure_delete = ON", "foreign_keys = ON", "wal_autocheckpoint = 1000"):
        raw.execute(f"PRAGMA {pragma}").close()
