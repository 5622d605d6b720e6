"""The text of a page that a browser has saved: what is read, without what is clicked."""

from __future__ import annotations

from html.parser import HTMLParser

_SKIPPED = {"script", "style", "noscript", "template", "nav", "footer", "button", "select", "svg", "iframe", "title"}
_PARAGRAPHS = {
    "p", "li", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "article", "section", "main", "header", "aside",
    "figure", "figcaption", "td", "th", "tr", "dt", "dd", "ul", "ol", "table", "hr", "pre", "body",
}  # fmt: skip


def text_of(page: str) -> str:
    """The words of an HTML page, a blank line between paragraphs."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._paragraphs: list[list[str]] = [[]]
        # The names of the skipped elements that are open, the innermost last.
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        if tag in _SKIPPED:
            self._inside.append(tag)
        elif tag in _PARAGRAPHS:
            self._paragraphs.append([])
        elif tag == "br":
            self._paragraphs[-1].append("\n")

    def handle_startendtag(self, tag: str, attributes: object) -> None:
        # In HTML only an element that never has a content may end itself; “<svg/>” does so inside a page.
        if tag not in _SKIPPED:
            self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            # One that was left open inside is closed with it.
            while self._inside.pop() != tag:
                pass
        elif tag in _PARAGRAPHS:
            # A paragraph that was never closed ends here, and so does what was skipped in it.
            self._paragraphs.append([])
            if tag in ("body", "main", "article"):
                self._inside.clear()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self._paragraphs[-1].append(data.replace("\n", " "))

    def text(self) -> str:
        lines = ("".join(parts) for parts in self._paragraphs)
        tidy = ("\n".join(" ".join(line.split()) for line in paragraph.split("\n")).strip() for paragraph in lines)
        # Two line breaks in a row are how some pages part their paragraphs.
        return "\n\n".join(paragraph for paragraph in tidy if paragraph)
