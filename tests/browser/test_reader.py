"""The reader as hands use it: a real browser, the real app, a real project file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Server, free_port, furnish
from tests.browser.reading import (
    FIND_ROWS,
    Study,
    begin,
    saved,
    select,
    short_study,
    standing,
    transcript,
)
from tests.studies import TEXT
from workbench.model.source import Segment

pytestmark = pytest.mark.browser


@pytest.fixture
def study(server: Server) -> Iterator[Study]:
    yield from short_study(server)


def test_a_sentence_is_coded_with_a_new_code_by_keyboard_alone(study, page, outward):
    study.open(page)
    for key in ("j", "j", "s", "c"):
        page.keyboard.press(key)
    expect(page.get_by_role("combobox", name="Code for the selection")).to_be_focused()
    page.keyboard.type("being there")
    page.keyboard.press("Enter")
    saved(page, 1)
    assert study.paths() == ["being there", "limits", "trust"]
    assert study.words() == ["I e\u0301te\u0301 there 😀, with 👩‍👩‍👧 and 𝒜."]
    assert outward == []


def test_a_selection_that_starts_inside_an_emoji_is_coded_from_the_emoji(study, page):
    study.open(page)
    inside = TEXT.split("\n")[1].removeprefix("P07: ").index("😀") + 1
    select(page, (1, inside), (1, inside + 7))
    page.keyboard.press("1")
    saved(page, 1)
    assert study.words() == ["😀, with"]


def test_a_selection_across_turns_holds_the_labels_between_them(study, page):
    study.open(page)
    select(page, (2, 0), (3, 5))
    page.keyboard.press("2")
    saved(page, 1)
    assert study.words() == ["Mm.\nP07: We do"]


def test_a_code_is_given_with_the_mouse_alone(study, page):
    study.open(page)
    select(page, (3, 0), (3, 23))
    page.get_by_role("button", name="Code", exact=True).click()
    page.get_by_role("option", name="trust").click()
    saved(page, 1)
    page.get_by_role("button", name="Coding trust, Ana").click()
    card = page.get_by_role("dialog", name="Coding trust")
    expect(card).to_contain_text("We don't drive clients.")
    card.get_by_role("button", name="Remove").click()
    saved(page, 0)
    page.get_by_role("button", name="Undo").click()
    saved(page, 1)


def test_nothing_is_lost_when_keys_are_mashed(study, page):
    study.open(page)
    page.keyboard.press("j")
    for _ in range(4):
        for key in ("s", "1", "2"):
            page.keyboard.press(key)
    saved(page, 8)
    assert len(study.quotations()) == 8


def test_coding_the_same_words_twice_makes_one_coding(study, page):
    study.open(page)
    for key in ("j", "s", "1", "1"):
        page.keyboard.press(key)
    saved(page, 1)
    page.keyboard.press("r")  # nothing is said any more that could take its answer's place
    expect(page.get_by_text("Already coded so")).to_be_visible()
    saved(page, 1)


def test_what_is_done_while_the_server_is_down_is_saved_when_it_is_back(study, page):
    left = page.context.new_page()
    for window in (left, page):
        study.open(window)
        window.keyboard.press("j")
    study.server.kill()
    for key in ("s", "1", "s", "2"):
        page.keyboard.press(key)
    for key in ("Control+z", "j", "s", "1", "Control+z", "s", "1"):
        left.keyboard.press(key)
    expect(standing(page)).to_contain_text("offline, 2 kept")
    expect(standing(left)).to_contain_text("offline, 4 kept")
    left.once("dialog", lambda dialog: dialog.accept())
    left.goto("about:blank")
    study.server.start()
    saved(page, 2)
    study.open(left)
    saved(left, 3)
    expect(left.get_by_text("known to be saved: 2 other acts. See whether")).to_be_visible()
    assert len(study.quotations()) == 3


def test_the_text_can_be_read_and_coded_while_it_is_told_that_nothing_answers(study, page):
    study.open(page)
    study.server.kill()
    told = page.get_by_role("dialog", name="Connection error")
    expect(told.get_by_text("Streamlit")).to_be_hidden()
    expect(page.get_by_test_id("stDialog")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    over, turn = told.bounding_box(), transcript(page).get_by_text("Can you tell me").bounding_box()
    assert over["y"] > turn["y"] + turn["height"]
    word = page.get_by_test_id("stConnectionStatus").bounding_box()
    chip = page.get_by_role("button", name="is coding").bounding_box()
    assert chip["x"] + chip["width"] <= word["x"], "the word that tells of it covers nothing"
    page.keyboard.press("Escape")
    for key in ("j", "s", "1"):
        page.keyboard.press(key)
    expect(standing(page)).to_contain_text("offline, 1 kept")
    study.server.start()
    saved(page, 1)


def test_edges_are_adjusted_by_key(study, page):
    study.project.codings.apply(study.source, Segment(5, 12), study.code("trust"))
    study.open(page)
    for key in ("j", "e", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="Change code")).to_be_focused()
    for key in ("Tab", "Enter", "Shift+ArrowRight", "Alt+ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text("Moved the edges")).to_be_visible()
    assert study.words() == ["you tell"]


def test_the_place_and_the_selection_are_kept_while_another_page_is_open(study, page):
    study.open(page)
    for key in ("j", "j", "s"):
        page.keyboard.press(key)
    page.get_by_role("link", name="Quotations").click()
    expect(transcript(page)).to_have_count(0)
    page.get_by_role("link", name="Read and code").click()
    expect(transcript(page)).to_be_visible()
    transcript(page).focus()
    page.keyboard.press("1")
    saved(page, 1)
    assert study.words()[0].startswith("I e")


def test_keys_typed_into_a_field_stay_in_it(study, page):
    study.open(page)
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("c")
    page.keyboard.type("rcijk 12?")
    expect(page.get_by_role("combobox", name="Code for the selection")).to_have_value("rcijk 12?")
    page.keyboard.press("Escape")
    saved(page, 0)
    assert study.quotations() == []


def test_a_link_leads_to_its_coding(study, page):
    start = TEXT.index("So I drove")
    segment = Segment(start, start + 14)
    coding = study.project.codings.apply(study.source, segment, study.code("trust"))
    study.open(page, coding=coding)
    expect(page.get_by_role("button", name="Coding trust, Ana")).to_be_in_viewport()
    expect(standing(page)).to_contain_text("turn 4 of 4")


def test_the_moments_of_an_act_can_be_timed_from_outside(study, page):
    study.open(page)
    for key in ("j", "s", "1"):
        page.keyboard.press(key)
    saved(page, 1)
    marks = page.evaluate(
        "performance.getEntriesByType('mark').filter(m => m.name.startsWith('workbench:'))"
        ".map(m => [m.name, m.detail && m.detail.op])"
    )
    names = [name for name, _ in marks]
    assert names == ["workbench:readable", "workbench:painted", "workbench:saved"]
    assert marks[1][1] == marks[2][1]


@pytest.fixture
def odd_study(workbench_home: Path) -> Iterator[Study]:
    long = "She said that it was fine. " * 80_000
    text = f"INT: pay \u202ehim\u202c now\nP07: {long}\nINT: Thank you."
    furnish(workbench_home)
    server = Server(workbench_home, free_port(), study=workbench_home / "study.qwb")
    made = begin(server, text, ("trust",))
    server.start()
    yield made
    server.stop()
    made.project.close()


def test_unseen_characters_are_shown_by_name_and_stay_as_they_are(odd_study, page):
    odd_study.open(page)
    page.keyboard.press("j")
    page.keyboard.press("t")
    page.keyboard.press("1")
    saved(page, 1)
    assert odd_study.words() == ["pay \u202ehim\u202c now"]
    shown = page.locator(".unseen").evaluate_all(
        "all => all.map(e => getComputedStyle(e, '::before').content)"
    )
    assert shown == ['"RLO"', '"PDF"']


def test_a_text_of_two_megabytes_in_one_line_is_coded_to_its_end(odd_study, page):
    odd_study.open(page)
    for key in ("j", "j", "j", "s", "Shift+ArrowLeft", "1"):
        page.keyboard.press(key)
    saved(page, 1)
    assert odd_study.words() == ["Thank you"]
    last = page.evaluate("() => {" + FIND_ROWS + "return rows.length - 2}")
    select(page, (last, 27), (last, 53))
    page.keyboard.press("1")
    saved(page, 2)
    (coded,) = (words for words in odd_study.words() if words != "Thank you")
    assert coded in "She said that it was fine. " * 3


def test_a_second_tab_sees_what_the_first_did_when_one_returns_to_it(study, page, browser: Browser):
    study.open(page)
    other = study.open(browser.new_page())
    for key in ("j", "s", "1"):
        other.keyboard.press(key)
    saved(other, 1)
    other.close()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    saved(page, 1)


def test_the_pointer_selects_words_or_sentences_where_the_person_chose_so(study, page):
    study.open(page)
    page.get_by_role("button", name="Select with the pointer freely").click()
    select(page, (3, 4), (3, 12))  # "on't driv"
    page.get_by_role("button", name="Third party").click()
    expect(standing(page)).to_contain_text("saved")
    page.get_by_role("button", name="Select with the pointer whole words").click()
    page.reload()
    expect(transcript(page)).to_be_visible()
    expect(
        page.get_by_role("button", name="Select with the pointer whole sentences")
    ).to_be_visible()
    select(page, (3, 4), (3, 12))
    page.get_by_role("button", name="Code", exact=True).click()
    page.keyboard.type("trust")
    page.keyboard.press("Enter")
    saved(page, 1)
    assert study.words() == ["We don't drive clients."]
    (flag,) = study.project.flags.third_party(study.source)
    assert TEXT[flag.start : flag.end] == "don't drive"


def test_a_double_click_selects_a_word(study, page):
    study.open(page)
    page.get_by_text("Can you tell me").dblclick(position={"x": 12, "y": 14})
    expect(page.get_by_role("toolbar", name="The selection")).to_be_visible()
    page.keyboard.press("i")
    saved(page, 1)
    assert study.words() == ["Can"]
