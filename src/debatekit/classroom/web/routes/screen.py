"""What the projected page may ask."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response

from debatekit.classroom.web.routes.bodies import answers
from debatekit.classroom.web.routes.callers import screen_of, still
from debatekit.classroom.service import Classroom
from debatekit.classroom.web.stream import EventStream


def screen_routes(classroom: Classroom) -> APIRouter:
    """The addresses of the screen, for whoever has its key."""
    allowed = screen_of(classroom)
    routes = APIRouter(prefix="/api/screen", tags=["screen"], dependencies=[Depends(allowed)], responses=answers(401))

    @routes.get("/state")
    async def state() -> Response:
        """The class as the screen shows it."""
        await classroom.show()
        return Response(classroom.screen.body(), media_type="application/json")

    @routes.get("/stream", responses={200: {"content": {"text/event-stream": {}}}}, response_class=Response)
    async def stream(key: str = Depends(allowed)) -> Response:  # noqa: B008
        """The same, again and again."""
        await classroom.show()
        return EventStream(classroom.screen, None, still(allowed, key))

    return routes
