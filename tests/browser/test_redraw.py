"""A redraw changes what is there and replaces nothing that somebody is using. In real Chromium, without JupyterLab."""

from __future__ import annotations

import json

import pytest

from debatekit.widgets.front_end import module
from lab import REPOSITORY

CARD = """
import { h, makeCard } from "%s/src/debatekit/widgets/dom.mjs";
export default { h, makeCard };
"""


@pytest.fixture
def card(chromium, tmp_path):
    """A page with a card; `card(js)` runs `js`, in which `show(...children)` draws and `h` makes elements."""
    (tmp_path / "card.mjs").write_text(CARD % REPOSITORY, encoding="utf-8")
    text = module_of(tmp_path / "card.mjs")
    page = chromium.new_page()
    page.set_content("<div id='el'></div>")
    page.evaluate(
        """async (text) => {
            const { h, makeCard } = (await import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })))).default;
            const card = makeCard(document.getElementById("el"), "dk-test", "x");
            Object.assign(window, { h, show: (...children) => card.draw(children) });
        }""",
        text,
    )
    yield lambda js: page.evaluate(f"() => {{ {js} }}")
    page.close()


def module_of(path):
    # The module brings along what it imports by a relative address only.
    text = path.read_text(encoding="utf-8").replace(str(REPOSITORY), "../" * (len(path.parents) - 1) + str(REPOSITORY).lstrip("/"))
    path.write_text(text, encoding="utf-8")
    return module(path)


TITLE = 'h("p", { tabindex: "-1", "data-focus": "" }, "Title")'


def test_what_comes_before_an_element_with_a_key_leaves_it_alone(card):
    card(f'show({TITLE}, h("input", {{ "data-key": "name", type: "text" }}), h("p", {{}}, "end"))')
    card('const one = document.querySelector("input"); one.focus(); one.value = "abcd"; window.one = one')
    card(f'show({TITLE}, h("div", {{}}, "an answer"), h("div", {{ "data-key": "more" }}, "more"), h("input", {{ "data-key": "name", type: "text", value: "abcd" }}), h("p", {{}}, "end"))')
    assert card('return one === document.querySelector("input") && document.activeElement === one')
    card(f'show({TITLE}, h("input", {{ "data-key": "name", type: "text", value: "abcd" }}), h("p", {{}}, "end"))')
    assert card('return one === document.querySelector("input") && document.activeElement === one')


@pytest.mark.parametrize("orders", [["abc", "cba"], ["abc", "xaybzc"], ["abcde", "bd"], ["ab1", "1ab"], ["123", "a1b2"], ["a1b2c", "c3"], ["", "abc"], ["abc", ""]])
def test_any_order_is_drawn_as_it_should_be(card, orders):
    """Letters have keys, digits have none."""
    for order in [*orders, *orders]:
        items = ", ".join(f'h("{"p" if each in "xyz3" else "div"}", {{ "data-key": {json.dumps(each if each.isalpha() else None)} }}, "{each}")' for each in order)
        card(f"show({TITLE}, {items})")
        assert card('return document.querySelector(".dk-test > div").textContent') == "Title" + order


def test_the_focus_goes_to_what_stands_beside(card):
    tools = 'h("div", {{ class: "dk-tools" }}, h("button", {{ "data-key": "one" }}, "One"), {0})'
    card(f'show({TITLE}, {tools.format("""h("button", { "data-key": "two" }, "Two")""")})')
    card('document.querySelectorAll("button")[1].focus()')
    card(f'show({TITLE}, {tools.format("""h("button", { "data-key": "two", disabled: true }, "Two")""")})')
    assert card("return document.activeElement.textContent") == "One"
    card(f"show({TITLE})")
    assert card("return document.activeElement.textContent") == "Title"
