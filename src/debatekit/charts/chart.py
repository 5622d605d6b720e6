"""What `dk.chart` shows: one figure, drawn for a wide page and for a narrow one, with its words and its numbers."""

from __future__ import annotations

from hashlib import sha1
from html import escape
from io import StringIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from debatekit.charts.page_svg import page_svg
from debatekit.errors import BadChart

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Inches. The page makes about 97 px of each, so that text of 10 points has 13 px. On a phone, where JupyterLab leaves 250 px, it still has 11.
_WIDE, _NARROW, _TALL = 6.6, 3.0, 3.4
_STYLE = """<style>
.dk-chart { color: var(--jp-ui-font-color0, CanvasText); container-type: inline-size; font: 15px/1.5 var(--jp-content-font-family, system-ui, sans-serif); margin: 6px 2px; max-width: 40rem; }
.dk-chart svg { display: block; height: auto; width: 100%; }
.dk-chart .dk-narrow { display: none; }
.dk-chart summary { cursor: pointer; padding: 10px 0; }
.dk-chart details > p { margin: 6px 0; }
.dk-chart .dk-rows { max-height: 24rem; overflow: auto; }
.dk-chart .dk-rows td, .dk-chart .dk-rows th { min-width: 5rem; text-align: left; vertical-align: top; }
@container (max-width: 29rem) { .dk-chart .dk-wide { display: none; } .dk-chart .dk-narrow { display: block; } }
</style>"""


class Chart:
    """A chart as a notebook shows it."""

    def __init__(self, drawn: object, alt: str, data: pandas.DataFrame | None = None) -> None:
        figure = _figure(drawn)
        self.alt = " ".join(str(alt).split())
        if not self.alt:
            raise BadChart('Say in words what the chart shows, for those who cannot see it: dk.chart(ax, alt="Attacks rose from … to …").')
        for axes in figure.axes:
            _must_not_mislead(axes)
        self.html = _html(_drawings(figure), self.alt, data)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"Chart: {self.alt}"


def _figure(drawn: object) -> Figure:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    figure = drawn.get_figure() if isinstance(drawn, Axes) else drawn
    if not isinstance(figure, Figure):
        raise BadChart("dk.chart shows what you drew on: give it the ax of “fig, ax = plt.subplots()”, or what a table's plot gave you.")
    if not any(axes.has_data() for axes in figure.axes):
        raise BadChart("There is nothing in this chart yet: draw something on its ax, and look whether the table that you draw has any rows.")
    return figure


def _must_not_mislead(axes: Axes) -> None:
    from matplotlib.container import BarContainer

    for bars in axes.containers:
        if isinstance(bars, BarContainer):
            low, high = sorted(axes.get_xlim() if bars.orientation == "horizontal" else axes.get_ylim())
            if low > 0 or high < 0:
                raise BadChart(f"These bars are cut off: their axis begins at {low:g} and not at 0, so their lengths would mislead. Take the limits away, or draw points.")


def _drawings(figure: Figure) -> tuple[str, str]:
    import matplotlib.pyplot as plt
    from matplotlib import dates, ticker

    for axes in figure.axes:
        axes.spines[["top", "right"]].set_visible(False)
        for axis, ends in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
            if axis.isDefault_majfmt and isinstance(axis.get_major_formatter(), ticker.ScalarFormatter) and max(map(abs, ends)) >= 10_000:
                axis.set_major_formatter("{x:,.0f}")
    tall = figure.get_figheight() if figure.get_figheight() != plt.rcParamsDefault["figure.figsize"][1] else _TALL
    figure.set_layout_engine("constrained")
    texts = {text: text.get_text() for axes in figure.axes for text in (axes.title, axes.xaxis.label)}
    found = []
    for width, most, letters in ((_WIDE, 7, 70), (_NARROW, 4, 26)):
        for text, words in texts.items():
            text.set_text("\n".join(wrap(words, letters)))
        for axis in (axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)):
            # Only what matplotlib chose itself is chosen anew: fewer dates on a narrow page, and none that runs into the next.
            if isinstance(axis.get_major_locator(), dates.AutoDateLocator) and axis.isDefault_majloc:
                locator = dates.AutoDateLocator(minticks=2, maxticks=most)
                axis.set_major_locator(locator)
                axis.isDefault_majloc = True
                axis.set_major_formatter(dates.ConciseDateFormatter(locator))
        figure.set_size_inches(width, tall)
        file = StringIO()
        with plt.rc_context({"svg.fonttype": "none", "svg.hashsalt": "debatekit"}):
            figure.savefig(file, format="svg", transparent=True, metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
        found.append(file.getvalue())
    # Else JupyterLab would show it once more, in the colours of paper.
    plt.close(figure)
    return found[0], found[1]


def _html(drawings: tuple[str, str], alt: str, data: pandas.DataFrame | None) -> str:
    pictures = "".join(
        f'<div class="dk-{size}">{page_svg(drawing, f"dk{sha1(drawing.encode()).hexdigest()[:8]}")}</div>'
        for size, drawing in zip(("wide", "narrow"), drawings, strict=True)
    )
    rows = ""
    if data is not None:
        shown = data.round(dict.fromkeys(data.select_dtypes("float"), 1)).astype("string").fillna("unknown").replace(r"\s+", " ", regex=True)
        table = shown.to_html(index=False, border=0)
        rows = f'<div class="dk-rows" role="group" tabindex="0" aria-label="The numbers of the chart">{table}</div>'
    words = f"<details><summary>{'In words and numbers' if rows else 'In words'}</summary><p>{escape(alt)}</p>{rows}</details>"
    return f'<div class="dk-chart"><div role="img" aria-label="{escape(alt)}">{pictures}</div>{words}</div>{_STYLE}'
