"""What holds for every test: a journal of its own, and no test skipped in silence where CI runs."""

from __future__ import annotations

import os
import shutil
import tempfile
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

ALLOWED = Path(__file__).with_name("allowed_skips.txt")


def pytest_configure(config: pytest.Config) -> None:
    config.own_home = tempfile.mkdtemp(prefix="debatekit-tests-")
    # No test may vote in the record of the person who runs it.
    os.environ["DEBATEKIT_HOME"] = config.own_home
    config.pluginmanager.register(
        SkipsAreFailures(ALLOWED, strict=os.environ.get("CI") == "true"), "skips-are-failures"
    )


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.own_home, ignore_errors=True)


class SkipsAreFailures:
    """In CI a skipped test fails the run, unless `allowed_skips.txt` names it with a reason."""

    def __init__(self, allowed: Path, *, strict: bool) -> None:
        lines = allowed.read_text(encoding="utf-8").splitlines() if allowed.exists() else []
        entries = [line.partition(" because ") for line in lines if line.strip() and not line.startswith("#")]
        self.patterns = [pattern.strip() for pattern, _, reason in entries if reason.strip()]
        self.strict = strict
        self.unexpected: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self.note(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.note(report.nodeid)

    def note(self, node: str) -> None:
        # fnmatch reads [ as a set of letters; in a node id it opens a parameter.
        if not any(fnmatchcase(node, pattern.replace("[", "[[]")) for pattern in self.patterns):
            self.unexpected.append(node)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if (
            self.strict
            and self.unexpected
            and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
        ):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.strict and self.unexpected:
            terminalreporter.section("skipped, and not named in tests/allowed_skips.txt: a failure in CI", red=True)
            for node in self.unexpected:
                terminalreporter.line(node)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Playwright leaves its event loop running in this thread for the rest of the session, and beside it asyncio.run refuses:
    # the files with a browser come last. Whole files, because workers share the tests out by file.
    with_browser = {item.path for item in items if "chromium" in getattr(item, "fixturenames", ())}
    items.sort(key=lambda item: item.path in with_browser)


@pytest.fixture(scope="session")
def chromium():
    """One browser for all that need one: two Playwrights in a process do not go together."""
    from lab import CHROMIUM, SWITCHES
    from playwright.sync_api import sync_playwright

    if not CHROMIUM:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()
