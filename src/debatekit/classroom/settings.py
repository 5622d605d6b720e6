"""What a class remembers of itself, in its table of settings: secret and keys, what the console has set, and what is on the phones now."""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass, fields
from types import NoneType
from typing import Any, Literal

import sqlalchemy as sa

from debatekit.classroom.identity import CLASS_CODE_LENGTH, new_key, new_letters
from debatekit.classroom.storage.tables import setting
from debatekit.errors import ClassError

Mode = Literal["open", "roster", "sign-in"]
Door = Literal["open", "closed"]
Show = Literal["join", "question", "result", "comparison"]
_MOST_OLD_LINKS = 60


@dataclass(frozen=True, kw_only=True)
class Settings:
    """`revision` goes up with every change but votes; `erasures` with every time somebody is erased. `now` and `compare` are ids of rounds;
    while the `door` is closed nobody else may join;
    `used` (seconds since 1970) and `people_days` are what `retention.py` has promised; `doubted` is when the class was last used before
    the clock came into doubt (`overdue.py`). `old_links` are marks of keys and codes that were changed for new ones."""

    secret: str
    screen_key: str
    console_key: str
    code: str
    title: str
    mode: Mode = "open"
    erase_days: int = 120
    ask_names: bool = False
    door: Door = "open"
    revision: int = 0
    erasures: int = 0
    starts: int = 0
    now: int | None = None
    blank: bool = False
    show: Show = "join"
    compare: tuple[int, int] | None = None
    used: int | None = None
    people_days: int | None = None
    doubted: int | None = None
    old_links: tuple[str, ...] = ()

    def __repr__(self) -> str:
        # A secret must not come into a log by way of a message.
        return f"Settings(title={self.title!r}, revision={self.revision})"


# What JSON may hold for each; a setting that can be None is there from the start, too.
_FORMS: dict[str, tuple[type, ...]] = {
    field.name: {"str": (str,), "Mode": (str,), "Door": (str,), "Show": (str,), "int": (int,), "bool": (bool,)}.get(str(field.type), (list, int, NoneType)) for field in fields(Settings)
}


_NEEDED = {"secret", "screen_key", "console_key", "code", "title"}


def begin(db: sa.Connection, title: str) -> None:
    """Give a new class its secret, keys and code; a class that has them keeps them. Counts the start."""
    there = {row[0] for row in db.execute(sa.select(setting.c.name))}
    fresh = Settings(secret=new_key(), screen_key=new_key(), console_key=new_key(), code=new_letters(CLASS_CODE_LENGTH), title=title)
    for field in fields(Settings):
        if field.name not in there:
            db.execute(setting.insert().values(name=field.name, value=json.dumps(getattr(fresh, field.name))))
    put(db, starts=read(db).starts + 1)


def read(db: sa.Connection) -> Settings:
    """The settings as they are."""
    known = {field.name for field in fields(Settings)}
    found = {name: _value(name, value) for name, value in db.execute(sa.select(setting.c.name, setting.c.value)) if name in known}
    if not _NEEDED <= set(found):
        raise ClassError("This database has no class in it: the secret or a key is missing. Nothing was changed; look at what stands behind --database.")
    found["compare"] = tuple(found["compare"]) if found.get("compare") else None
    found["old_links"] = tuple(found.get("old_links", ()))
    return Settings(**found)


def new_links(db: sa.Connection) -> None:
    """Change both keys and the code for new ones. What is kept stays, and so does everybody who has joined."""
    its = read(db)
    gone = [_mark(its, each) for each in (its.screen_key, its.console_key, its.code)]
    put(db, screen_key=new_key(), console_key=new_key(), code=new_letters(CLASS_CODE_LENGTH), old_links=[*gone, *its.old_links][:_MOST_OLD_LINKS])


def was_changed(its: Settings, given: str) -> bool:
    """Whether `given` was a key or the code of this class until it was changed."""
    return _mark(its, given) in its.old_links


def _mark(its: Settings, given: str) -> str:
    return hmac.new(its.secret.encode(), f"old link:{given}".encode("utf-8", "replace"), "sha256").hexdigest()[:24]


def _value(name: str, text: str) -> Any:
    try:
        value = json.loads(text)
    except ValueError:
        value = ...
    if not isinstance(value, _FORMS[name]):
        raise ClassError(f"The setting “{name}” of the class cannot be read, so its database was changed by hand or is damaged. Nothing was changed; take a backup of it, or start a new class.")
    return value


def put(db: sa.Connection, **values: Any) -> None:
    """Change settings by their names."""
    for name, value in values.items():
        db.execute(setting.update().where(setting.c.name == name).values(value=json.dumps(value)))


def next_revision(db: sa.Connection) -> int:
    """Count one more change of the class."""
    number = read(db).revision + 1
    put(db, revision=number)
    return number


def counters(db: sa.Connection) -> tuple[int, int]:
    """`revision` and `erasures`, which tell other processes what they have missed."""
    found = dict(db.execute(sa.select(setting.c.name, setting.c.value).where(setting.c.name.in_(("revision", "erasures")))).all())
    return int(found["revision"]), int(found["erasures"])
