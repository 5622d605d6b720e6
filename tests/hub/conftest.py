from __future__ import annotations

import pytest
from lab import copy_of_the_course
from real_hub import RealHub


@pytest.fixture(scope="module", autouse=True)
def patience():
    """A Hub, its proxy, a server, a kernel and four browsers share the machine."""
    from playwright.sync_api import expect

    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    """The example of deploy/jupyterhub, running for a copy of the course."""
    place = tmp_path_factory.mktemp("hub")
    running = RealHub(place / "hub", copy_of_the_course(place / "course"))
    yield running
    running.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    running = item.funcargs.get("hub")
    if report.when == "call" and report.failed and running:
        report.sections.append(("the last of the Hub's log", running.log.read_text()[-12_000:]))
        for number, page in enumerate(each for context in item.funcargs.get("browsers", ()) for each in context.pages):
            picture = item.config.cache.mkdir("hub") / f"{item.name}-{number}.png"
            page.screenshot(path=picture)
            report.sections.append(("what a browser showed", f"{page.url.partition('#')[0]}: {picture}"))
    return report
