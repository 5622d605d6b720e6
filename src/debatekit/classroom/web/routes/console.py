"""What the instructor may ask and do."""

from __future__ import annotations

import time
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Response
from fastapi.responses import JSONResponse

from debatekit.classroom import desk, forget, looking, overdue, roster, rounds, settings, sharing, written
from debatekit.classroom.export import export_csv
from debatekit.classroom.web.routes.bodies import Claim, Forget, Hands, NewSettings, Now, OpenPoll, Question, Reset, Roster, Screen, Shown, Timed, answers
from debatekit.classroom.web.routes.callers import Teaches, console_of, still
from debatekit.classroom.service import Classroom
from debatekit.classroom.web.stream import EventStream

RoundId = Annotated[int, Path(ge=1, le=2**31 - 1)]
Named = Annotated[str, Path(min_length=1, max_length=120)]


def console_routes(classroom: Classroom, teaches: Teaches | None = None) -> APIRouter:
    """The addresses of the console, for whoever has its key. Each change is one transaction, and its answer comes when everybody has been told."""
    allowed = console_of(classroom, teaches)
    routes = APIRouter(prefix="/api/console", tags=["console"], dependencies=[Depends(allowed)], responses=answers(401, 403, 404, 409))

    async def done(make: Any, *given: Any) -> Response:
        made = await classroom.act(make, *given)
        return JSONResponse({} if made is None else {"id": made})

    @routes.get("/state")
    async def state() -> Response:
        """The class as the console shows it."""
        await classroom.show()
        return Response(classroom.console.body(), media_type="application/json")

    @routes.get("/stream", responses={200: {"content": {"text/event-stream": {}}}}, response_class=Response)
    async def stream(key: str = Depends(allowed)) -> Response:  # noqa: B008
        """The same, again and again."""
        await classroom.show()
        # Who is taken out of the group, signs out or has an old link must not go on looking.
        return EventStream(classroom.console, None, still(allowed, key))

    @routes.post("/polls")
    async def write_poll(body: Question) -> Response:
        """Keep a question that was written on the spot."""
        return await done(classroom.catalogue.add, body.model_dump())

    @routes.get("/polls/{poll}")
    async def read_poll(poll: Named) -> Response:
        """A question that was written on the spot, to be edited."""
        return JSONResponse(await classroom.see(written.read, classroom.catalogue, poll))

    @routes.put("/polls/{poll}")
    async def rewrite_poll(poll: Named, body: Question) -> Response:
        """Edit a question that was written on the spot, while nobody has voted in it."""
        return await done(written.rewrite, classroom.catalogue, poll, body.model_dump())

    @routes.delete("/polls/{poll}")
    async def delete_poll(poll: Named) -> Response:
        """Delete a question that was made in this class, while nobody has voted in it."""
        return await done(written.delete, classroom.catalogue, poll)

    @routes.post("/claims")
    async def write_claim(body: Claim) -> Response:
        """Keep a vote on a claim or a reason of a map."""
        return await done(classroom.catalogue.add_claim, body.argument, body.target, body.kind)

    @routes.get("/maps/{argument}")
    async def claims_of(argument: Named) -> Response:
        """The claims and reasons of a map, to choose from."""
        return JSONResponse(await classroom.see(lambda _: classroom.catalogue.map(argument)))

    @routes.post("/rounds")
    async def open_poll(body: OpenPoll) -> Response:
        """Open a poll and put it on the phones."""
        return await done(desk.open_poll, classroom.catalogue, body.poll, body.round, body.seconds)

    @routes.post("/rounds/{round_id}/open")
    async def open_round(round_id: RoundId, body: Timed | None = None) -> Response:
        """Open a closed round again, if its result was not looked at."""
        return await done(desk.open_round, round_id, body.seconds if body else None)

    @routes.post("/rounds/{round_id}/close")
    async def close(round_id: RoundId) -> Response:
        """Take no more votes."""
        return await done(rounds.close, round_id)

    @routes.post("/rounds/{round_id}/look")
    async def look(round_id: RoundId) -> Response:
        """Show the result of a closed round to the console alone. From then on it stands, and the round cannot be opened again."""
        return await done(looking.look, classroom.tallies, round_id)

    @routes.post("/rounds/{round_id}/reveal")
    async def reveal(round_id: RoundId) -> Response:
        """Show the result to everybody."""
        return await done(looking.reveal, classroom.tallies, round_id)

    @routes.post("/rounds/{round_id}/again")
    async def again(round_id: RoundId, body: Timed | None = None) -> Response:
        """Vote again, in a new round."""
        return await done(desk.again, classroom.catalogue, round_id, body.seconds if body else None)

    @routes.post("/rounds/{round_id}/reset")
    async def reset(round_id: RoundId, body: Reset) -> Response:
        """Delete the votes of a round, if they are as many as was confirmed."""
        return await done(rounds.reset, round_id, body.confirm)

    @routes.put("/rounds/{round_id}/hands")
    async def hands(round_id: RoundId, body: Hands) -> Response:
        """Add a show of hands."""
        return await done(desk.set_hands, classroom.catalogue, round_id, body.counts)

    @routes.put("/texts")
    async def show_texts(body: Shown) -> Response:
        """Show all free texts, or hide them."""
        return await done(desk.show_texts, classroom.tallies, body.shown)

    @routes.put("/texts/{text_id}")
    async def show_text(text_id: Named, body: Shown) -> Response:
        """Show a free text, or hide it."""
        return await done(desk.show_text, classroom.tallies, text_id, body.shown)

    @routes.put("/now")
    async def put_now(body: Now) -> Response:
        """Put another round on the phones, or none."""
        return await done(desk.put_now, body.round)

    @routes.put("/screen")
    async def set_screen(body: Screen) -> Response:
        """Blank the screen, or choose what it shows."""
        return await done(desk.set_screen, classroom.tallies, body.model_dump(exclude_unset=True))

    @routes.put("/settings")
    async def set_settings(body: NewSettings) -> Response:
        """Change title, mode, retention, or whether names are asked."""
        return await done(desk.set_settings, classroom.modes, body.model_dump(exclude_none=True))

    @routes.get("/roster")
    async def read_roster() -> Response:
        """The roster with its personal codes, to print."""
        return JSONResponse(await classroom.see(roster.codes, classroom.identity))

    @routes.post("/roster")
    async def add_to_roster(body: Roster) -> Response:
        """Put people on the roster; the answer is the whole of it."""
        return JSONResponse(await classroom.act(roster.add, classroom.identity, body.entries))

    @routes.get("/progress/{exercise}")
    async def who_tried(exercise: Named) -> Response:
        """Those who gave a name and share how they did in an exercise."""
        return JSONResponse(await classroom.see(sharing.named, exercise))

    @routes.get("/export.csv", responses={200: {"content": {"text/csv": {}}}}, response_class=Response)
    async def export() -> Response:
        """All votes of closed rounds as a table, without names. Their results have then been looked at."""
        await classroom.act(looking.look_at_closed, classroom.tallies)
        table, _ = await classroom.see(export_csv, lambda poll: known.question if (known := classroom.catalogue.get(poll)) else None)
        return Response(table, media_type="text/csv; charset=utf-8", headers={"content-disposition": 'attachment; filename="class.csv"'})

    @routes.post("/links")
    async def new_links(key: str = Depends(allowed)) -> Response:  # noqa: B008
        """Change the links of console and screen and the code for new ones; the answer is the new key of the console."""
        await classroom.act(settings.new_links)
        classroom.links_changed()
        return JSONResponse({"key": key if teaches else classroom.settings.console_key})

    @routes.post("/overdue")
    async def erase_overdue() -> Response:
        """The clock is right: erase what was promised to be gone by now."""
        await classroom.act(overdue.erase, time.time())
        await classroom.scrub()
        return JSONResponse({})

    @routes.post("/forget")
    async def forget_it(body: Forget | None = None) -> Response:
        """Erase everything, or the names, or one poll, and overwrite it in the files."""
        body = body or Forget()
        await classroom.act(forget.forget, body.what, body.poll or "")
        await classroom.scrub()
        return JSONResponse({})

    return routes
