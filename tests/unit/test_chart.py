"""dk.chart: a figure in the colours of the page, with its words, and no bars that mislead."""

import re
import subprocess
import sys
from xml.etree import ElementTree

import matplotlib
import pandas as pd
import pytest

import debatekit as dk
from debatekit.errors import BadChart

matplotlib.use("agg")
import matplotlib.pyplot as plt  # noqa: E402


def drawn():
    fig, ax = plt.subplots()
    ax.plot(pd.to_datetime(["2023-10-30", "2024-01-20"]), [23, 140], "o")
    ax.set_ylabel("attacks <so far>")
    return ax


def pictures(chart) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(one) for one in re.findall(r"<svg.*?</svg>", chart.html, re.DOTALL)]


def test_a_chart_takes_the_colours_and_the_font_of_the_page():
    html = dk.chart(drawn(), alt="Attacks rise.").html
    assert "#000000" not in html and "#ffffff" not in html and "#1f77b4" not in html
    assert "currentColor" in html and "DejaVu" not in html
    assert "*{" not in html, "matplotlib's rule for every element would rule the page"


def test_it_is_drawn_for_a_wide_page_and_for_a_narrow_one_with_text_as_text():
    wide, narrow = pictures(dk.chart(drawn(), alt="Attacks rise."))
    widths = [float(one.get("viewBox").split()[2]) for one in (wide, narrow)]
    assert widths == [475.2, 216.0]
    for one in (wide, narrow):
        words = ["".join(node.itertext()).strip() for node in one.iter("{http://www.w3.org/2000/svg}text")]
        assert "attacks <so far>" in words and any("2024" in word for word in words)
        assert not list(one.iter("{http://www.w3.org/2000/svg}script"))


def test_ids_of_two_drawings_do_not_meet_and_every_reference_leads_somewhere():
    ids, references = [], []
    for one in pictures(dk.chart(drawn(), alt="Attacks rise.")):
        ids += [node.get("id") for node in one.iter() if node.get("id")]
        references += [node.get("href").lstrip("#") for node in one.iter() if node.get("href")]
        references += [re.search(r"url\(#(.*)\)", node.get("clip-path"))[1] for node in one.iter() if node.get("clip-path")]
    assert len(ids) == len(set(ids))
    assert references and set(references) <= set(ids)


def test_the_words_are_its_name_and_fold_open_with_the_numbers_and_a_blank_is_unknown():
    data = pd.DataFrame({"place": ["<b>", "K1"], "dead": pd.array([None, 1], dtype="Int64"), "day": pd.to_datetime(["2020-03-11", None]), "share": [1 / 3, 2]})
    chart = dk.chart(drawn(), alt='Five "rockets" <here>', data=data)
    assert 'role="img" aria-label="Five &quot;rockets&quot; &lt;here&gt;"' in chart.html
    assert "In words and numbers" in chart.html and "unknown" in chart.html and "<b>" not in chart.html
    assert re.findall("<td>(.*?)</td>", chart.html) == ["&lt;b&gt;", "unknown", "2020-03-11", "0.3", "K1", "1", "unknown", "2.0"]
    assert repr(chart) == 'Chart: Five "rockets" <here>'
    assert chart._repr_mimebundle_()["text/plain"] == repr(chart)


@pytest.mark.parametrize(
    ("make", "alt", "said"),
    [
        (drawn, "", "Say in words what the chart shows"),
        (drawn, " \n", "Say in words what the chart shows"),
        (lambda: plt.subplots(), "x", "give it the ax of"),
        (lambda: drawn().plot([1], [1]), "x", "give it the ax of"),
        (lambda: None, "x", "give it the ax of"),
        (lambda: plt.subplots()[1], "x", "nothing in this chart yet"),
    ],
    ids=["no alt", "an empty alt", "figure and ax", "lines", "nothing", "an empty chart"],
)
def test_what_cannot_be_shown_is_refused_in_one_sentence(make, alt, said):
    with pytest.raises(BadChart, match=said) as refused:
        dk.chart(make(), alt=alt)
    assert re.fullmatch(r"[^.]*\.?[^.]*\.{0,3}[^.]*\.", str(refused.value).replace("plt.subplots", "").replace("dk.chart", ""))
    plt.close("all")


@pytest.mark.parametrize(("kind", "limits", "at"), [("barh", {"xlim": (40, 60)}, "40"), ("bar", {"ylim": (40, 60)}, "40"), ("bar", {"ylim": (60, 40)}, "40")])
def test_bars_that_do_not_start_at_zero_are_refused(kind, limits, at):
    table = pd.DataFrame({"who": ["A", "B"], "percent": [41, 53]})
    with pytest.raises(BadChart, match=f"begins at {at} and not at 0"):
        dk.chart(table.plot(kind=kind, x="who", y="percent", **limits), alt="x")
    assert dk.chart(table.plot(kind=kind, x="who", y="percent"), alt="x").html
    plt.close("all")


def test_a_chart_is_shown_once_and_the_same_chart_is_the_same_text():
    assert dk.chart(drawn(), alt="x").html == dk.chart(drawn(), alt="x").html
    assert plt.get_fignums() == []


def test_a_figure_of_ones_own_height_keeps_it():
    fig, ax = plt.subplots(figsize=(9, 2))
    ax.plot([1, 2], [1, 2])
    assert [one.get("viewBox").split()[3] for one in pictures(dk.chart(fig, alt="x"))] == ["144", "144"]


def test_debatekit_does_not_load_matplotlib_before_a_chart_is_drawn():
    code = "import sys, debatekit as dk; dk.table('events'); sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
