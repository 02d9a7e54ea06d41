"""Sorting by keyboard: a code is split, what is left compared, and the codes laid on piles."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled, study
from tests.studies import coded
from workbench.project.codebook import Codebook

pytestmark = pytest.mark.browser


def pile(page: Page, name: str) -> None:
    """Type the name of a new pile and leave the field."""
    field = page.get_by_role("combobox", name="Add a pile")
    field.fill(name)
    field.press("Enter")
    expect(page.get_by_role("button", name=f"{name} (0)")).to_be_visible()
    settled(page)
    page.get_by_role("heading", name="Split").click()


def split(page: Page, url: str, borders: str, book: Codebook) -> None:
    page.goto(f"{url}&code={borders}")
    expect(page.get_by_text("1 of 4")).to_be_visible()
    pile(page, "work")
    pile(page, "home")
    for key, sorted_so_far in (("1", 1), ("2", 2), ("Control+z", 1), ("1", 2), ("0", 3)):
        page.keyboard.press(key)
        expect(page.get_by_text(f"{sorted_so_far} sorted", exact=False).first).to_be_visible()
        settled(page)
    expect(page.get_by_text("2 to a new “work”, 2 stay (1 not sorted yet).")).to_be_visible()
    assert book.find(borders).coding_count == 4
    page.get_by_role("button", name="Split", exact=True).press("Enter")
    expect(page.get_by_text("Split “borders” into 1 code, 2 codings sorted")).to_be_visible()
    assert [book.find(name).coding_count for name in ("borders", "work")] == [2, 2]


def compare(page: Page, url: str, book: Codebook) -> None:
    page.goto(f"{url}&code={book.find('work').id}")
    expect(page.get_by_text("0 of 2 looked at")).to_be_visible()
    settled(page)
    page.keyboard.press("y")
    expect(page.get_by_text("1 of 2 looked at")).to_be_visible()
    settled(page)
    page.keyboard.press("f")
    expect(page.get_by_text("2 of 2 looked at, 1 of them flagged")).to_be_visible()
    settled(page)
    page.keyboard.press("m")
    field = page.get_by_role("combobox", name="Move it to")
    expect(field).to_be_focused()
    page.keyboard.type("bord")
    expect(page.get_by_role("option", name="borders")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 of 1 looked at")).to_be_visible()
    assert book.find("borders").coding_count == 3


def arrange(page: Page, url: str, book: Codebook) -> None:
    page.goto(url)
    name = page.get_by_role("textbox", name="Name of a new pile")
    expect(name).to_be_visible()
    name.fill("edges")
    name.press("Enter")
    page.get_by_role("button", name="borders, 3 quotations").press("Space")
    expect(page.get_by_text("borders is picked up.")).to_be_visible()
    page.keyboard.press("e")
    expect(page.get_by_text("Under edges: Space lays it there.")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.get_by_text("1 code laid elsewhere, 1 new pile.")).to_be_visible()
    limits = page.get_by_role("button", name="limits, 3 quotations")
    limits.drag_to(page.get_by_role("button", name="borders, 3 quotations, under edges"))
    expect(page.get_by_text("2 codes laid elsewhere, 1 new pile.")).to_be_visible()
    assert [code.name for code in book.all()] == ["borders", "limits", "work"]
    settled(page)
    page.get_by_role("button", name="Keep this arrangement").press("Enter")
    expect(page.get_by_text("Arranged the codebook: 2 codes moved, 1 made")).to_be_visible()
    paths = [code.path_text for code in book.all()]
    assert paths == ["edges", "edges / borders", "edges / borders / limits", "work"]


def test_a_code_is_split_compared_and_laid_elsewhere_by_keys(server, page):
    with study(server) as project:
        borders, book = coded(project).borders, project.codebook
        split(page, f"{server.url}/split?project={project.id}", borders, book)
        compare(page, f"{server.url}/compare?project={project.id}", book)
        arrange(page, f"{server.url}/board?project={project.id}", book)
