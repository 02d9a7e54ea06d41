"""A grouping from the question to the record: proposed, looked at, answered, traced and undone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PATIENCE, settled, study
from tests.integration.test_groupings import MONEY, fill
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
    settled(page)
    (line,) = project.groupings.runs()
    assert line.run.record.unit == "turns"
    return page.locator("[class*='st-key-group-']").filter(has_text="funding").first


def walk(page: Page) -> None:
    """Walk over the map by keys and open a segment."""
    page.get_by_text("Map", exact=True).click()
    points = page.get_by_role("group", name="Map of segments").get_by_role("button")
    expect(points.first).to_be_visible()
    settled(page)
    held = page.locator("[data-place][tabindex='0']")
    held.focus()
    began = held.get_attribute("data-place")
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        if held.get_attribute("data-place") != began:
            break
    assert held.get_attribute("data-place") != began
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-opened")).to_contain_text("stability")
    settled(page)
    page.get_by_text("Groups", exact=True).click()


def adopt(page: Page, card: Locator) -> None:
    """Tick two segments of a group, let one go again, and make a code of the other."""
    card.get_by_text("Its segments").click()
    tick = card.get_by_role("checkbox").first
    expect(tick).not_to_be_checked()
    tick.press("Space")
    expect(card.get_by_text("1 of 4 ticked")).to_be_visible()
    card.get_by_role("checkbox").nth(1).press("Space")
    expect(card.get_by_text("2 of 4 ticked")).to_be_visible()
    card.get_by_role("checkbox").nth(1).press("Space")
    expect(card.get_by_text("1 of 4 ticked")).to_be_visible()
    settled(page)
    card.get_by_role("button", name="Make a code of it").click()
    name = page.get_by_role("combobox", name="Its name, or a code there is")
    expect(name).to_have_value("")
    name.fill("money runs out")
    name.press("Enter")
    button(page, "Make this code").click()
    expect(card.get_by_text("Made the code money runs out")).to_be_visible()
    settled(page)


def refuse(page: Page) -> None:
    """Refuse the group that nobody answered."""
    button(page, "Refuse it").first.click()
    page.get_by_role("textbox", name="Why? if you like").fill("two things in one")
    button(page, "Refuse group").click()
    expect(page.get_by_text("Refused, ", exact=False).first).to_be_visible()
    settled(page)


def trace(page: Page, card: Locator, project: Project) -> None:
    """Go to the code's card, and back from it to the run and what went into it."""
    card.get_by_role("link", name="Its card").click()
    expect(page.get_by_text("From a grouping of")).to_be_visible()
    (code,) = project.codebook.all()
    project.codebook.rename(code.id, "funding ends")
    settled(page)
    page.get_by_role("link", name="Look at it").click()
    expect(card.get_by_text("Made the code funding ends")).to_be_visible()
    settled(page)
    button(page, "Its inputs").click()
    expect(page.get_by_text("SHA-256")).to_be_visible()
    page.keyboard.press("Escape")


def test_a_grouping_is_answered_by_a_person_traced_back_and_undone(server, page):
    with study(server) as project:
        fill(project)
        page.goto(f"{server.url}/groupings?project={project.id}")
        card = propose(page, project)
        walk(page)
        adopt(page, card)
        (code,) = project.codebook.all()
        (quotation,) = project.codings.quotations()
        assert (quotation.coding.code, quotation.coding.origin) == (code.id, "proposal")
        assert quotation.words.strip() in MONEY
        refuse(page)
        trace(page, card, project)
        (line,) = project.groupings.runs()
        assert line.answered == 2
        (origin,) = project.groupings.origin_of(code.id)
        assert origin.run.id == line.run.id
        project.history.undo()  # the name
        page.reload()
        expect(card.get_by_text("Made the code money runs out")).to_be_visible()
        settled(page)
        card.get_by_role("button", name="Undo").click()
        expect(card.get_by_role("button", name="Make a code of it")).to_be_visible()
        assert (project.codebook.all(), project.codings.quotations()) == ([], [])
