"""A grouping from the question to the record: proposed, looked at, answered, traced and undone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PATIENCE, settled, study
from tests.grouped import MONEY, fill
from tests.studies import draft
from workbench.model.ids import Words
from workbench.model.source import SourceDetails
from workbench.project.project import Project

pytestmark = [pytest.mark.browser, pytest.mark.model]


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name)


def propose(page: Page, project: Project) -> Locator:
    """Look for groups of turns; return the card of the group about money."""
    button(page, "Look for groups").click()
    group = page.get_by_role("heading", name="Group 1")
    expect(group).to_be_visible(timeout=4 * PATIENCE)  # two processes load the model
    expect(page.get_by_text("No number is the number of themes")).to_be_visible()
    (line,) = project.groupings.runs()
    assert line.run.record.unit == "turns"
    return page.locator("[class*='st-key-group-']").filter(has_text="funding").first


def look_anew_and_back(page: Page) -> None:
    """Look for groups another time, see that they stay what is looked at, and take them out."""
    page.get_by_text("Look for groups anew").click()
    button(page, "Look for groups").click()
    field = page.get_by_role("combobox", name="Grouping")
    expect(field).to_have_value(re.compile("^2 · "), timeout=PATIENCE)
    settled(page)
    page.get_by_text("Beside another", exact=True).click()
    beside = page.get_by_role("combobox", name="Beside", exact=True)
    expect(beside).to_have_value(re.compile("^1 · "))
    columns = page.get_by_test_id("stCaptionContainer").filter(has_text=re.compile("^1 · "))
    expect(columns).to_contain_text("2 · ")
    button(page, "Take it out").click()
    expect(field).to_have_value(re.compile("^1 · "))
    page.get_by_text("Groups", exact=True).click()


def walk(page: Page) -> None:
    """Walk over the map by keys and open a segment."""
    page.get_by_text("Map", exact=True).click()
    held = page.locator("[data-place][tabindex='0']")
    expect(held).to_be_visible()
    settled(page)
    held.focus()
    began = held.get_attribute("data-place")
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        if held.get_attribute("data-place") != began:
            break
    assert held.get_attribute("data-place") != began
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-opened")).to_contain_text("stability")
    page.get_by_text("Groups", exact=True).click()


def wait_for_a_note(page: Page, project: Project) -> None:
    """See that words which describe a group wait with those of its segments."""
    last = project.sources.all()[-1].id
    project.sources.describe(last, SourceDetails(content_note=Words("a death")))
    page.reload()
    expect(page.get_by_text("The words in it are shown when you say so").first).to_be_visible(
        timeout=PATIENCE
    )
    expect(page.get_by_text("Words in it: ")).to_have_count(0)
    expect(page.get_by_text("follow this question")).to_have_count(0)
    project.sources.describe(last, SourceDetails())
    page.reload()
    expect(page.get_by_text("Words in it: ").first).to_be_visible(timeout=PATIENCE)


def change_a_turn(page: Page, project: Project, card: Locator) -> None:
    """See that a changed turn shuts its own group alone, until the change is taken back."""
    makes = button(page, "Make a code of it")
    open_before = makes.count()
    source = project.sources.all()[0].id
    text = project.sources.text(source).replace("I can breathe", "we can breathe")
    project.corrections.correct(source, draft(text, "P07.txt"))
    page.reload()
    told = page.get_by_text("segments that changed since and can no longer be adopted; the others")
    expect(told).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(re.compile("1 of . segments? changed since: this"))).to_be_visible()
    expect(makes).to_have_count(open_before - 1)
    expect(card.get_by_role("button", name="Make a code of it")).to_be_visible()
    project.history.undo()
    page.reload()
    expect(makes).to_have_count(open_before, timeout=PATIENCE)


def adopt(page: Page, card: Locator) -> None:
    """Tick two segments of a group, one after the other, and make a code of them."""
    card.get_by_text("Its segments").click()
    ticks = card.get_by_role("checkbox")
    expect(ticks.first).not_to_be_checked()
    settled(page)
    for number in (0, 1):
        ticks.nth(number).press("Space")
        expect(card.get_by_text(" ticked")).to_contain_text(f"{number + 1} of")
    card.get_by_role("button", name="Make a code of it").click()
    name = page.get_by_role("combobox", name="Its name, or a code there is")
    expect(name).to_have_value("")
    settled(page)
    name.fill("money runs out")
    name.press("Enter")
    button(page, "Make this code").click()
    expect(card.get_by_text("Made the code money runs out").first).to_be_visible()


def refuse(page: Page) -> None:
    """Refuse the group that nobody answered."""
    button(page, "Refuse it").first.click()
    page.get_by_role("textbox", name="Why? if you like").fill("two things in one")
    button(page, "Refuse group").click()
    expect(page.get_by_text("Refused, ", exact=False).first).to_be_visible()


def rename(page: Page, project: Project, card: Locator) -> None:
    """Rename the code, and be told beside the group that this keeps it from being undone."""
    (code,) = project.codebook.all()
    project.codebook.rename(code.id, "money / ends")
    page.reload()
    expect(card.get_by_text("Made the code money / ends").first).to_be_visible(timeout=PATIENCE)
    card.get_by_role("button", name="Undo Made the code money / ends, 2 of").click()
    expect(card.get_by_text("Undo that first")).to_be_visible()
    project.history.undo()
    page.reload()
    expect(card.get_by_text("Made the code money runs out").first).to_be_visible(timeout=PATIENCE)


def trace(page: Page, card: Locator) -> None:
    """Go to the code's card, and back from it to the run and what went into it."""
    card.get_by_role("link", name="Its card").click()
    expect(page.get_by_text("From a grouping of")).to_be_visible()
    page.get_by_role("link", name="Look at it").click()
    expect(card.get_by_text("Made the code money runs out").first).to_be_visible()
    button(page, "Its inputs").click()
    expect(page.get_by_text("SHA-256")).to_be_visible()
    page.keyboard.press("Escape")


def test_a_grouping_is_answered_by_a_person_traced_back_and_undone(server, page):
    with study(server) as project:
        fill(project)
        page.goto(f"{server.url}/groupings?project={project.id}")
        card = propose(page, project)
        look_anew_and_back(page)
        walk(page)
        wait_for_a_note(page, project)
        change_a_turn(page, project, card)
        adopt(page, card)
        (code,) = project.codebook.all()
        quotations = project.codings.quotations()
        made = {(one.coding.code, one.coding.origin) for one in quotations}
        assert (len(quotations), made) == (2, {(code.id, "proposal")})
        assert {one.words.strip() for one in quotations} < {*MONEY}
        refuse(page)
        trace(page, card)
        rename(page, project, card)
        (line,) = project.groupings.runs()
        assert line.answered == 2
        (origin,) = project.groupings.origin_of(code.id)
        assert origin.run.id == line.run.id
        card.get_by_role("button", name="Undo").click()
        expect(card.get_by_role("button", name="Make a code of it")).to_be_visible()
        assert (project.codebook.all(), project.codings.quotations()) == ([], [])
