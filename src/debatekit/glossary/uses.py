"""Where a text uses the terms of a glossary, and where it links them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from debatekit.glossary.page import PAGE
from debatekit.glossary.term import Glossary

_LINK = re.compile(rf"\[([^\[\]]*)\]\({re.escape(PAGE)}(?:#([^)\s]*))?\)")
# Headings are no place for a link, and what is code, a comment or an address is no use of a word.
_APART = re.compile(r"^#+ [^\n]*$|```.*?```|`[^`]*`|<!--.*?-->|(?<=\])\((?!glossary\.md)[^)\s]*\)|https?://\S+", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#+ .*$", re.MULTILINE)


@dataclass(frozen=True)
class Use:
    """A term in a text, by its id: at `start`, in the words `said`, and whether they are `linked`."""

    id: str
    start: int
    said: str
    linked: bool


def links(text: str) -> Iterator[tuple[str, str]]:
    """(words, id) for every link to the glossary, also for one in the wrong place."""
    return ((found[1], found[2] or "") for found in _LINK.finditer(text))


def uses(text: str, glossary: Glossary) -> list[Use]:
    """Every use of a term in running Markdown, in order. The words of a link are a use of what it names, and of nothing else."""
    by_name = {" ".join(name.split()): term.id for term in glossary.terms for name in term.called()}
    words = _any_of(by_name)
    text = _APART.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    found, at = [], 0
    for link in [*_LINK.finditer(text), None]:
        for word in words.finditer(text, at, link.start() if link else len(text)):
            found.append(Use(_id_of(word[0], by_name), word.start(), word[0], False))
        if link:
            found.append(Use(link[2] or "", link.start(), link[1], True))
            at = link.end()
    return found


def faults(text: str, glossary: Glossary) -> list[str]:
    """One sentence for each term that `text` does not link at its first use, or links again."""
    terms = {term.id: term for term in glossary.terms}
    by_id: dict[str, list[Use]] = {}
    for use in uses(text, glossary):
        by_id.setdefault(use.id, []).append(use)
    said = []
    for name, found in by_id.items():
        linked = [use for use in found if use.linked]
        if name not in terms:
            said.append(f"“{linked[0].said}” links to “{name}”, which the glossary does not have.")
        elif len(linked) > 1:
            said.append(f"“{linked[1].said}” is linked again; a lesson links “{name}” once.")
        elif not terms[name].everyday and not found[0].linked:
            around = " ".join(text[max(0, found[0].start - 30) : found[0].start + 40].split())
            said.append(f"the first use of “{name}” is no link: … {around} …" + (" It is linked later." if linked else f" Write [{found[0].said}]({PAGE}#{name})."))
    said += [f"“{heading[0]}” has a link to the glossary; a heading takes none." for heading in _HEADING.finditer(text) if _LINK.search(heading[0])]
    return said


def _any_of(names: dict[str, str]) -> re.Pattern[str]:
    # The longest first: “unstated premise” is no use of “premise”. A name with capitals is only that with its capitals: IS, Patriot.
    parts = [re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True)]
    cased = [part if name != name.lower() else f"(?i:{part})" for name, part in zip(sorted(names, key=len, reverse=True), parts, strict=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(cased) or '(?!)'})(?!\w)")


def _id_of(said: str, by_name: dict[str, str]) -> str:
    said = " ".join(said.split())
    return by_name.get(said) or by_name[said.lower()]
