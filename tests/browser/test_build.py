"""A student builds a map in JupyterLab: by mouse, by keyboard alone, by dragging, on a telephone, and graded."""

import json
import re

import pytest
from accessibility import DARK, LIGHT, choose_theme, findings, grave, open_whole
from lab import REPOSITORY, Lab, Notebook, copy_of_the_course, open_lab

from debatekit.course import load_exercise

pytestmark = pytest.mark.slow

WORK, KEPT = "my-work/lessons/maps.ipynb", "my-work/lessons/own-work.answers.json"
GRADED = "id: own-map\nkind: build\ngraded: own-work\ntitle: Build for a mark\nprompt: Build.\nclaims: [{id: a, text: First claim.}, {id: b, text: Second claim.}]\n"
IDEA = load_exercise("lamear-build", REPOSITORY)
# The first words of each claim, which tell it from the others.
TOP, POOR, GO_ON, EASED, WISH, ANSWER, ISIS = (
    next(claim.text for claim in IDEA.claims if claim.id == name)[:22]
    for name in ("leave", "no-deterrence", "no-end", "would-have-eased", "iran-wants", "less-threatened", "never-back")
)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = copy_of_the_course(tmp_path_factory.mktemp("maps") / "course")
    (root / "data/exercises/own-map.yaml").write_text(GRADED, encoding="utf-8")
    sources = ["import debatekit as dk", 'dk.exercise("lamear-build")', 'dk.exercise("own-map")']
    cells = [{"cell_type": "code", "id": f"c{i}", "metadata": {}, "source": text, "outputs": [], "execution_count": None} for i, text in enumerate(sources)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    (root / WORK).parent.mkdir(parents=True, exist_ok=True)
    (root / WORK).write_text(json.dumps({"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def running(course, tmp_path_factory):
    lab = Lab(open_lab(), course, tmp_path_factory.mktemp("home"))
    yield lab
    lab.stop()


@pytest.fixture
def notebook(running, course, page):
    """The notebook, run; nothing is kept from an earlier test."""
    (running.home / "journal/journal.sqlite3").unlink(missing_ok=True)
    (course / KEPT).unlink(missing_ok=True)
    notebook = open_whole(page, running.address.replace("00-start-here", "maps"))
    page.set_viewport_size({"width": 1280, "height": 1600})
    notebook.menu("Run", "Run All Cells")
    notebook.exercise("Build his map")
    notebook.wait_until_idle()
    yield notebook
    assert page.faults == []


def spot(card, what, about=""):
    return card.get_by_role("button", name=f"{what}: {about}" if about else what)


def put(card, claim, what, about=""):
    card.get_by_role("group", name="Claims to choose from").get_by_role("button", name=claim).first.click()
    spot(card, what, about).click()


def build_by_mouse(card):
    put(card, TOP, "Make it the thesis")
    put(card, POOR, "supports this", f"“{TOP}")
    put(card, GO_ON, "supports this", f"“{POOR}")
    put(card, EASED, "together with this", f"this claim, “{GO_ON}")
    put(card, WISH, "attacks this", f"“{TOP}")
    put(card, ANSWER, "undercuts this step", f"this claim, “{WISH}")


def lines(card):
    """The map as it stands on the page, one line a claim: how deep, by what relation, and its first words."""
    found = card.locator(".dk-b-map .dk-b-text").evaluate_all(
        """all => all.map((e) => {
            let depth = 0;
            for (let at = e; at && !at.classList.contains('dk-b-map'); at = at.parentElement) depth += at.classList.contains('dk-b-step') ? 1 : 0;
            const step = e.closest('.dk-b-step');
            return [depth, step ? ['supports', 'attacks', 'undercuts'].find((r) => step.classList.contains(`dk-b-${r}`)) : 'top', e.textContent];
        })"""
    )
    return [(depth, relation, text[:14]) for depth, relation, text in found]


WHOLE = [(0, "top", TOP[:14]), (1, "supports", POOR[:14]), (2, "supports", GO_ON[:14]), (2, "supports", EASED[:14]), (1, "attacks", WISH[:14]), (2, "undercuts", ANSWER[:14])]


def test_the_whole_map_by_mouse(notebook):
    card = notebook.exercise("Build his map")
    assert card.get_by_role("button", name="Check").is_disabled() and card.get_by_role("button", name="Undo").is_disabled()
    build_by_mouse(card)
    assert lines(card) == WHOLE
    assert card.get_by_text("Claims to choose from (2)").is_visible()
    card.get_by_role("button", name="Check").click()
    card.get_by_text("Unstated premise treated as stated.").wait_for()
    assert "agree in 95 of 100 parts" in card.inner_text()
    card.locator(".dk-b-text", has_text=EASED).click()
    mark = card.get_by_role("button", name="The author does not state this")
    mark.click()
    assert mark.get_attribute("aria-pressed") == "true" and card.locator(".dk-b-unstated").inner_text().startswith("not stated")
    assert card.get_by_text("What to look at (as of your last check)").is_visible()
    card.get_by_role("button", name="Check").click()
    card.get_by_text("Your map agrees in full with one that counts as right. At your first try it was 95 of 100 parts.").first.wait_for()
    assert not card.locator(".dk-b-told li").count() and card.get_by_text("6 placed, 2 left over").is_visible()

    # It is there again when the cell is run again, and it can be undone from there on.
    notebook.menu("Run", "Run All Cells")
    notebook.wait_until_idle()
    card = notebook.exercise("Build his map")
    assert lines(card) == WHOLE
    card.locator(".dk-b-text", has_text=WISH).click()
    card.get_by_role("button", name="Take it out").click()
    assert lines(card) == WHOLE[:4]
    card.get_by_role("button", name="Undo").click()
    card.locator(".dk-b-step.dk-b-undercuts").wait_for()
    assert lines(card) == WHOLE


def test_the_whole_map_by_keyboard_alone(notebook):
    page, card = notebook.page, notebook.exercise("Build his map")
    cells = page.locator(".jp-Cell").count()

    def here():
        return page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent")

    def go(wanted, key="Tab", most=40):
        for _ in range(most):
            if here().startswith(wanted):
                return
            page.keyboard.press(key)
        raise AssertionError(f"{wanted!r} cannot be reached; the focus is on {here()!r}")

    card.get_by_role("group", name="Claims to choose from").get_by_role("button").first.focus()
    steps = [
        (TOP, "Make it the thesis"), (POOR, f"supports this: “{TOP}"), (GO_ON, f"supports this: “{POOR}"),
        (EASED, f"together with this: this claim, “{GO_ON}"), (WISH, f"attacks this: “{TOP}"), (ANSWER, f"undercuts this step: this claim, “{WISH}"),
    ]  # fmt: skip
    for claim, place in steps:
        go(claim)
        page.keyboard.press("Enter")
        card.locator(".dk-b-hand", has_text="Where does it belong?").wait_for()
        assert here().startswith(("Make it", "supports"))  # the first place there is
        go(place, "ArrowDown")
        page.keyboard.press("Enter")
        card.locator(".dk-b-hand", has_text="Where does it belong?").wait_for(state="hidden")
        news = card.locator("[role=status]").last.inner_text()
        assert claim[:14] in news, news
        first = card.get_by_role("group", name="Claims to choose from").get_by_role("button").first.inner_text()
        assert here() == first  # the next claim to place
    assert lines(card) == WHOLE
    # Escape puts a claim back, with the focus where it was.
    first = here()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    assert here() == first and not card.locator(".dk-b-spot").count()
    # With nothing but the claim in the hand, up leads to the last place.
    card.get_by_role("button", name=first).first.click()
    card.get_by_role("button", name="Cancel").focus()
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement === [...document.querySelectorAll('.dk-b-spot')].at(-1)")
    page.keyboard.press("Escape")

    go(EASED, "Shift+Tab")
    page.keyboard.press("Enter")
    go("The author does not state this")
    page.keyboard.press("Space")
    card.locator(".dk-b-unstated").wait_for()
    assert here() == "The author does not state this"
    go("Check")
    page.keyboard.press("Enter")
    card.get_by_text("Your map agrees in full").first.wait_for()
    assert here() == "Check" and "agrees in full" in card.locator("[role=status]").last.inner_text()
    assert page.locator(".jp-Cell").count() == cells


def mark_unstated(card, claim):
    card.locator(".dk-b-map .dk-b-text", has_text=claim).click()
    card.get_by_role("button", name="The author does not state this").click()


def test_what_was_said_of_a_map_does_not_stay_beside_another_and_one_may_start_over_and_back(notebook):
    page, card = notebook.page, notebook.exercise("Build his map")
    over, undo, outcome = card.get_by_role("button", name="Start over"), card.get_by_role("button", name="Undo"), card.locator(".dk-outcome")
    assert over.is_disabled()
    build_by_mouse(card)
    mark_unstated(card, EASED)
    card.get_by_role("button", name="Check").click()
    outcome.get_by_text("Your map agrees in full").wait_for()
    saved = page.locator(".dk-saved", has_text="Build his map")
    assert "agree in 100 of 100 parts" in saved.text_content()
    card.locator(".dk-b-map .dk-b-text", has_text=WISH).click()
    card.get_by_role("button", name="It supports instead").click()
    outcome.get_by_text("You have changed the map since. Check again.").wait_for()
    assert "agrees in full" not in card.inner_text() and card.get_by_role("button", name="Hint").is_visible()
    assert "changed the map since" not in card.locator("[role=status]").last.inner_text()  # what has been done is said, first
    page.wait_for_function("[...document.querySelectorAll('.dk-saved')].some((e) => e.textContent.includes('Changed since the last check.'))")

    over.click()
    assert lines(card) == [] and over.is_disabled() and outcome.inner_text() == "" and card.get_by_text("0 placed, 8 left over").is_visible()
    first = card.get_by_role("group", name="Claims to choose from").get_by_role("button").first
    assert first.evaluate("one => one === document.activeElement")
    undo.click()
    assert len(lines(card)) == 6 and over.is_enabled() and outcome.inner_text() == "You have changed the map since. Check again."
    undo.click()
    outcome.get_by_text("Your map agrees in full").wait_for()

    # The thesis, taken out, says what has become of it, and has the keyboard where it stands now.
    card.locator(".dk-b-text", has_text=TOP).click()
    card.get_by_role("button", name="Take it out").click()
    news = card.locator("[role=status]").last
    assert "is no longer the thesis. It stands under “Leads nowhere yet”" in news.inner_text()
    assert page.evaluate("document.activeElement.textContent").startswith(TOP)
    page.keyboard.press("Enter")
    card.get_by_role("button", name="Move it").click()
    assert card.locator(".dk-b-spot").all_inner_texts() == ["Make it the thesis"]


def test_until_a_thesis_stands_it_is_the_only_place_and_outside_the_map_places_are_shown_on_request(notebook):
    page, card = notebook.page, notebook.exercise("Build his map")
    tray = card.get_by_role("group", name="Claims to choose from")
    wide = card.get_by_role("button", name="Join it to a claim outside the map")
    tray.get_by_role("button", name=TOP).click()
    assert card.locator(".dk-b-spot").all_inner_texts() == ["Make it the thesis"] and not wide.count()
    card.locator(".dk-b-spot").click()
    tray.get_by_role("button", name=WISH).first.click()
    assert [text.split("\n")[-1] for text in card.locator(".dk-b-spot").all_inner_texts()] == ["supports this", "attacks this", "Make it the thesis"]
    wide.focus()
    page.keyboard.press("Enter")
    assert wide.get_attribute("aria-expanded") == "true" and tray.locator(".dk-b-spot").count() == 12
    assert page.evaluate("document.activeElement === document.querySelector('.dk-b-tray .dk-b-spot')")
    assert {text.split("\n")[-1] for text in tray.locator(".dk-b-spot").all_inner_texts()} == {"supports this", "attacks this"}
    page.keyboard.press("Escape")
    tray.get_by_role("button", name=WISH).first.click()
    assert not tray.locator(".dk-b-spot").count()  # asked for anew each time
    wide.click()
    tray.get_by_role("button", name=f"attacks this: “{ANSWER}").click()
    assert lines(card)[1:] == [(0, "top", ANSWER[:14]), (1, "attacks", WISH[:14])]


def test_another_map_that_counts_is_shown_below_once_ones_own_is_right(notebook):
    page, card = notebook.page, notebook.exercise("Build his map")
    build_by_mouse(card)
    mark_unstated(card, EASED)
    assert not card.get_by_role("button", name="Another map").count()
    card.get_by_role("button", name="Check").click()
    card.get_by_role("button", name="Another map that counts (1 of 2)").click()
    other = card.get_by_role("group", name="Another map that counts")
    other.wait_for()
    assert other.locator("button").count() == 0 and other.get_by_text("(not so in your map)").count() == 1
    assert page.evaluate("document.activeElement.textContent") == "Another map that counts (2 of 2)"
    assert "Below stands another map that counts, 1 of 2." in card.locator("[role=status]").last.inner_text()
    assert not grave(findings(page))
    page.keyboard.press("Enter")
    other.get_by_text("One step of your map is not in it.").wait_for()
    assert lines(card) == WHOLE
    card.get_by_role("button", name="Hide the other map").click()
    other.wait_for(state="detached")
    card.get_by_role("button", name="Another map that counts (1 of 2)").click()
    other.wait_for()
    card.locator(".dk-b-text", has_text=WISH).click()
    card.get_by_role("button", name="Take it out").click()
    other.wait_for(state="detached")


def test_a_map_that_is_wrong_hears_what_to_think_about_and_not_the_key(notebook):
    card = notebook.exercise("Build his map")
    put(card, POOR, "Make it the thesis")
    put(card, TOP, "supports this", f"“{POOR}")
    put(card, ISIS, "supports this", f"“{TOP}")
    put(card, WISH, "supports this", f"“{TOP}")
    card.get_by_role("button", name="Check").click()
    card.get_by_text("Wrong thesis.").wait_for()
    told = [text.split(".")[0] for text in card.locator(".dk-b-told li").all_inner_texts()]
    assert told == ["Wrong thesis", "Claim that does not belong", "Wrong direction", "Attack drawn as support"]
    assert "He does not go so far." in card.inner_text() and "There is more: these 4 come first." in card.inner_text()
    assert not re.search(GO_ON + "|" + ANSWER, card.locator(".dk-b-told").inner_text())

    # Each can be put right where it stands.
    card.locator(".dk-b-text", has_text=WISH).click()
    card.get_by_role("button", name="Attacks instead").click()
    card.locator(".dk-b-step.dk-b-attacks", has_text=WISH).wait_for()
    card.locator(".dk-b-text", has_text=ISIS).click()
    card.get_by_role("button", name="Take it out").click()
    card.locator(".dk-b-text", has_text=TOP).click()
    card.get_by_role("button", name="Move").click()
    card.get_by_role("button", name="Make it the thesis").click()
    assert lines(card) == [(0, "top", TOP[:14]), (1, "attacks", WISH[:14])]
    assert notebook.page.evaluate("document.activeElement.textContent").startswith(TOP)  # what was moved keeps the focus
    put(card, POOR, "supports this", f"“{TOP}")
    card.get_by_role("button", name="Check").click()
    card.get_by_text("Claim left over.").wait_for()
    assert card.get_by_text("Wrong thesis.").count() == 0


def test_every_place_stands_below_the_claims_that_it_means_and_escape_closes_the_tools(notebook):
    page, card = notebook.page, notebook.exercise("Build his map")
    build_by_mouse(card)
    card.get_by_role("group", name="Claims to choose from").get_by_role("button").first.click()
    places = card.locator(".dk-b-map").evaluate(
        """map => [...map.querySelectorAll('.dk-b-spot')].map((spot) => {
            const claims = [...map.querySelectorAll('.dk-b-text')].filter((text) => text.getBoundingClientRect().bottom <= spot.getBoundingClientRect().top);
            return [spot.getAttribute('aria-label') ?? '', claims.at(-1).textContent];
        })"""
    )
    alone = [(label, above) for label, above in places if "“" in label and "these claims" not in label]
    assert len(alone) >= 14 and all(above.startswith(label.split("“")[1].rstrip("”…. ")[:40]) for label, above in alone)
    assert [above for label, above in places if label.startswith("together with these")] == [next(claim.text for claim in IDEA.claims if claim.id == "would-have-eased")]
    page.keyboard.press("Escape")
    claim = card.locator(".dk-b-text", has_text=WISH)
    claim.click()
    assert card.get_by_role("button", name="Take it out").is_visible()
    card.get_by_role("button", name="Take it out").focus()
    page.keyboard.press("Escape")
    assert not card.get_by_role("button", name="Take it out").count() and claim.evaluate("one => one === document.activeElement")


def test_claims_are_dragged_onto_each_other_and_onto_places(notebook):
    page, card = notebook.page, notebook.exercise("Build his map")

    def row(claim):
        return card.locator(".dk-b-tray li", has_text=claim)

    def drag(claim, target):
        row(claim).hover()
        page.mouse.down()
        page.mouse.move(20, 20, steps=3)
        card.locator(".dk-b-spot").first.wait_for()  # while a claim is dragged the places are shown
        box = target.bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
        page.mouse.up()
        card.locator(".dk-b-spot").first.wait_for(state="detached")

    drag(TOP, card.locator(".dk-b-slot"))
    drag(POOR, card.locator(".dk-b-claim", has_text=TOP))
    drag(ANSWER, row(WISH))  # neither is in the map yet
    drag(GO_ON, spot(card, "attacks this", f"“{POOR}"))
    drag(EASED, card.locator(".dk-eyebrow"))  # beside: nothing happens
    assert card.get_by_text("Leads nowhere yet").is_visible()
    assert lines(card) == [(0, "top", TOP[:14]), (1, "supports", POOR[:14]), (2, "attacks", GO_ON[:14]), (0, "top", WISH[:14]), (1, "supports", ANSWER[:14])]


def test_on_a_telephone_nothing_is_cut_off_and_axe_finds_nothing_grave(notebook):
    page, card = notebook.page, notebook.exercise("Build his map")
    build_by_mouse(card)
    card.locator(".dk-b-text", has_text=EASED).click()
    card.get_by_role("button", name="Check").click()
    card.locator(".dk-b-told li").first.wait_for()
    found = {}
    for theme in (LIGHT, DARK):
        choose_theme(notebook, theme)
        found[theme] = grave(findings(page))
    card.get_by_role("group", name="Claims to choose from").get_by_role("button").first.click()
    found["placing"] = grave(findings(page))
    assert not [line for lines in found.values() for line in lines], found
    if page.locator("#jp-left-stack").is_visible():
        page.keyboard.press("Control+b")
    page.set_viewport_size({"width": 420, "height": 1400})
    page.wait_for_timeout(500)
    card.scroll_into_view_if_needed()
    over = """card => [...card.querySelectorAll('*')]
        .filter((e) => !e.closest('.dk-hidden') && e.getBoundingClientRect().right > card.getBoundingClientRect().right + 1).map((e) => e.outerHTML)"""
    low = "card => [...card.querySelectorAll('button')].filter(e => e.getBoundingClientRect().height < 44).map(e => e.textContent)"
    assert card.evaluate(over) == [] and card.evaluate(low) == []
    page.keyboard.press("Escape")
    assert card.evaluate(over) == []
    choose_theme(notebook, LIGHT)


def test_graded_a_map_is_kept_as_it_grows(notebook, course):
    card = notebook.exercise("Build for a mark")
    put(card, "First", "Make it the thesis")
    put(card, "Second", "attacks this")
    card.get_by_text("2 placed, 0 left over. Saved in own-work.answers.json.").first.wait_for()
    kept = json.loads((course / KEPT).read_text(encoding="utf-8"))["answers"]["own-map"]
    (reason,) = kept["reasons"]
    assert (kept["thesis"], reason["premises"], reason["relation"], reason["to"]) == ("a", ["b"], "attacks", "a")
    assert not card.get_by_role("button", name="Check").count()
    saved = notebook.page.locator(".dk-saved", has_text="Build for a mark").text_content()
    assert "2 attacks 1" in saved and "All answered." in saved
