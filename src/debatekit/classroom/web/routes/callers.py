"""Who asks: a student by a token, the screen and the console by a key. No cookie is looked at, so no other page can ask in somebody's name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from debatekit.classroom.identity import TOKEN_LENGTH, same, tidied
from debatekit.classroom.refusals import JoinAgain, NotKnown
from debatekit.classroom.settings import was_changed
from debatekit.classroom.service import Classroom


_UNKNOWN = {
    "open": "The class does not know you on this device. Join with the code that the screen shows.",
    "roster": "This class is for people with a personal code, and this device has not joined with one. Join again with yours.",
    "sign-in": "This class is for people who sign in, and this device has not joined so. Join again with your account.",
}
_OTHER_WAY = {
    "roster": "Your teacher now asks for a personal code. Join again with it.",
    "sign-in": "Your teacher now asks that you sign in. Join again with your account.",
}
Teaches = Callable[[str], Awaitable[bool]]


class Student(NamedTuple):
    """Somebody who has joined. `mode` is that in which they were let in."""

    token: str
    person: bytes
    mode: str

    @property
    def is_alone(self) -> bool:
        """Whether nobody else can have this token: one that is made of a list's entry or an account is in other hands, too."""
        return self.mode == "open"


_student = HTTPBearer(auto_error=False, scheme_name="student", description="The token that joining gives.")
_screen = HTTPBearer(auto_error=False, scheme_name="screen", description="The key of the screen.")
_console = HTTPBearer(auto_error=False, scheme_name="console", description="The key of the console.")


def student_of(classroom: Classroom, *, in_any_mode: bool = False) -> Callable[..., Awaitable[Student]]:
    """A dependency: the student who asks; with `in_any_mode` also one who was let in while the class had another mode."""

    async def student(given: HTTPAuthorizationCredentials | None = Depends(_student)) -> Student:  # noqa: B008
        return await student_with(classroom, given.credentials if given else "", in_any_mode=in_any_mode)

    return student


async def student_with(classroom: Classroom, written: str, *, in_any_mode: bool = False) -> Student:
    """Whoever shows the token `written`. Raises NotKnown."""
    token = tidied(written, TOKEN_LENGTH)
    if token is not None:
        person = classroom.identity.person(token)
        mode = await classroom.mode_of(person)
        if mode is not None and (in_any_mode or classroom.settings.mode in ("open", mode)):
            return Student(token, person, mode)
        if mode is not None:
            raise JoinAgain(_OTHER_WAY[classroom.settings.mode])
    raise NotKnown(_UNKNOWN[classroom.settings.mode])


def screen_of(classroom: Classroom) -> Callable[..., Awaitable[str]]:
    """A dependency: only with the key of the screen, or of the console. It is the key."""

    async def screen(given: HTTPAuthorizationCredentials | None = Depends(_screen)) -> str:  # noqa: B008
        its = classroom.settings
        key = given.credentials if given else ""
        if not (same(key, its.screen_key) | same(key, its.console_key)):
            if was_changed(its, key):
                raise NotKnown("The link of this screen was changed for a new one. Open the screen again from the console.")
            raise NotKnown("That is not the key of this screen. Open the screen's address from the console again.")
        return key

    return screen


def console_of(classroom: Classroom, teaches: Teaches | None = None) -> Callable[..., Awaitable[str]]:
    """A dependency: only with the key of the console, or where `teaches` decides, as on a Hub, with one that it knows. It is the key."""

    async def console(given: HTTPAuthorizationCredentials | None = Depends(_console)) -> str:  # noqa: B008
        key = given.credentials if given else ""
        if not (await teaches(key) if teaches else same(key, classroom.settings.console_key)):
            if was_changed(classroom.settings, key):
                raise NotKnown("The link of this console was changed for a new one. Use the one that the class server printed last.")
            raise NotKnown("That is not the key of this console. Use the private address that the class server printed when it started.")
        return key

    return console


def still(allowed: Callable[..., Awaitable[str]], key: str) -> Callable[[], Awaitable[object]]:
    """Asks `allowed` once more, for a stream that goes on: it raises once the key has been changed for a new one."""
    return lambda: allowed(HTTPAuthorizationCredentials(scheme="Bearer", credentials=key))
