"""Memos as hands write them: beside the transcript, on their own page, and through a reload."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server
from tests.browser.reading import Study, begin, select
from tests.studies import TEXT
from workbench.model.ids import Words
from workbench.model.memo import Memo, MemoText
from workbench.model.source import Segment

pytestmark = pytest.mark.browser

SAVED = re.compile(r"^saved \d\d:\d\d$")


@pytest.fixture
def study(server: Server) -> Iterator[Study]:
    made = begin(server, TEXT, ("trust", "limits"))
    yield made
    made.project.close()


def text(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Text of the memo")


def state(page: Page) -> Locator:
    return page.get_by_role("status", name="State of the memo")


def only(study: Study) -> Memo:
    (memo,) = study.project.memos.all()
    return memo


def desk(study: Study, page: Page, **ids: str) -> Page:
    found = "".join(f"&{name}={value}" for name, value in ids.items())
    page.goto(f"{study.server.url}/memos?project={study.project.id}{found}")
    expect(text(page)).to_be_visible()
    return page


def test_m_begins_a_memo_about_the_selection_and_names_a_quotation_in_it(study, page):
    coding = study.project.codings.apply(study.source, Segment(5, 14), study.code("trust"))
    study.open(page)
    select(page, (3, 0), (3, 23))
    page.keyboard.press("m")
    expect(text(page)).to_be_focused()
    expect(page.get_by_role("toolbar", name="The selection")).to_be_hidden()
    page.keyboard.type("She leans on [[trust")
    offered = page.get_by_role("option").filter(has_text="“")
    expect(offered).to_have_count(1)
    offered.click()
    page.keyboard.press("Control+Enter")
    expect(state(page)).to_contain_text(SAVED)
    start = TEXT.index("We don't drive")
    memo = only(study)
    assert memo.text.links == f"segment:{study.source}:{start}-{start + 23}"
    assert memo.text.body == f"She leans on [[coding:{coding}]] "
    expect(page.get_by_role("button", name="A memo on words of this turn")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(text(page)).to_be_hidden()


def test_without_a_selection_a_memo_is_about_the_source(study, page):
    study.open(page)
    page.keyboard.press("m")
    page.keyboard.type("read once")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(state(page)).to_contain_text(SAVED)
    assert only(study).text.links == f"source:{study.source}"


def test_a_draft_is_there_after_a_reload_while_the_program_was_gone(study, page):
    study.open(page)
    page.keyboard.press("m")
    page.keyboard.type("half a thought")
    study.server.kill()
    page.keyboard.type(" and more")
    study.server.start()
    study.open(page)
    page.keyboard.press("m")
    expect(text(page)).to_have_value("half a thought and more")
    expect(state(page)).to_contain_text("not saved")
    page.keyboard.press("Control+Enter")
    expect(state(page)).to_contain_text(SAVED)
    assert only(study).text.body == "half a thought and more"


def test_a_memo_is_begun_and_gone_on_with_on_its_own_page(study, page, outward):
    desk(study, page, about=f"code:{study.code('trust')}")
    text(page).fill("first ![x](http://example.invalid/x.png)")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(state(page)).to_contain_text(SAVED)
    assert only(study).text.links == f"code:{study.code('trust')}"
    text(page).fill("second [[lim")
    text(page).press("Enter")
    text(page).press("Control+Enter")
    expect(page.get_by_role("link", name="code: limits")).to_be_visible()
    assert only(study).text.body == f"second [[code:{study.code('limits')}]] "
    assert outward == []


def test_of_a_very_long_memo_the_head_is_shown_until_all_is_asked_for(study, page):
    body = ("words that go on " * 20 + "\n\n") * 3_000
    memo = study.project.memos.write(MemoText(Words("Long"), Words(body)))
    desk(study, page, memo=memo)
    expect(page.get_by_text("The first 4,000 of 1,026,000 characters.")).to_be_visible()
    assert text(page).evaluate("it => [it.value.length, it.readOnly]") == [4_000, True]
    page.get_by_role("textbox", name="Title of the memo").fill("Longer")
    page.keyboard.press("Control+Enter")
    expect(state(page)).to_contain_text(SAVED)
    assert only(study).text == MemoText(Words("Longer"), Words(body))
    page.get_by_role("button", name="Show all, to write").click()
    assert text(page).evaluate("it => [it.value.length, it.readOnly]") == [1_026_000, False]


def test_two_people_who_wrote_in_one_memo_choose_what_stands(study, page):
    memo = study.project.memos.write(MemoText(body=Words("one\ntwo\nthree")))
    desk(study, page, memo=memo)
    text(page).fill("ONE\ntwo\nthree")
    base = study.project.memos.one(memo).version
    theirs = MemoText(body=Words("one\ntwo\nTHREE"))
    study.project.as_coder("Bea").memos.edit(memo, theirs, base=base)
    text(page).press("Control+Enter")
    versions = page.get_by_role("group", name="Two versions")
    expect(versions).to_contain_text("Theirs")
    versions.get_by_role("button", name="Put both together, then read").click()
    expect(text(page)).to_have_value("ONE\ntwo\nTHREE")
    text(page).press("Control+Enter")
    expect(state(page)).to_contain_text(SAVED)
    assert only(study).text.body == "ONE\ntwo\nTHREE"


def test_a_private_memo_and_its_draft_are_not_there_for_another_person(study, page):
    study.open(page)
    page.keyboard.press("m")
    page.keyboard.type("raw")
    page.get_by_label("Who may read it").select_option("private")
    expect(page.get_by_text("readable by whoever holds this file")).to_be_visible()
    page.keyboard.press("Escape")
    study.project.memos.write(MemoText(Words("Mine alone")), visibility="private")
    desk(study, page)
    expect(page.get_by_role("button", name="Mine alone")).to_be_visible()
    page.get_by_role("button", name="Ana is coding").click()
    page.get_by_label("Who is coding?").fill("Bea")
    page.get_by_role("button", name="This is me").click()
    expect(page.get_by_role("button", name="Bea is coding")).to_be_visible()
    expect(page.get_by_role("button", name="Mine alone")).to_have_count(0)
    study.open(page)
    page.keyboard.press("m")
    expect(text(page)).to_have_value("")
