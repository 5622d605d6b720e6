"""What axe-core finds in the course's own widgets, with all of them in view."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from lab import Notebook
from playwright.sync_api import Locator, Page

OURS = ".dk-live"
LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"
GRAVE = ("serious", "critical")


def open_whole(page: Page, address: str) -> Notebook:
    """The notebook at `address` in a window so high that all of it is in view.

    Axe judges no colours of what is scrolled away, and JupyterLab draws only what is near.
    """
    page.set_viewport_size({"width": 1280, "height": 12_000})
    # A notebook that was open before would be opened again beside this one.
    page.goto(address + "&reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    # JupyterLab's body is 0 px high and clips what overflows. Browsers hand that on to the window; axe takes everything in
    # it for hidden, and would judge no colour at all.
    page.add_style_tag(content="body { overflow: visible !important; }")
    notebook = Notebook(page)
    notebook.wait_until_idle()
    return notebook


def run_all(notebook: Notebook, widgets: int) -> None:
    """Run all cells, and wait until at least so many widgets are there."""
    notebook.menu("Run", "Run All Cells")
    notebook.page.locator(f"{OURS} .dk-card").nth(widgets - 1).wait_for(timeout=60_000)
    notebook.wait_until_idle()
    notebook.page.wait_for_timeout(300)


def choose_theme(notebook: Notebook, theme: str) -> None:
    """Choose a theme as a person does, and wait until it is there."""
    page = notebook.page
    if page.evaluate("document.body.dataset.jpThemeName") != theme:
        notebook.menu("Settings", "Theme")
        page.locator(".lm-Menu-itemLabel").get_by_text(theme, exact=True).click()
        page.wait_for_function("theme => document.body.dataset.jpThemeName === theme", arg=theme)
        page.wait_for_timeout(500)  # colours fade over


def findings(page: Page) -> list[str]:
    """One line for each fault that axe finds in our widgets: impact, rule, element and what is wrong."""
    needed = page.locator(".jp-WindowedPanel-inner").evaluate("inner => inner.scrollHeight") + 300
    if needed > page.viewport_size["height"]:
        page.set_viewport_size({"width": page.viewport_size["width"], "height": needed})
        page.wait_for_timeout(500)
    return sorted(
        f"{violation['impact']}: {violation['id']}: {node['html'][:160]}: {node['failureSummary'].splitlines()[-1].strip()}"
        for violation in Axe().run(page, context=f"{OURS}, .dk-chart").response["violations"]
        for node in violation["nodes"]
    )


def grave(found: list[str]) -> list[str]:
    return [line for line in found if line.startswith(GRAVE)]


def use(widget: Locator) -> None:
    """Answer whatever is asked, with the first answer there is, and press the main button."""
    for field in widget.locator("textarea").all():  # what is to be judged or compared is written first
        field.fill("A sentence of my own.")
    for _ in range(2):  # the second time what the first answer brought, such as how sure one is
        for name in dict.fromkeys(widget.locator("input[type=radio]").evaluate_all("all => all.map(one => one.name)")):
            group = widget.locator(f'input[name="{name}"]')
            if group.count() and not widget.locator(f'input[name="{name}"]:checked').count():
                group.first.check(force=True)
    for slider in widget.locator("input[type=range]").all():
        slider.focus()
        slider.press("ArrowRight")
    for field in widget.locator("input:not([type=radio], [type=range], [type=checkbox])").all():
        field.fill("1")
    for choice in widget.locator("select").all():
        choice.select_option(index=1)
    main = widget.locator("button.dk-main")
    if main.count() and main.first.is_enabled():
        main.first.click()
        widget.page.wait_for_timeout(250)
