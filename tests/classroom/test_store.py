"""The database of a class: made once, private, the same after a restart, and refused when it is newer."""

import os
import sqlite3
import stat
import threading
from contextlib import closing

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from debatekit.classroom import settings
from debatekit.classroom.service import Classroom
from debatekit.classroom.storage import store as store_module
from debatekit.classroom.storage.cannot_open import cannot_open
from debatekit.classroom.storage.store import Store, database_url, file_of
from debatekit.classroom.storage.tables import setting
from debatekit.errors import ClassError


def test_a_class_is_the_same_after_a_restart(opened):
    first = opened()
    was = first.settings
    second = opened()
    assert (second.settings.secret, second.settings.code, second.settings.screen_key, second.settings.console_key) == (was.secret, was.code, was.screen_key, was.console_key)
    assert second.settings.starts == was.starts + 1
    assert len(was.code) == 6 and was.secret not in repr(was) and was.console_key not in repr(first.settings)


def test_processes_that_start_together_agree(where):
    rooms, ready = [], threading.Barrier(4)

    def start():
        ready.wait()
        rooms.append(Classroom(where))

    threads = [threading.Thread(target=start) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(rooms) == 4
    assert len({(room.settings.secret, room.settings.code, room.settings.console_key) for room in rooms}) == 1
    assert max(room.settings.starts for room in rooms) == 4
    for room in rooms:
        room.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_file_and_folder_are_the_owners(tmp_path):
    path = tmp_path / "class" / "class.sqlite3"
    room = Classroom(path)
    for each in path.parent.iterdir():
        assert stat.S_IMODE(each.stat().st_mode) == 0o600, each.name
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    room.close()


def test_sqlite_is_durable_and_overwrites_what_is_deleted(tmp_path):
    store = Store(tmp_path / "class.sqlite3")
    with store.reading() as db:
        found = {name: db.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")}
    assert found == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
    store.close()


def test_a_newer_database_is_refused(where):
    store = Store(where)
    with store.writing() as db:
        db.execute(setting.update().where(setting.c.name == "version").values(value="99"))
    store.close()
    with pytest.raises(ClassError, match="newer debatekit"):
        Store(where)


def test_what_is_no_database_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(ClassError, match="PostgreSQL"):
        Store("mysql://localhost/x")
    with pytest.raises(ClassError, match="no address"):
        Store("://")
    broken = tmp_path / "class.sqlite3"
    broken.write_bytes(b"no database at all" * 100)
    with pytest.raises(ClassError, match="damaged"):
        Store(broken)


def test_no_password_is_in_a_sentence():
    with pytest.raises(ClassError) as error:
        Store("postgresql+psycopg://somebody:hunter2@127.0.0.1:1/nothing")
    assert "hunter2" not in str(error.value)


def test_usual_addresses_are_understood(tmp_path):
    assert database_url("postgres://a@b/c") == database_url("postgresql://a@b/c") == "postgresql+psycopg://a@b/c"
    assert database_url(tmp_path / "x.sqlite3") == f"sqlite:///{tmp_path}/x.sqlite3"


def test_a_change_that_fails_is_undone(opened):
    room = opened()

    def half(db):
        settings.put(db, title="Half done")
        raise ValueError

    with pytest.raises(ValueError):
        room.change(half)
    assert room.look(settings.read).title == room.settings.title
    with room.store.reading() as db:
        assert db.execute(sa.select(sa.func.count()).select_from(setting)).scalar_one() > 5


@pytest.mark.parametrize("where", ["postgresql"], indirect=True)
def test_a_process_that_stands_still_in_a_change_does_not_hold_up_the_others(where, monkeypatch):
    monkeypatch.setattr(store_module, "STANDSTILL_SECONDS", 1)
    still, other = Store(where), Store(where)
    with pytest.raises(ClassError, match="does not answer"), still.writing() as db:
        settings.begin(db, "Standing still")
        with other.writing() as at_last:
            assert at_last.execute(sa.select(setting.c.name)).scalars().all() == ["version"]
    # What broke in the middle is undone, and the next change goes on with a new connection.
    with still.writing() as db:
        settings.begin(db, "Again")
    still.close()
    other.close()


@pytest.mark.parametrize(("said", "sentence"), [("database or disk is full", "is full"), ("could not extend file: No space left on device", "is full"), ('user "fullerton" has gone', "does not answer")])
def test_a_full_disk_is_told_and_nothing_else_is_taken_for_one(tmp_path, said, sentence):
    store = Store(tmp_path / "class.sqlite3")
    assert sentence in store.sentence(Exception(said))
    store.close()


def test_the_line_for_news_reads_the_address_as_the_pool_does(monkeypatch):
    import asyncio

    import psycopg

    from debatekit.classroom.storage.neighbours import Neighbours

    asked = []

    async def connect(**named):
        asked.append(named)
        raise psycopg.OperationalError

    monkeypatch.setattr(psycopg.AsyncConnection, "connect", connect)

    class There:
        is_postgres, url = True, sa.make_url("postgresql+psycopg://ann:secret@/class?host=one:5433&host=two:5434&connect_timeout=9&sslmode=require")

    async def listen():
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await Neighbours(There(), "a", None).listen()

    asyncio.run(listen())
    assert {"host": "one,two", "port": "5433,5434", "dbname": "class", "user": "ann", "password": "secret", "sslmode": "require", "connect_timeout": "9", "autocommit": True}.items() <= asked[0].items()


# What is no class is left as it is


def _foreign(path):
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE readers (name)")
        db.commit()
    return path


def test_a_file_of_another_program_is_left_as_it_is(tmp_path):
    path = _foreign(tmp_path / "library.sqlite3")
    for make in (True, False):
        with pytest.raises(ClassError, match="something else than a class"):
            Store(path, make=make)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT name FROM sqlite_master").fetchall() == [("readers",)]


def test_to_look_into_a_class_that_is_not_there_makes_none(tmp_path):
    with pytest.raises(ClassError, match="There is no class in"):
        Store(tmp_path / "none.sqlite3", make=False)
    assert not list(tmp_path.iterdir())
    (tmp_path / "empty.sqlite3").touch()
    with pytest.raises(ClassError, match="There is no class in"):
        Store(tmp_path / "empty.sqlite3", make=False)


@pytest.mark.parametrize("change", ["DELETE FROM setting WHERE name = 'version'", "UPDATE setting SET value = 'two' WHERE name = 'version'"])
def test_a_database_without_its_format_is_told(where, change):
    store = Store(where)
    with store.writing() as db:
        db.exec_driver_sql(change)
    store.close()
    with pytest.raises(ClassError, match="does not say which format it has"):
        Store(where)


@pytest.mark.parametrize("value", ["{", '"ten"', "null"])
def test_a_setting_that_cannot_be_read_is_told(where, value):
    Classroom(where).close()
    store = Store(where)
    with store.writing() as db:
        db.execute(setting.update().where(setting.c.name == "erase_days").values(value=value))
    store.close()
    with pytest.raises(ClassError, match="The setting “erase_days” of the class cannot be read"):
        Classroom(where)


def test_what_postgresql_refuses_at_the_start_is_told():
    assert "has no database “no_such_class”" in _refused(SERVER.rpartition("/")[0] + "/no_such_class")
    assert "knows no user “nobody_here”" in _refused(make_url(SERVER).set(username="nobody_here").render_as_string(hide_password=False))
    assert "does not answer at 127.0.0.1, port 9" in _refused("postgresql://somebody:hunter2@127.0.0.1:9/x")
    assert "no computer “no-such-name.invalid”" in _refused("postgresql://somebody:hunter2@no-such-name.invalid/x")
    # As the server says it.
    url = make_url("postgresql://somebody:hunter2@db.example.org/x")
    assert "does not take the password of “somebody”" in cannot_open(url, 'FATAL:  password authentication failed for user "somebody"')
    assert "does not take the password of “somebody”" in cannot_open(url, "fe_sendauth: no password supplied")
    assert "does not let “somebody” use" in cannot_open(url, "permission denied for schema public")


SERVER = os.environ.get("DEBATEKIT_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")


def _refused(where):
    with pytest.raises(ClassError) as error:
        Store(where)
    said = str(error.value)
    assert "hunter2" not in said and "\n" not in said
    return said


@pytest.mark.parametrize("where", ["mysql://u:hunter2@h/x", "://hunter2", "postgresql://u:hunter2@h:port/x", "postgresql+asyncpg://u:hunter2@h/x", "sqlite://", "sqlite:///:memory:", "sqlite:///x?mode=hunter2"])
def test_an_address_that_is_none_is_told_without_its_password(where):
    assert _refused(where).count(". ") >= 1


def test_all_names_of_a_file_are_one_file(tmp_path):
    path = tmp_path / "class.sqlite3"
    path.touch()
    (tmp_path / "other.sqlite3").symlink_to(path)
    names = [path, str(path), f"sqlite:///{path}", f"sqlite+pysqlite:///{path}", f"sqlite:///{tmp_path}/x/../class.sqlite3", f"sqlite:///{tmp_path}/other.sqlite3"]
    assert {file_of(each) for each in names} == {path.resolve()}
    assert file_of("postgresql://a@b/c") is None


def test_a_database_without_the_secret_of_a_class_is_told(where):
    store = Store(where)
    with pytest.raises(ClassError, match="has no class in it"), store.reading() as db:
        settings.read(db)
    store.close()
