"""A first pass by key, and after it another reader's suggestions beside the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser.conftest import Server
from tests.browser.reading import Study, saved, standing
from tests.integration.test_suggestions import ASKED, MONEY, SLEEP, SOURCE, WHO
from tests.studies import draft
from workbench.model.source import Segment
from workbench.project.project import create_project
from workbench.project.settings import remember_coder, remember_project

pytestmark = pytest.mark.browser


@pytest.fixture
def study(server: Server) -> Iterator[Study]:
    where = server.home / "study.qwb"
    remember_project(where)
    with create_project(where, name="Study", coder="Ana") as project:
        source = project.sources.add(draft(SOURCE), speakers=WHO)
        for name, several in (("money worries", MONEY), ("bad nights", SLEEP)):
            code = project.codebook.create(name)
            for words in several:
                start = SOURCE.index(words)
                project.codings.apply(source, Segment(start, start + len(words)), code)
        yield Study(server, project, source)


def pane(page: Page) -> Locator:
    return page.get_by_role("region", name="Another reader might say")


def box(shown: Locator) -> FloatRect:
    found = shown.bounding_box()
    assert found is not None
    return found


def ticks(page: Page) -> Locator:
    return page.get_by_text("✓ read")


def test_what_is_read_is_marked_and_what_another_reader_might_say_is_answered(study, page):
    study.open(page)
    for _ in range(9):
        page.keyboard.press("j")
    page.keyboard.press("n")
    expect(page.get_by_text("after your own first pass")).to_be_visible()
    page.keyboard.press("Shift+V")
    expect(ticks(page)).to_have_count(9)
    expect(standing(page)).to_contain_text("saved")
    page.keyboard.press("s")
    given = pane(page).get_by_role("button", name="Give money worries")
    expect(given).to_be_visible()
    expect(pane(page)).to_contain_text(re.compile("|".join(map(re.escape, MONEY))))
    page.keyboard.press("Alt+1")
    saved(page, 9)
    expect(pane(page)).to_be_hidden()
    assert [q.coding.origin for q in study.quotations()].count("proposal") == 1
    page.keyboard.press("Control+z")
    saved(page, 8)
    expect(given).to_be_visible()
    told = page.get_by_role("status").filter(has_text="Undid")
    expect(told).to_be_visible()
    foot, top = box(told), box(pane(page))
    assert foot["y"] + foot["height"] <= top["y"], "what happened hides nothing that is offered"
    page.keyboard.press("Alt+0")
    expect(page.get_by_text("Refused").first).to_be_visible()
    expect(pane(page)).to_be_hidden()
    assert ASKED[0] not in study.words()
    page.keyboard.press("Escape")
    page.keyboard.press("v")
    expect(ticks(page)).to_have_count(8)
    page.keyboard.press("a")
    expect(ticks(page)).to_have_count(12)
    page.get_by_role("button", name="Suggestions: on").click()
    expect(page.get_by_role("button", name="Suggestions: off")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Suggestions: off")).to_be_visible()
    expect(ticks(page)).to_have_count(12)


def test_a_long_title_of_a_study_gives_way_so_that_the_top_line_stays_one(study, page):
    study.project.study.rename("What practitioners in nine places say of the limits of their role")
    remember_coder("Simulated coder A with a long name")
    address = f"project={study.project.id}&source={study.source}&at=0-5"
    page.goto(f"{study.server.url}/read?{address}")
    chip = page.get_by_role("button", name="with a long name is coding")
    expect(chip).to_be_visible()
    title = page.get_by_role("button", name="What practitioners")
    assert box(chip)["y"] < box(title)["y"] + box(title)["height"]
    assert box(title)["width"] > 96
