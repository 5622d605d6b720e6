"""PostgreSQL: what is deleted or written anew does not lie on, in the order of casting, for somebody who reads the files through SQL."""

import json

import psycopg
import pytest
import sqlalchemy as sa

from debatekit.classroom import desk, people, rounds
from debatekit.classroom.storage import dead_rows
from debatekit.classroom.storage.vote_lines import Row
from debatekit.classroom.storage.writer import Joined


pytestmark = pytest.mark.parametrize("where", ["postgresql"], indirect=True)


@pytest.fixture
def room(opened, where):
    room = opened(None)
    room.address = where.replace("+psycopg", "")
    return room


def tuples(room, table):
    """How many rows lie in the pages of a table, dead ones included."""
    with psycopg.connect(room.address, autocommit=True) as db:
        db.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
        pages = db.execute(f"SELECT pg_relation_size('{table}') / 8192").fetchone()[0]
        read = f"SELECT count(*) FROM generate_series(0, {pages} - 1) AS page, heap_page_items(get_raw_page('{table}', page::int)) WHERE t_data IS NOT NULL"
        return db.execute(read).fetchone()[0] if pages else 0


def voted(room, people=8):
    poll = room.change(room.catalogue.add, {"kind": "choice", "text": "So?", "options": ["Yes", "No"]})
    this = room.change(desk.open_poll, room.catalogue, poll, None, None)
    tokens = [letter * 16 for letter in "ABCDEFGH"[:people]]
    for token in tokens:
        room.writer.send(Joined(room.identity.person(token))).result()
        room.writer.send(Row(this, room.identity.voter(poll, token), 1, json.dumps("yes"), None)).result()
    return this, tokens


def test_nothing_is_left_of_the_order_of_casting(room):
    this, _ = voted(room)
    room.change(rounds.close, this)
    assert room.look(rounds.count, this) == tuples(room, "vote") == 8


def test_nothing_is_left_of_somebody_erased(room):
    this, tokens = voted(room)
    room.change(people.set_name, room.identity.person(tokens[0]), "Mira")
    room.change(people.erase, room.identity, room.catalogue, tokens[0])
    assert (tuples(room, "vote"), tuples(room, "name"), tuples(room, "person")) == (7, 0, 7)


def test_a_server_that_may_not_vacuum_goes_on(room):
    with room.store.writing() as db:
        db.execute(sa.text("CREATE TABLE other (id int)"))
    dead_rows.clear(room.store, {"other", "not there"})
    this, _ = voted(room)
    room.change(rounds.close, this)
    assert room.look(rounds.find, this).state == "closed"
