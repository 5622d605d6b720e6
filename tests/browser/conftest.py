from __future__ import annotations

import pytest

from lab import CHROMIUM, SWITCHES, Lab, Notebook, copy_of_the_course, open_lab


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """A clean clone of the course."""
    return copy_of_the_course(tmp_path_factory.mktemp("clone") / "course")


@pytest.fixture
def lab(course, tmp_path):
    """The course opened as `course.py` opens it once it is set up."""
    running = Lab(open_lab(), course, tmp_path / "home")
    yield running
    running.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    page = item.funcargs.get("page")
    if report.when == "call" and report.failed and page:
        picture = item.config.cache.mkdir("browser") / f"{item.name}.png"
        page.screenshot(path=picture)
        report.sections.append(("what the browser showed", str(picture)))
    return report


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    yield page
    context.close()


@pytest.fixture
def lesson(lab, page):
    """Lesson 00, as it opens."""
    page.goto(lab.address)
    notebook = Notebook(page)
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    notebook.wait_until_idle()
    return notebook
