"""A term of the glossary, and the glossary as a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

from debatekit.ideas import Fault, FromFile, repeated
from debatekit.web_address import is_web_address

MOST_SENTENCES = 3


@dataclass(frozen=True, kw_only=True)
class Term(FromFile):
    """One word or name: `text` explains it in one to three sentences.

    `names` are the other names and forms under which a text may use it. A term that is also an `everyday` word is looked for by nobody but a
    reader. `rows` are ids in the tables and `sources` addresses of pages, on which a fact in `text` rests.
    """

    id: str
    term: str
    text: str
    names: tuple[str, ...] = ()
    everyday: bool = False
    rows: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", self.id):
            raise Fault(f"the id “{self.id}” stands in links, so it should be small letters, digits and hyphens, such as red-line.", "id")
        if not 1 <= len(sentences(self.text)) <= MOST_SENTENCES:
            raise Fault(f"“{self.id}” is explained in {len(sentences(self.text))} sentences; it should be one to {MOST_SENTENCES}.", "text")
        for place, source in enumerate(self.sources):
            if not is_web_address(source):
                raise Fault(f"a source of “{self.id}” is “{source}”; it should be the address of a page, which begins with https:// and has no spaces.", "sources", place)

    def called(self) -> tuple[str, ...]:
        """All its names."""
        return (self.term, *self.names)


@dataclass(frozen=True, kw_only=True)
class Glossary(FromFile):
    """All terms. No two share an id or a name."""

    terms: tuple[Term, ...]

    def __post_init__(self) -> None:
        ids = [term.id for term in self.terms]
        for place in repeated(ids):
            raise Fault(f"“{ids[place]}” is there twice. Ids are unique; rename one.", "terms", place, "id")
        taken: dict[str, str] = {}
        for place, term in enumerate(self.terms):
            for name in term.called():
                if taken.setdefault(name.lower(), term.id) != term.id:
                    raise Fault(f"“{name}” is a name of “{term.id}” and of “{taken[name.lower()]}”. Leave it with one of them.", "terms", place)


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with the mark that ends it; what no mark ends counts as one, too."""
    return [each for each in re.split(r"(?<=[.?!])\s+(?=[A-Z“])", text.strip()) if each]
