"""A notebook with nothing but a widget, mostly in its one cell, for tests of that widget alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

from lab import Lab, Notebook
from playwright.sync_api import Locator, Page


def write(course: Path, name: str, *sources: str) -> Path:
    """Put a notebook `name` with a cell for each of `sources` into the working copy of `course`."""
    cells = [
        {"cell_type": "code", "id": f"c{i}", "metadata": {}, "source": f"import debatekit as dk\n{source}", "outputs": [], "execution_count": None}
        for i, source in enumerate(sources)
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path = course / f"my-work/{name}.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    return path


def run(lab: Lab, page: Page, name: str, card: str) -> Locator:
    """Open the notebook, run it and wait for the widget, the first that is `card`."""
    page.goto(re.sub(r"lab/tree/[^?]*", f"lab/tree/{name}.ipynb", lab.address) + "&reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    notebook = Notebook(page)
    notebook.wait_until_idle()
    if page.locator("#jp-left-stack").is_visible():
        notebook.menu("View", "Appearance", "Show Left Sidebar")
    notebook.menu("Run", "Run All Cells")
    widget = page.locator(card).first
    widget.wait_for(timeout=60_000)
    page.wait_for_timeout(400)
    widget.evaluate("one => one.scrollIntoView()")
    return widget
