"""axe-core on every widget of every lesson, in both themes: as it opens, and once it has been used."""

from __future__ import annotations

import pytest
from accessibility import DARK, LIGHT, OURS, choose_theme, findings, grave, open_whole, run_all, use
from lab import REPOSITORY, Lab, open_lab

from debatekit.course import load_course

# Half a minute a lesson, and there will be more lessons.
pytestmark = pytest.mark.slow

LESSONS = load_course(REPOSITORY).lessons


def widgets_of(lesson) -> int:
    return sum(map(len, (lesson.polls, lesson.exercises, lesson.readings, lesson.arguments)))


@pytest.fixture(scope="module")
def lab(course, tmp_path_factory):
    running = Lab(open_lab(), course, tmp_path_factory.mktemp("accessibility") / "home")
    yield running
    running.stop()


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_axe_finds_nothing_grave(lesson, lab, page):
    notebook = open_whole(page, lab.address.replace(LESSONS[0].id, lesson.id))
    run_all(notebook, widgets_of(lesson))
    found = {}
    for theme in (LIGHT, DARK):
        choose_theme(notebook, theme)
        found[theme, "as it opens"] = findings(page)
    for _ in range(2):  # the notice first, then the question behind it
        for widget in page.locator(OURS).all():
            use(widget)
    for theme in (DARK, LIGHT):
        choose_theme(notebook, theme)
        found[theme, "used"] = findings(page)
    print(*(f"{place}: {line}" for place, lines in found.items() for line in lines), sep="\n")
    assert {place: grave(lines) for place, lines in found.items() if grave(lines)} == {}
    assert page.faults == []


def test_axe_sees_what_it_is_asked_about(lab, page):
    # A fault put into the last widget, far down the page, is found: so the test above can fail.
    notebook = open_whole(page, lab.address)
    run_all(notebook, widgets_of(LESSONS[0]))
    choose_theme(notebook, DARK)
    page.locator(f"{OURS} .dk-question").last.evaluate("title => { title.style.color = '#444'; }")
    page.locator(f"{OURS} label input").last.evaluate("input => { input.parentElement.replaceWith(input); }")
    assert [line.split(": ")[1] for line in grave(findings(page))] == ["label", "color-contrast"]
