"""The roster: entries of a list, and the personal code that each is handed on paper.

An entry is a name, so it stands in a table of its own. A code is worked out from the entry and the class's secret: the same entry has
the same code on every day, and the list can be printed again though no code is kept.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

import sqlalchemy as sa

from debatekit.classroom.identity import Identity
from debatekit.classroom.refusals import NotAllowed
from debatekit.classroom.storage.tables import roster

MOST_ENTRIES, LONGEST_ENTRY = 2_000, 80


def tidied_entry(entry: str) -> str:
    """An entry as it is kept: composed letters, single spaces, nothing that is not seen. Raises NotAllowed when that leaves nothing or too much."""
    seen = "".join(" " if letter.isspace() else letter for letter in unicodedata.normalize("NFC", entry) if letter.isspace() or unicodedata.category(letter)[0] != "C")
    plain = " ".join(seen.split())
    if not plain:
        raise NotAllowed("An entry of the roster is empty. Take the empty line out.")
    if len(plain) > LONGEST_ENTRY:
        raise NotAllowed(f"“{plain[:20]}…” is longer than {LONGEST_ENTRY} letters. Shorten it.")
    return plain


def add(db: sa.Connection, identity: Identity, entries: Iterable[str]) -> list[dict[str, str]]:
    """Put entries on the roster; one that stands there stays as it is. Returns the whole roster as `codes` does.

    Raises NotAllowed, also for two alike in `entries`: two people would have one code, and one vote.
    """
    there = set(db.execute(sa.select(roster.c.entry)).scalars())
    given = Counter(tidied_entry(each) for each in entries)
    if twice := [each for each, times in given.items() if times > 1]:
        raise NotAllowed(f"“{twice[0]}” stands there twice, and two people cannot share a code. Write them apart, such as “{twice[0]} 1” and “{twice[0]} 2”, or take one line out.")
    new = set(given) - there
    if len(there) + len(new) > MOST_ENTRIES:
        raise NotAllowed(f"A roster has at most {MOST_ENTRIES} entries. Start a second class with --name.")
    if new:
        # In the order of the alphabet: two entries that were typed one after the other need not sit side by side.
        db.execute(roster.insert(), [{"code": identity.code_key(identity.personal_code(each)), "entry": each} for each in sorted(new)])
    return codes(db, identity)


def codes(db: sa.Connection, identity: Identity) -> list[dict[str, str]]:
    """The roster to print, by entry: `[{"entry", "code": "XXXX-XXXX"}]`."""
    entries = sorted(db.execute(sa.select(roster.c.entry)).scalars(), key=str.casefold)
    return [{"entry": each, "code": f"{code[:4]}-{code[4:]}"} for each in entries for code in (identity.personal_code(each),)]
