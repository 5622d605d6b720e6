"""Every word of the glossary is used, and every lesson links it at its first use and not again."""

import re
from pathlib import Path

import pytest

from debatekit.course import load_course
from debatekit.course.glossary import load_glossary, markdown, page_faults
from debatekit.glossary.term import sentences
from debatekit.glossary.uses import faults, uses

ROOT = Path(__file__).parents[2]
LESSONS = [ROOT / "lessons" / f"{lesson.id}.ipynb" for lesson in load_course(ROOT).lessons]
GLOSSARY = load_glossary(ROOT)
# Words of lessons that are still to come. Whoever writes such a lesson takes its words away here.
AWAITED = {"aumf", "c-ram", "cjtf-oir", "compellence", "resolution-of-2020"}


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_links_a_term_at_its_first_use_and_not_again(path):
    card, *rest = markdown(path)
    assert "glossary.md" not in card, "the card takes no link"
    assert faults("\n\n".join(rest), GLOSSARY) == []


def test_the_page_is_what_the_glossary_makes_and_every_link_leads_somewhere():
    assert list(page_faults(ROOT)) == []


def test_every_term_is_used_by_a_lesson_a_map_a_table_or_an_exercise():
    texts = [cell for path in LESSONS for cell in markdown(path)]
    texts += [path.read_text(encoding="utf-8") for pattern in ("*/*.yaml", "*/*/*.yaml", "tables/*.csv", "clash.yaml") for path in sorted((ROOT / "data").glob(pattern))]
    used = {use.id for text in texts for use in uses(text, GLOSSARY)}
    assert {term.id for term in GLOSSARY.terms} - used <= AWAITED


@pytest.mark.parametrize("term", GLOSSARY.terms, ids=lambda term: term.id)
def test_a_term_is_explained_in_short_sentences(term):
    assert all(len(sentence.split()) <= 30 for sentence in sentences(term.text))


@pytest.mark.parametrize("term", [term for term in GLOSSARY.terms if re.search(r"\b(19|20)\d\d\b", term.text)], ids=lambda term: term.id)
def test_a_term_that_states_a_date_says_where_it_is_from(term):
    assert term.rows or term.sources
