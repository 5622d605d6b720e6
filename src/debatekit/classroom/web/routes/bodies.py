"""What may be sent to the class server, typed and bounded; what a value means to its question is looked at by the question itself."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr

Short = Annotated[str, Field(max_length=80)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Count = Annotated[int, Field(ge=0, le=100_000)]
RoundId = Annotated[int, Field(ge=1, le=2**31 - 1)]
Seconds = Annotated[int, Field(ge=5, le=86_400)]
Value = (
    Annotated[StrictStr, Field(max_length=4_000)]
    | Annotated[StrictInt, Field(ge=-(10**12), le=10**12)]
    | Annotated[StrictFloat, Field(ge=-1e12, le=1e12, allow_inf_nan=False)]
    | Annotated[list[Name], Field(max_length=50)]
    | Annotated[dict[Name, Count], Field(max_length=50)]
)


class Body(BaseModel):
    """Nothing that is not named, and nothing turned into something else."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Join(Body):
    code: Short
    token: Short | None = None
    # The token was typed: with a slip in it nobody wants to be somebody new.
    must_know: bool = False
    personal_code: Short | None = None
    name: Annotated[str, Field(max_length=60)] | None = None


class CastVote(Body):
    value: Value
    confidence: Annotated[int, Field(ge=0, le=100)] | None = None
    n: Annotated[int, Field(ge=1, le=2**31 - 1)]


class GivenName(Body):
    name: Annotated[str, Field(max_length=60)]


class Exercise(Body):
    id: Name
    right: Annotated[int, Field(ge=0, le=1_000)]
    total: Annotated[int, Field(ge=1, le=1_000)]


class Progress(Body):
    exercises: Annotated[list[Exercise], Field(max_length=60)]


class Ticket(Body):
    text: Annotated[str, Field(max_length=1_000)]


class OpenPoll(Body):
    poll: Name
    round: Name | None = None
    seconds: Seconds | None = None


class Timed(Body):
    seconds: Seconds | None = None


class Reset(Body):
    confirm: Count


class Hands(Body):
    counts: Annotated[dict[Name, Count], Field(max_length=50)]


class Shown(Body):
    shown: StrictBool


class Now(Body):
    round: RoundId | None


class Screen(Body):
    blank: StrictBool | None = None
    show: Literal["join", "question", "result", "comparison"] | None = None
    compare: Annotated[list[RoundId], Field(min_length=2, max_length=2)] | None = None


def _whole(value: Any) -> Any:
    """`value`; a Literal alone would take true for 1."""
    if value is not None and type(value) is not int:
        raise ValueError("it should be a whole number")
    return value


class NewSettings(Body):
    title: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    mode: Literal["open", "roster", "sign-in"] | None = None
    erase_days: Annotated[Literal[1, 7, 30, 120, 365] | None, BeforeValidator(_whole)] = None
    ask_names: StrictBool | None = None
    door: Literal["open", "closed"] | None = None


class Claim(Body):
    argument: Name
    target: Name
    kind: Literal["truth", "relevance"]


class Roster(Body):
    entries: Annotated[list[Name], Field(min_length=1, max_length=2_000)]


class Forget(Body):
    what: Literal["everything", "names", "poll"] = "everything"
    poll: Name | None = None


class TicketOfBrowser(Body):
    ticket: Short


class Question(BaseModel):
    """A question as the console writes it; `polls/from_stranger.py` reads it and says what does not fit."""

    model_config = ConfigDict(extra="allow", strict=True)

    kind: Name
    text: Annotated[str, Field(min_length=1, max_length=4_000)]


# Every refusal. Written out: a model would be built anew for each status of each address, which takes longer than all the rest of a start.
_ERROR = {"application/json": {"schema": {"title": "Error", "type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"]}}}


def answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What an address may answer besides yes, for the schema: one sentence, whatever the matter."""
    return {status: {"description": "One sentence.", "content": _ERROR} for status in sorted({400, 408, 413, 414, 421, 422, 429, 431, 503, *statuses})}
