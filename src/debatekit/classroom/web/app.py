"""The class server as an ASGI application. What speaks HTTP is here, in `routes/` and in `stream.py`; what a class is, they ask of `Classroom`."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Callable, Collection, Iterable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from debatekit.classroom import refusals
from debatekit.classroom.web.guard import Guard, Limits
from debatekit.classroom.web.rate import Rate
from debatekit.classroom.web.routes.callers import Teaches, console_of
from debatekit.classroom.web.routes.console import console_routes
from debatekit.classroom.web.routes.pages import page_routes
from debatekit.classroom.web.routes.screen import screen_routes
from debatekit.classroom.web.routes.student import SignIn, student_routes
from debatekit.classroom.web.routes.votes import add_vote_route
from debatekit.classroom.service import Classroom
from debatekit.errors import BadAnswer, CourseKitError, UnknownName
from debatekit.polls.text import one_paragraph

_STATUS = {refusals.NotKnown: 401, refusals.NotAllowed: 403, refusals.Changed: 410, refusals.NotThere: 404, refusals.NotNow: 409, refusals.TooEarly: 425, UnknownName: 404, BadAnswer: 422, refusals.TooMany: 429, refusals.Busy: 503}
_HTTP_WORDS = {404: "There is nothing at this address.", 405: "This address does not take that.", 400: "What was sent cannot be read."}


def create_app(
    classroom: Classroom, *, prefix: str = "", hosts: Collection[str] = (), any_host: bool = False, seen: Callable[[str], None] | None = None,
    sign_in: SignIn | None = None, teaches: Teaches | None = None, more: Iterable[APIRouter] = (), limits: Limits | None = None,
) -> FastAPI:  # fmt: skip
    """The application of one class, behind its guard. Its own start and end are those of the class.

    `prefix` stands before every address, such as “/services/class” on a Hub. `hosts`, `any_host`, `seen` and `limits` are what `Guard` says of
    them. `sign_in` tells the account of whoever joins in the mode “sign-in”; `teaches` whether a key that is not ours is an instructor's;
    `more` are addresses of another service, such as a Hub's sign-in.
    """
    prefix, limits = prefix.rstrip("/"), limits or Limits()
    if sign_in:
        classroom.modes = ("sign-in",)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await classroom.start()
        try:
            yield
        finally:
            await classroom.stop()

    app = FastAPI(title="debatekit class", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False, lifespan=life)
    add_vote_route(app.router, classroom)
    for routes in (*more, student_routes(classroom, sign_in, Rate(*limits.joins)), screen_routes(classroom), console_routes(classroom, teaches), page_routes(prefix)):
        app.include_router(routes)
    app.add_middleware(Guard, hosts=hosts, any_host=any_host, prefix=prefix, seen=seen, limits=limits, knows=classroom.knows_by_heart)

    @app.get("/api/openapi.json", include_in_schema=False, dependencies=[Depends(console_of(classroom, teaches))])
    async def schema() -> Response:
        return JSONResponse(app.openapi())

    app.add_exception_handler(CourseKitError, _refused)
    app.add_exception_handler(RequestValidationError, _does_not_fit)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _broken)
    return app


async def _refused(_: Request, error: Any) -> Response:
    status = next((each for kind, each in _STATUS.items() if isinstance(error, kind)), 409)
    headers = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "1"}}.get(status, {})
    if isinstance(error, refusals.TooMany):
        headers = {"Retry-After": str(math.ceil(error.wait))}
    # A sentence may name what was sent, whatever that was.
    found = {"error": one_paragraph(str(error), 2_000) or "The class server cannot do that."}
    if isinstance(error, refusals.SignInFirst):
        found["sign_in"] = error.where
    if isinstance(error, refusals.JoinAgain):
        found["join_again"] = True
    return JSONResponse(found, status, headers)


async def _does_not_fit(_: Request, error: Any) -> Response:
    # Not what was sent: it may be a vote or a key.
    first = error.errors()[0]
    where = one_paragraph(".".join(str(part) for part in first["loc"][1:3] if isinstance(part, (str, int)))[:60], 60)
    what = str(first["msg"])
    return JSONResponse({"error": f"{f'“{where}”: ' if where else ''}{what[:200].rstrip('.')}. Nothing was changed."}, 422)


async def _http(_: Request, error: Any) -> Response:
    return JSONResponse({"error": _HTTP_WORDS.get(error.status_code, "The class server cannot do that.")}, error.status_code, getattr(error, "headers", None))


async def _broken(_: Request, error: Exception) -> Response:
    return JSONResponse({"error": "Something went wrong in the class server. Nothing that was saved is lost; try again."}, 500)
