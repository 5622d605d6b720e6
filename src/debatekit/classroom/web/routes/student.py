"""What a phone or a notebook may ask."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import JSONResponse

from debatekit.classroom import mine, people
from debatekit.classroom.identity import CLASS_CODE_LENGTH, PERSONAL_CODE_LENGTH, TOKEN_LENGTH, new_letters, same, tidied
from debatekit.classroom.notice import ERASED, sentences
from debatekit.classroom.refusals import Changed, NotAllowed, NotKnown, NotThere, TooMany
from debatekit.classroom.web.reach import in_the_clear
from debatekit.classroom.web.routes.bodies import CastVote, GivenName, Join, Progress, Ticket, answers
from debatekit.classroom.web.routes.callers import Student, student_of
from debatekit.classroom.web.routes.votes import stands
from debatekit.classroom.service import Classroom
from debatekit.classroom.settings import was_changed
from debatekit.classroom.states import class_view
from debatekit.classroom.web.guard import caller
from debatekit.classroom.web.rate import Rate
from debatekit.classroom.web.stream import EventStream
from debatekit.errors import BadAnswer
from debatekit.polls.question import Vote
from debatekit.polls.text import one_paragraph

SignIn = Callable[[Request], Awaitable[str | None]]
_NO_PERSONAL_CODE = "This class needs a personal code. Type the eight characters that your teacher gave you."
_WRONG_PERSONAL_CODE = "This class does not know that personal code. Compare it with the eight characters that your teacher gave you."
Named = Annotated[str, Path(min_length=1, max_length=120)]


def student_routes(classroom: Classroom, sign_in: SignIn | None, newcomers: Rate) -> APIRouter:
    """The addresses of students. `sign_in` tells the account of whoever asks, where an account decides who somebody is;
    `newcomers` is how often somebody may join from one address of whom the class knows nothing yet."""
    routes = APIRouter(prefix="/api", tags=["student"])
    student = Depends(student_of(classroom))

    async def in_notebook(who: Student = student) -> Student:
        # It asks now and then, where a phone has a stream; so this is how a notebook is seen to be here.
        classroom.lately.note(who.person)
        return who

    notebook = Depends(in_notebook)

    def check_code(code: str) -> None:
        its, given = classroom.settings, tidied(code, CLASS_CODE_LENGTH) or ""
        if not same(given, its.code):
            if was_changed(its, given):
                raise Changed("The code of this class was changed for a new one. Type the six characters that the screen shows now.")
            raise NotThere("There is no class with that code. Look at the six characters on the screen again.")

    def told() -> dict[str, Any]:
        return {"class": class_view(classroom.settings), "notice": sentences(classroom.settings, in_the_clear(classroom.join()["address"]))}

    @routes.get("/about", responses=answers(404))
    async def about(code: Annotated[str, Query(max_length=80)]) -> Response:
        """What somebody reads before joining."""
        check_code(code)
        return JSONResponse(told())

    @routes.post("/join", status_code=201, responses={**answers(401, 403, 404), 200: {"description": "The same person as before."}})
    async def join(body: Join, request: Request) -> Response:
        """Join, or come back."""
        check_code(body.code)
        token = await token_for(body, request)
        just_made = token is None
        token = token or new_letters(TOKEN_LENGTH)
        is_new = await classroom.add_person(token, just_made=just_made)
        if body.name is not None and classroom.settings.ask_names:
            await classroom.keep(people.set_name, classroom.identity.person(token), one_paragraph(body.name, 60))
        return JSONResponse({"token": token, "way_back": classroom.way_back(token), **told()}, 201 if is_new else 200)

    async def token_for(body: Join, request: Request) -> str | None:
        """The token that somebody has already, by the mode of the class; None for who is new in an open one."""
        mode, token = classroom.settings.mode, tidied(body.token or "", TOKEN_LENGTH)
        if mode == "sign-in":
            account = await sign_in(request) if sign_in else None
            if not account:
                raise NotAllowed("This class is for people who are signed in. Open it from your JupyterHub.")
            return classroom.identity.of_account(account)
        # A flood of joins must keep out nobody who is in the class or on its list; so it is asked of nobody else.
        if token and classroom.knows_by_heart(token) and await classroom.is_known(classroom.identity.person(token)):
            return token
        if mode == "roster" and not body.must_know:
            code = tidied(body.personal_code or "", PERSONAL_CODE_LENGTH)
            entry = await classroom.see(people.entry_of, classroom.identity, code) if code else None
            if entry is None:
                raise NotAllowed(_NO_PERSONAL_CODE if not (body.personal_code or "").strip() else _WRONG_PERSONAL_CODE)
            return classroom.identity.of_entry(entry)
        if wait := newcomers.wait(caller(request.scope)):
            raise TooMany("Too many people are joining from this network at once. Wait a few seconds and try again.", wait)
        # Another process may have let them in.
        if token and await classroom.is_known(classroom.identity.person(token)):
            return token
        if body.must_know:
            raise NotThere("This class does not know that way back. Compare it with what you wrote down; it is of this class only.")
        return None

    @routes.get("/state", responses=answers(401))
    async def state(who: Student = notebook) -> Response:
        """The class as every student sees it."""
        return Response(classroom.student.body(), media_type="application/json")

    @routes.get("/stream", responses={**answers(401), 200: {"content": {"text/event-stream": {}}}}, response_class=Response)
    async def stream(who: Student = student) -> Response:
        """The same, again and again."""

        async def still() -> None:
            if not await classroom.is_known(who.person):
                raise NotKnown("The class does not know you any more.")

        return EventStream(classroom.student, who.person, still)

    @routes.get("/me", responses=answers(401))
    async def me(who: Student = student) -> Response:
        """What the class keeps of whoever asks."""
        return JSONResponse(await classroom.see(mine.votes_and_name, classroom, who.token, who.is_alone))

    @routes.delete("/me", responses=answers(401))
    async def erase(who: Student = Depends(student_of(classroom, in_any_mode=True))) -> Response:
        """Erase all of it; the answer says what stays."""
        await classroom.erase(who.token)
        return JSONResponse({"words": ERASED})

    @routes.put("/course-votes/{poll}/{round_name}", responses=answers(401, 404, 409, 425))
    async def vote_in_course(poll: Named, round_name: Named, body: CastVote, who: Student = notebook) -> Response:
        """Vote from a notebook in a poll of the course."""
        return stands(await classroom.vote_in_course(who.token, poll, round_name, Vote(value=body.value, confidence=body.confidence), body.n), body.n, who)

    @routes.get("/course-votes", responses=answers(401))
    async def course_votes(who: Student = notebook) -> Response:
        """The polls of the course that have been asked, with one's own votes and with results that are revealed."""
        return JSONResponse(await classroom.see(mine.course_votes, classroom, who.token, who.is_alone))

    @routes.get("/claims/{argument}", responses=answers(401))
    async def claims(argument: Named, who: Student = notebook) -> Response:
        """What the class said of the claims of a map."""
        return JSONResponse(await classroom.see(mine.claims, classroom, argument))

    @routes.put("/name", responses=answers(401, 403))
    async def name(body: GivenName, who: Student = student) -> Response:
        """Give a name, or take it back."""
        given = one_paragraph(body.name, 60)
        if given and not classroom.settings.ask_names:
            raise NotAllowed("This class asks nobody's name.")
        await classroom.keep(people.set_name, who.person, given)
        return JSONResponse({"name": given or None})

    @routes.put("/progress", responses=answers(401))
    async def progress(body: Progress, who: Student = student) -> Response:
        """Share how far one is."""
        if strange := [each.id for each in body.exercises if each.id not in classroom.catalogue.exercises]:
            raise BadAnswer(f"The course of this class has no exercise “{one_paragraph(strange[0], 120)}”, so nothing of it is shared.")
        await classroom.keep(people.set_progress, who.person, [each.model_dump() for each in body.exercises])
        return JSONResponse({})

    @routes.put("/tickets/{lesson}", responses=answers(401))
    async def ticket(lesson: Named, body: Ticket, who: Student = student) -> Response:
        """Share an exit ticket; an empty one is taken back."""
        if lesson not in classroom.catalogue.lessons:
            raise BadAnswer(f"The course of this class has no lesson “{one_paragraph(lesson, 120)}”, so no exit ticket of it is kept.")
        await classroom.keep(people.set_ticket, who.person, lesson, one_paragraph(body.text, 1_000))
        return JSONResponse({})

    return routes
