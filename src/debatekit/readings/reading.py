"""A reading: who wrote it, when, for whom, and what each of its paragraphs does. It never holds the text itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from debatekit.dates import is_day
from debatekit.ideas import Fault, FromFile
from debatekit.web_address import is_web_address

GIST_WORDS = 25

Job = Literal[
    "news", "background", "question", "thesis", "evidence", "cause", "forecast", "option", "proposal", "reply", "concession",
    "analogy", "value", "conclusion",
]  # fmt: skip

JOBS: dict[str, str] = {
    "news": "tells what has just happened",
    "background": "tells what the reader has to know first",
    "question": "asks what the next part answers",
    "thesis": "says what the author wants the reader to believe",
    "evidence": "offers something that can be checked in support",
    "cause": "says why something happens",
    "forecast": "says what will happen, or would",
    "option": "lays out one course of action and weighs it",
    "proposal": "says what should be done, and how",
    "reply": "answers what somebody might object",
    "concession": "grants something to the other side",
    "analogy": "reasons from another case that is like this one",
    "value": "says what matters, or what is good or bad",
    "conclusion": "draws the line under it all",
}


@dataclass(frozen=True, kw_only=True)
class Paragraph(FromFile):
    """One body paragraph. `job` is its main job and `also` are further ones; `gist` says it in at most 25 words of our own."""

    number: int
    job: Job
    gist: str
    also: tuple[Job, ...] = ()

    def __post_init__(self) -> None:
        if len(self.gist.split()) > GIST_WORDS:
            raise Fault(f"the gist of paragraph {self.number} has {len(self.gist.split())} words; at most {GIST_WORDS} are allowed. Shorten it.", "gist")


@dataclass(frozen=True, kw_only=True)
class Section(FromFile):
    """A heading that stands before a paragraph, as an aid in counting."""

    before: int
    title: str


@dataclass(frozen=True, kw_only=True)
class Reading(FromFile):
    """A guide to one text. `id` names its folder in data/readings/ and is what a notebook types.

    `role` is the author's at the time; `first` is what the reader should know first; `access` says how to get the text
    lawfully; `counting` says which parts of the page are not counted as paragraphs.
    """

    id: str
    author: str
    role: str
    title: str
    outlet: str
    date: str
    url: str
    thesis: str
    first: tuple[str, ...]
    access: tuple[str, ...]
    counting: str
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...] = ()

    def __post_init__(self) -> None:
        if not is_day(self.date):
            raise Fault(f"date is “{self.date}”; it should be the day of publication, such as 2021-06-28.", "date")
        if not is_web_address(self.url):
            raise Fault(f"url is “{self.url}”; it should be the address of a page, which begins with https:// and has no spaces.", "url")
        if not self.paragraphs:
            raise Fault(f"“{self.id}” has no paragraphs. Write at least one.", "paragraphs")
        for place, paragraph in enumerate(self.paragraphs):
            if paragraph.number != place + 1:
                raise Fault(
                    f"the paragraphs of “{self.id}” should be numbered 1, 2, 3 … in order; here stands {paragraph.number} in place of {place + 1}.",
                    "paragraphs", place, "number",
                )  # fmt: skip
        for place, section in enumerate(self.sections):
            if not 1 <= section.before <= len(self.paragraphs):
                raise Fault(f"“{section.title}” stands before paragraph {section.before}, which is not there.", "sections", place, "before")


assert set(JOBS) == set(get_args(Job))
