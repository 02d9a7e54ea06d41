"""A study with one transcript as hands meet it in the reader, and what one does there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, Page, expect

from tests.studies import TEXT, draft
from workbench.model.coding import Quotation
from workbench.model.ids import CodeId, SourceId
from workbench.project.project import Project, create_project
from workbench.project.settings import remember_project

if TYPE_CHECKING:
    from tests.browser.conftest import Server

#: Looks through shadow roots for the reader's transcript.
FIND_ROWS = """
  const find = (root) => root.querySelector('.scroll') ??
    [...root.querySelectorAll('*')].map((e) => e.shadowRoot && find(e.shadowRoot)).find(Boolean);
  const rows = [...find(document).querySelectorAll('.row')];
"""


class Study:
    """A study with one transcript, open in the app."""

    def __init__(self, server: Server, project: Project, source: SourceId) -> None:
        self.server = server
        self.project = project
        self.source = source

    def open(self, page: Page, coding: str | None = None) -> Page:
        address = f"{self.server.url}/read?project={self.project.id}&source={self.source}"
        page.goto(address + (f"&coding={coding}" if coding else ""))
        expect(transcript(page)).to_be_visible()
        expect(standing(page)).to_contain_text("saved")
        return page

    def words(self) -> list[str]:
        return sorted(quotation.words for quotation in self.quotations())

    def quotations(self) -> list[Quotation]:
        return self.project.codings.quotations(source=self.source)

    def paths(self) -> list[str]:
        return [code.path_text for code in self.project.codebook.all()]

    def code(self, name: str) -> CodeId:
        return self.project.codebook.find(name).id


def begin(server: Server, text: str, codes: tuple[str, ...]) -> Study:
    where = server.home / "study.qwb"
    remember_project(where)
    project = create_project(where, name="Study", coder="Ana")
    source = project.sources.add(draft(text))
    for name in codes:
        project.codebook.create(name)
    return Study(server, project, source)


def short_study(server: Server) -> Iterator[Study]:
    """Lend a study with a short transcript and two codes."""
    made = begin(server, TEXT, ("trust", "limits"))
    yield made
    made.project.close()


def transcript(page: Page) -> Locator:
    return page.get_by_role("document", name="Transcript")


def standing(page: Page) -> Locator:
    return page.get_by_role("status", name="Place and state")


def saved(page: Page, codings: int) -> None:
    noun = "coding" if codings == 1 else "codings"
    expect(standing(page)).to_contain_text(f"{codings} {noun} · saved")


def select(page: Page, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Select from one place (row, UTF-16 unit) to another, as a drag of the mouse ends."""
    page.evaluate(
        "([first, last]) => {"
        + FIND_ROWS
        + """
        const at = ([row, unit]) => [rows[row].querySelector('.words').firstChild, unit];
        getSelection().setBaseAndExtent(...at(first), ...at(last));
        rows[last[0]].dispatchEvent(new PointerEvent('pointerup', {bubbles: true, composed: true}));
        }""",
        [list(first), list(last)],
    )
    expect(page.get_by_role("toolbar", name="The selection")).to_be_visible()
