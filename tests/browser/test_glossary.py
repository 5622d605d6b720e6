"""A term of the glossary, looked up from a lesson: real JupyterLab, real Chromium."""

from __future__ import annotations


def test_a_link_opens_the_page_beside_the_lesson_at_its_entry(lesson):
    page = lesson.page
    lesson.bring(page.locator('.jp-Notebook a[href*="glossary.md"]', has_text="Islamic State")).click()
    shown = page.locator(".jp-MarkdownViewer")
    shown.wait_for()
    heading = shown.locator("h2", has_text="Islamic State")
    heading.wait_for()
    page.wait_for_timeout(500)
    # It stands at the top of what is seen, and not somewhere in a list of fifty.
    top, here = shown.bounding_box(), heading.bounding_box()
    assert 0 <= here["y"] - top["y"] < 120
    assert page.locator(".lm-TabBar-tabLabel", has_text="glossary.md").count()
    # The lesson is still open, with its kernel and whatever was answered.
    page.locator(".lm-TabBar-tabLabel", has_text="00-start-here").first.click()
    assert page.locator(".jp-Notebook h1").first.inner_text().startswith("Start here")
    assert page.faults == []
