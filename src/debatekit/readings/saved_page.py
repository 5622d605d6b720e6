"""The text of a page that a browser has saved: what is read, without what is clicked."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

from debatekit.errors import BadCopy

_NEVER_READ = frozenset({"script", "style"})
_SKIPPED = _NEVER_READ | {"noscript", "template", "nav", "footer", "button", "select", "svg", "iframe", "title"}
_PARAGRAPHS = {
    "p", "li", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "article", "section", "main", "header", "aside",
    "figure", "figcaption", "td", "th", "tr", "dt", "dd", "ul", "ol", "table", "hr", "pre", "body",
}  # fmt: skip


def text_of(page: str) -> str:
    """The words of an HTML page, a blank line between paragraphs. Raises BadCopy for a page that cannot be read at all."""
    page = _with_its_ends(page)
    reader = _read(page, _SKIPPED)
    # A menu that nothing closes would swallow the article: then rather the menu as well.
    return (_read(page, _NEVER_READ) if reader.swallowed else reader).text()


def _with_its_ends(page: str) -> str:
    """`page` without what never ends: for each such beginning the parser would look through all the rest."""
    for begin, end, instead in (("<!--", "-->", ""), ("<", ">", "&lt;")):
        head, last, tail = page.rpartition(end)
        page = head + last + tail.replace(begin, instead)
    return page


def _read(page: str, skipped: frozenset[str]) -> _Reader:
    reader = _Reader(skipped)
    try:
        reader.feed(page)
        reader.close()
    except AssertionError:
        # What the parser of Python's library says of a declaration that it does not know.
        raise BadCopy("The saved page has parts that are no HTML. Save it again, or select its text and paste it into a plain text file.") from None
    return reader


class _Reader(HTMLParser):
    def __init__(self, skipped: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._skipped = skipped
        self._paragraphs: list[list[str]] = [[]]
        # The names of the skipped elements that are open, the innermost last; and how often each is among them.
        self._inside: list[str] = []
        self._open: Counter[str] = Counter()
        self.swallowed = False

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        if tag in self._skipped:
            self._inside.append(tag)
            self._open[tag] += 1
        elif tag in _PARAGRAPHS:
            self._paragraphs.append([])
        elif tag == "br":
            self._paragraphs[-1].append("\n")

    def handle_startendtag(self, tag: str, attributes: object) -> None:
        # In HTML only an element that never has a content may end itself; “<svg/>” does so inside a page.
        if tag not in self._skipped:
            self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        if self._open[tag]:
            # One that was left open inside is closed with it.
            while self._leave() != tag:
                pass
        elif tag in _PARAGRAPHS:
            # A paragraph that was never closed ends here, and so does what was skipped in it.
            self._paragraphs.append([])
            if tag in ("body", "main", "article"):
                self.swallowed |= tag == "body" and bool(self._inside)
                while self._inside:
                    self._leave()

    def _leave(self) -> str:
        tag = self._inside.pop()
        self._open[tag] -= 1
        return tag

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self._paragraphs[-1].append(data.replace("\n", " "))

    def close(self) -> None:
        super().close()
        self.swallowed |= bool(self._inside)

    def text(self) -> str:
        lines = ("".join(parts) for parts in self._paragraphs)
        tidy = ("\n".join(" ".join(line.split()) for line in paragraph.split("\n")).strip() for paragraph in lines)
        # Two line breaks in a row are how some pages part their paragraphs.
        return "\n\n".join(paragraph for paragraph in tidy if paragraph)
