"""The class on a JupyterHub: people sign in with their account, notebooks join with the token that the Hub gave them.

No request is answered because of a cookie. What a sign-in ends with reaches the page behind the # of its address: a student's token of
this class, made of the account's name; or an instructor's key, which is their Hub token, sealed. With that, every request of the
console asks whose it is, and who signs out of the Hub or leaves the group is out of the console within a minute.
"""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from debatekit.classroom.web.hub_line import HubAway, HubLine, HubPerson
from debatekit.classroom.identity import way_back
from debatekit.classroom.notice import sentences
from debatekit.classroom.web.reach import in_the_clear
from debatekit.classroom.refusals import NotNow, SignInFirst
from debatekit.classroom.web.routes.pages import version
from debatekit.classroom.web.sealed import opened, seal
from debatekit.classroom.service import Classroom
from debatekit.classroom.web.sign_in import SECONDS, SignIns
from debatekit.classroom.states import class_view

COOKIE, SIGN_IN = "class-sign-in", "hub/sign-in"
_PLACES = ("phone", "console", "screen")
_MAY_NOT = {"error": "The Hub says that this server may not join the class. Stop your server and start it again; if that does not help, ask your teacher."}


class Hub:
    """The Hub that `room` belongs to. Whoever is in one of the groups `instructors`, or is an admin of the Hub, teaches."""

    def __init__(self, room: Classroom, line: HubLine, instructors: Collection[str]) -> None:
        self.room, self.line, self.instructors = room, line, frozenset(instructors)
        # Another use of the secret than that of identity.py, so another key.
        self._secret = f"hub:{room.settings.secret}".encode()
        self.sign_ins = SignIns(self._secret)

    async def teaches(self, key: str) -> bool:
        """True when `key` is that of somebody who teaches, now. Else raises SignInFirst; raises HubAway."""
        token = opened(self._secret, key)
        person = await self.line.person(token) if token else None
        if person is None:
            raise SignInFirst("Sign in with your account of the Hub.", f"{SIGN_IN}?to=console")
        if not self._is_instructor(person):
            raise SignInFirst("This account does not teach this class. Sign in with one that does.", f"{SIGN_IN}?to=console")
        return True

    async def no_account(self, _: Request) -> None:
        """What answers a phone that joins without having signed in. Raises SignInFirst."""
        raise SignInFirst("Sign in with your account of the Hub.", f"{SIGN_IN}?to=phone")

    async def student(self, person: HubPerson) -> tuple[str, bool]:
        """The token of this class for an account, and whether it is new here. The account's name is not kept."""
        token = self.room.identity.of_account(person.name)
        return token, await self.room.add_person(token)

    async def place_after(self, to: str, hub_token: str) -> str | None:
        """Where a browser goes that signed in with `hub_token`, relative to the class; None when that person may not go there. Raises HubAway."""
        person = await self.line.person(hub_token)
        # A student's is used no more, and an instructor's is asked about once again with the first request of the console.
        self.line.forget(hub_token)
        if person is None:
            return None
        if to == "phone":
            token, _ = await self.student(person)
            return f"j/{self.room.settings.code}#token={token}"
        if not self._is_instructor(person):
            return None
        return f"screen#key={self.room.settings.screen_key}" if to == "screen" else f"console#key={seal(self._secret, hub_token)}"

    def _is_instructor(self, person: HubPerson) -> bool:
        return person.admin or bool(person.groups & self.instructors)


def hub_routes(hub: Hub) -> APIRouter:
    """Sign-in and the way back, for browsers; joining, for notebooks."""
    router, settings = APIRouter(), hub.line.settings
    path = settings.prefix.rstrip("/") + "/"

    def is_secure(request: Request) -> bool:
        return request.url.scheme == "https" or settings.public.startswith("https:")

    @router.get(f"/{SIGN_IN}", include_in_schema=False)
    async def sign_in(request: Request) -> Response:
        to = request.query_params.get("to", "phone")
        leaving = hub.sign_ins.leave(to if to in _PLACES else "phone", request.cookies.get(COOKIE, ""))
        asked = {
            "client_id": settings.client, "redirect_uri": settings.callback, "response_type": "code", "state": leaving.state,
            "code_challenge": leaving.challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        answer = RedirectResponse(f"{settings.authorize}?{urlencode(asked)}", 303)
        # “Lax”: the way back from a Hub with another name begins on a page of another site.
        answer.set_cookie(COOKIE, leaving.ticket, max_age=SECONDS, path=path, httponly=True, samesite="lax", secure=is_secure(request))
        return answer

    @router.get("/" + settings.callback.rstrip("/").rpartition("/")[2], include_in_schema=False)
    async def way_back_from_hub(request: Request) -> Response:
        back = hub.sign_ins.back(request.query_params.get("state", ""), request.cookies.get(COOKIE, ""))
        to_class = (path, "Back to the class")
        if back is None:
            return _page(path, 403, "This sign-in was not begun in this browser, or more than ten minutes ago.", to_class)
        # A phone begins again with its own page, where it is told what is kept.
        again = to_class if back.to == "phone" else (f"{path}{SIGN_IN}?to={back.to}", "Sign in again")
        code = request.query_params.get("code", "")
        try:
            token = await hub.line.token_for(code, back.verifier) if code else None
            place = await hub.place_after(back.to, token) if token else None
        except NotNow as error:
            return _page(path, 403, str(error), to_class)
        except HubAway as error:
            return _page(path, 503, str(error), again)
        if token is None:
            return _page(path, 403, "The Hub did not let you in.", again)
        if place is None:
            said = "Your account may not open this page. The console and the screen are for the instructors of this class."
            return _page(path, 403, said, (path, "Go to the class"), (settings.sign_out, "Sign out of the Hub"))
        answer = RedirectResponse(path + place, 303)
        answer.delete_cookie(COOKIE, path=path, httponly=True, samesite="lax", secure=is_secure(request))
        return answer

    async def person_of(request: Request) -> HubPerson | None:
        scheme, _, hub_token = request.headers.get("authorization", "").partition(" ")
        return await hub.line.person(hub_token.strip()) if scheme.lower() in ("bearer", "token") else None

    def told() -> dict[str, Any]:
        its = hub.room.settings
        return {"code": its.code, "class": class_view(its), "notice": sentences(its, in_the_clear(hub.room.join()["address"]))}

    @router.get("/api/about/hub")
    async def about(request: Request) -> Response:
        """What somebody reads before joining from a server of the Hub, whose token is asked for as in `join`. Nobody is in the class by it."""
        return JSONResponse(told()) if await person_of(request) else JSONResponse(_MAY_NOT, 403)

    @router.post("/api/join/hub")
    async def join(request: Request) -> Response:
        """Join with the token of a server of the Hub (JUPYTERHUB_API_TOKEN) as `Authorization: Bearer …`; it needs the scope that the class asks for."""
        person = await person_of(request)
        if person is None:
            return JSONResponse(_MAY_NOT, 403)
        token, is_new = await hub.student(person)
        return JSONResponse({"token": token, "way_back": way_back(token), **told()}, 201 if is_new else 200)

    return router


def _page(path: str, status: int, sentence: str, *links: tuple[str, str]) -> Response:
    static = escape(f"{path}static/{version()}")
    sheets = "".join(f'<link rel="stylesheet" href="{static}/{sheet}.css">' for sheet in ("widgets/base", "classroom/pages/class", "classroom/pages/phone", "classroom/pages/sign_in"))
    ways = "".join(f'<a class="dk-button{"" if number else " dk-main"}" href="{escape(href)}">{words}</a>' for number, (href, words) in enumerate(links))
    return HTMLResponse(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">{sheets}'
        f'<script type="module" src="{static}/classroom/pages/theme.mjs"></script><title>Not signed in</title></head><body class="dk-live dk-phone dk-signs-in"><main>'
        f'<h1 class="dk-phone-title">Not signed in</h1><p>{escape(sentence)}</p><p>{ways}</p></main></body></html>',
        status,
    )
