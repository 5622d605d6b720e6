"""A chart as a student sees it: the colours of the theme, letters of full size on a phone, a name for who listens."""

from __future__ import annotations

import re

import one_cell
import pytest
from accessibility import DARK, LIGHT, choose_theme
from axe_playwright_python.sync_playwright import Axe
from lab import Lab, Notebook, open_lab

ALT = "Rockets hit Taji twice and K1 once; of one place we do not know."
DRAW = f"""import matplotlib.pyplot as plt, pandas as pd
table = pd.DataFrame({{"place": ["Taji", "K1", "Balad"], "rockets": pd.array([2, 1, None], dtype="Int64")}})
known = table[table["rockets"].notna()]
fig, ax = plt.subplots()
bars = ax.barh(known["place"], known["rockets"])
ax.bar_label(bars, padding=3)
dk.chart(ax, data=table, alt="{ALT}")"""


@pytest.fixture(scope="module")
def lab(course, tmp_path_factory):
    running = Lab(open_lab(), course, tmp_path_factory.mktemp("chart") / "home")
    one_cell.write(course, "chart", DRAW)
    running.address = re.sub(r"lab/tree/[^?]*", "lab/tree/chart.ipynb", running.address)
    yield running
    running.stop()


def contrast(page, letters) -> float:
    """Between the colour that the letters of a chart have and the page behind them."""
    return letters.evaluate("""text => {
        const light = colour => {
            const [r, g, b] = colour.match(/[\\d.]+/g).map(one => { const c = one / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        let behind = text;
        while (behind && /rgba\\(.*, 0\\)|transparent/.test(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
        const two = [light(getComputedStyle(text).fill), light(getComputedStyle(behind).backgroundColor)].sort((a, b) => b - a);
        return (two[0] + 0.05) / (two[1] + 0.05);
    }""")


def test_a_chart_is_readable_in_both_themes_and_on_a_phone_and_has_a_name(lab, page):
    chart = one_cell.run(lab, page, "chart", ".dk-chart")
    assert page.locator(".dk-chart").count() == 1 and not page.locator(".jp-OutputArea img, .jp-OutputArea canvas").count(), "it is shown once, and as SVG"
    assert page.get_by_role("img", name=ALT, exact=True).is_visible()
    chart.get_by_text("In words and numbers").click()
    assert "unknown" in chart.inner_text() and ALT in chart.inner_text()
    for theme in (LIGHT, DARK):
        choose_theme(Notebook(page), theme)
        for width, seen, hidden in ((1280, "wide", "narrow"), (390, "narrow", "wide")):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(300)
            assert chart.locator(f".dk-{seen}").is_visible() and chart.locator(f".dk-{hidden}").is_hidden()
            letters = chart.locator(f".dk-{seen} text").first
            assert contrast(page, letters) > 7, (theme, width)
            size = letters.evaluate("text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a")
            assert size >= 11, (theme, width, size)
            assert chart.evaluate("one => one.getBoundingClientRect().right <= innerWidth"), "nothing runs out of the page"
            found = Axe().run(page, context=".dk-chart").response
            assert [violation["id"] for violation in found["violations"]] == [], (theme, width)
            assert "svg-img-alt" in {each["id"] for each in found["passes"]} or "role-img-alt" in {each["id"] for each in found["passes"]}
        page.set_viewport_size({"width": 1280, "height": 900})
    assert page.faults == []
