"""Guides to made-up texts, as they stand in a course."""

from __future__ import annotations

from pathlib import Path

GUIDE = """\
id: {id}
author: A. Writer
role: A teacher.
title: {title}
outlet: The Town Paper
date: "2024-05-01"
url: https://example.org/{id}
thesis: The town should buy a boat and not build a bridge.
first: [The ferry is old.]
access: [It is in the town library.]
counting: The headline is not counted.
{sections}paragraphs:
{paragraphs}
"""
FERRY = (
    ("news", "The council wants a bridge."), ("concession, also: [evidence]", "The ferry is slow."), ("proposal", "A boat costs less."),
    ("conclusion, also: [value]", "Try it and decide later."),
)  # fmt: skip


def ferry(paragraphs: int, title: str = "The second boat") -> str:
    """The guide to a text on a ferry, with its first `paragraphs`, and a heading before the third."""
    return guide("ferry", FERRY[:paragraphs], title, "sections: [{before: 3, title: A cheaper answer}]\n" if paragraphs > 2 else "")


def guide(name: str, paragraphs: tuple[tuple[str, str], ...], title: str = "A text", sections: str = "") -> str:
    """The guide to a text; each paragraph is its jobs and its gist."""
    rows = "\n".join(f"  - {{number: {number}, job: {job}, gist: {gist}}}" for number, (job, gist) in enumerate(paragraphs, 1))
    return GUIDE.format(id=name, title=title, sections=sections, paragraphs=rows)


def save(root: Path, name: str, text: str) -> None:
    """Put the guide where the course at `root` keeps it."""
    folder = root / "data/readings" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "reading.yaml").write_text(text, encoding="utf-8")
