"""The glossary as a page of Markdown, which a lesson links to."""

from __future__ import annotations

from debatekit.glossary.term import Glossary, Term

PAGE = "glossary.md"

_HEAD = """# Glossary

Words that the lessons use and everyday speech does not, or not in this sense. A lesson links each where it uses it first; close this tab to go back.
Signs in brackets, such as (E200105), name a row in the tables of this course.

<!-- Made from data/glossary.yaml by “python3 course.py glossary”. Change that file, not this one. -->
"""


def page(glossary: Glossary) -> str:
    """The whole page, in the order of the alphabet."""
    return "\n".join([_HEAD, *(_entry(term) for term in sorted(glossary.terms, key=lambda term: term.term.lower()))])


def _entry(term: Term) -> str:
    # An anchor of its own, since a heading's comes out differently in each program that shows Markdown.
    lines = [f'<a id="{term.id}"></a>', "", f"## {term.term}", ""]
    rests = [f"({', '.join(term.rows)})"] if term.rows else []
    rests += [f"[source{f' {number}' if len(term.sources) > 1 else ''}]({source})" for number, source in enumerate(term.sources, 1)]
    short = [name for name in term.names if name != name.lower()]
    if short:
        lines += [f"*Also: {', '.join(short)}*", ""]
    return "\n".join([*lines, " ".join([term.text, *rests]), ""])
