"""Joining and leaving a class from a notebook: what is asked of the class server, and what is kept of its answer."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from debatekit.attending.line import QUICK_SECONDS, Line, LineDown, Refused
from debatekit.attending.invitation import hub_class
from debatekit.attending.letters import NOT_KNOWN
from debatekit.attending.link import Link
from debatekit.attending.news import class_of
from debatekit.attending.post import post_of, stop_all
from debatekit.errors import BadAnswer, ClassError
from debatekit.journal.membership import Membership, Memberships
from debatekit.journal.outbox import Outbox
from debatekit.journal.store import Journal

_TOKEN = re.compile(r"[A-Z2-9]{16}")
_CODE = re.compile(r"[A-Z2-9]{6}")
_ERASED = "The class does not know you any more: what it had of you was erased there. Join once more, or leave it with dk.leave()."


def about(link: Link) -> dict[str, Any]:
    """What the class says of itself before anybody joins: title, mode, erase_days, asks_names, notice. Raises LineDown, Refused and ClassError."""
    return class_of(Line(link.address, seconds=QUICK_SECONDS).get("api", "about", code=link.code))


def join(journal: Journal, course: str, link: Link, *, name: str = "", personal_code: str = "", way_back: str = "", moved: bool = False) -> tuple[Membership, dict[str, Any]]:
    """Join, as the same person as before where this journal knows one, or with the `way_back` of a phone. A token goes to the address that gave
    it; only with `moved`, when the learner says that this is that class at a new address, also there. Raises LineDown, Refused, BadAnswer and ClassError."""
    members = Memberships(journal)
    known = members.known(course, link.address, link.code) or (members.elsewhere(course, link.address, link.code) if moved else None)
    typed = token_of(way_back)
    token = typed or (known.token if known and not personal_code else "")
    body = {"code": link.code, "token": token, "personal_code": personal_code, "name": name, "must_know": bool(typed)}
    answer = Line(link.address, seconds=QUICK_SECONDS).post("api", "join", body={key: value for key, value in body.items() if value})
    return _enrol(journal, Membership(course, link.address, link.code, "", "", name), answer)


def join_by_hub(journal: Journal, course: str, environment: Mapping[str, str] = os.environ) -> tuple[Membership, dict[str, Any]] | None:
    """Join the class that the environment of a JupyterHub names, as the person who is signed in; None when it names none. Who is in it stays
    so, with what was chosen there. Raises LineDown, Refused and ClassError."""
    hub = hub_class(environment)
    if not hub:
        return None
    answer = Line(hub.address, hub.token, seconds=QUICK_SECONDS).post("api", "join", "hub", body={})
    code = answer.get("code")
    code = code if isinstance(code, str) and _CODE.fullmatch(code) else "HUB"
    current = Memberships(journal).current(course)
    new = current if current and current.key == (course, hub.address, code) else Membership(course, hub.address, code, "", "")
    return _enrol(journal, new, answer)


def is_by_hub(one: Membership) -> bool:
    """Whether this is the class that the environment names."""
    with suppress(ClassError):
        return (hub := hub_class()) is not None and hub.address == one.address
    return False


def why_unknown(one: Membership) -> str:
    """Why the class does not know this person any more; "" when it does. Raises LineDown."""
    try:
        Line(one.address, one.token, seconds=QUICK_SECONDS).get("api", "me")
    except Refused as refused:
        if refused.join_again:
            return str(refused)
        return _ERASED if refused.status in NOT_KNOWN else ""
    return ""


def _enrol(journal: Journal, new: Membership, answer: dict[str, Any]) -> tuple[Membership, dict[str, Any]]:
    found, token = class_of(answer), answer.get("token")
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        raise ClassError("What answers there is not a debatekit class. Compare the link with the one on the screen.")
    # A change of class does not mix what was on its way to the other.
    post_of(journal, new.course).stop()
    member = replace(new, title=found["title"], token=token)
    Memberships(journal).join(member)
    return member, found


def leave(journal: Journal, one: Membership, erase: bool = False) -> str:
    """Send nothing more to a class; with `erase`, ask it to erase this person. Returns what there is to say."""
    post_of(journal, one.course).stop()
    waited = Memberships(journal).leave(one)
    said = [f"You have left the class “{one.title}”. Your polls stay on this computer again."]
    if waited:
        said.append(f"{waited} of your votes had not arrived and {'stays' if waited == 1 else 'stay'} in your own record only.")
    if is_by_hub(one):
        # Also when the class erases this person, and nothing else here tells that it was left.
        Memberships(journal).decline(one.course, one.address)
    said.append(_erased(journal, one) if erase else "What it has of you stays there until it is erased with the class, or with dk.finish(erase=True).")
    return " ".join(said)


def erase_in_classes(journal: Journal) -> list[str]:
    """Ask every class of the journal, those that were left included, to erase this person; a sentence for each."""
    stop_all()
    return [_erased(journal, one) for one in Memberships(journal).all()]


def _erased(journal: Journal, one: Membership) -> str:
    try:
        Line(one.address, one.token, seconds=QUICK_SECONDS).delete("api", "me")
    except Refused as refused:
        return f"The class “{one.title}” erased nothing: {refused}"
    except LineDown:
        return f"The class “{one.title}” cannot be reached just now, so what it has of you stays there until it is erased with the class. Ask your teacher if it should go before."
    Memberships(journal).forget(one)
    return f"The class “{one.title}” has erased what you sent. Votes whose result was already shown stay in the count, tied to nobody."


def rename(journal: Journal, one: Membership, name: str) -> None:
    """Tell the class a name, or with "" that there is none. Raises LineDown and Refused."""
    Line(one.address, one.token, seconds=QUICK_SECONDS).put("api", "name", body={"name": name})
    Memberships(journal).rename(one, name)


def share(journal: Journal, one: Membership, on: bool) -> None:
    """Share exercise progress and exit tickets, or no more. Raises LineDown and Refused when the class does not hear that it is no more."""
    post = post_of(journal, one.course)
    if on:
        Memberships(journal).share(one, True)
        Outbox(journal, one).report_progress()
        post.wake()
        return
    # What is on its way arrives before it is taken back.
    post.stop()
    try:
        # Taken back at once or not at all: a box that is empty must be true.
        line = Line(one.address, one.token, seconds=QUICK_SECONDS)
        line.put("api", "progress", body={"exercises": []})
        for lesson in Outbox(journal, one).tickets():
            line.put("api", "tickets", lesson, body={"text": ""})
        Memberships(journal).share(one, False)
    finally:
        post.wake()


def token_of(way_back: str) -> str:
    """The token that a phone shows as its way back; "" for none. Raises BadAnswer."""
    token = re.sub(r"[\s-]", "", way_back).upper()
    if token and not _TOKEN.fullmatch(token):
        raise BadAnswer("A way back has four times four characters, such as ABCD-EFGH-JKLM-NPQR. Your phone shows it on the page of the class.")
    return token
