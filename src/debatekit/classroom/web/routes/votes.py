"""The one address that a whole class asks for in the same second: to vote.

FastAPI writes its schema as for any other. At work its general machinery is left out, which takes longer than all the rest of a vote.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import ValidationError

from debatekit.classroom.refusals import NotThere
from debatekit.classroom.web.routes.bodies import CastVote, answers
from debatekit.classroom.web.routes.callers import Student, student_of, student_with
from debatekit.classroom.service import Classroom
from debatekit.classroom.storage.vote_lines import Row
from debatekit.polls.question import Vote

RoundId = Annotated[int, Path(ge=1, le=2**31 - 1)]


def add_vote_route(routes: APIRouter, classroom: Classroom) -> None:
    """Add `PUT /api/votes/{round_id}` to `routes`, the application's own: to look through routers within it would take long, too."""

    async def vote(round_id: RoundId, body: CastVote, who: Student = Depends(student_of(classroom))) -> Response:  # noqa: B008
        """Vote, or change a vote; sent twice it counts once."""
        raise NotImplementedError  # `quickly` does it

    async def quickly(request: Request) -> Response:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        who = await student_with(classroom, given if scheme.lower() == "bearer" else "")
        round_id = request.path_params["round_id"]
        if not (round_id.isascii() and round_id.isdigit() and 0 < len(round_id) < 10):
            raise NotThere("There is no such round in this class. Load the page again.")
        try:
            body = CastVote.model_validate_json(await request.body())
        except ValidationError as error:
            raise RequestValidationError([{**each, "loc": ("body", *each["loc"])} for each in error.errors(include_url=False, include_context=False, include_input=False)]) from None
        return stands(await classroom.vote(who.token, int(round_id), Vote(value=body.value, confidence=body.confidence), body.n), body.n, who)

    routes.add_api_route("/api/votes/{round_id}", vote, methods=["PUT"], tags=["student"], responses=answers(401, 404, 409, 425), route_class_override=_does(quickly))


def stands(row: Row, n: int, who: Student) -> Response:
    """What stands of a vote that was sent with the number `n`, as an answer. Whose token somebody else may have is told no vote, and whether theirs
    stands by its number alone: by its value, it could be guessed."""
    if not who.is_alone:
        return Response(f'{{"same":{"true" if row.n == n else "false"},"n":{row.n}}}', media_type="application/json")
    # `value` is JSON already.
    confidence = "null" if row.confidence is None else row.confidence
    return Response(f'{{"value":{row.value},"confidence":{confidence},"n":{row.n}}}', media_type="application/json")


def _does(work: Callable[[Request], Awaitable[Response]]) -> type[APIRoute]:
    class Quick(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Any]:
            return work

    return Quick
