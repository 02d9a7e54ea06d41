"""The first day of a study, by mouse and again by keyboard alone, with a crash in the middle."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import FileChooser, Page, expect

from tests.browser.conftest import Server, settled
from workbench.model.coding import Quotation
from workbench.project.project import open_project

pytestmark = pytest.mark.browser

TRANSCRIPT = (
    "INT: Can you tell me about that?\n"
    "P07: I was there 😀 with the family 👩‍👩‍👧 all day. We walked in together.\n"
    "INT: Mm.\n"
    "P07: We don't drive clients. So I drove her, and I sat in the back of that courtroom.\n"
    "INT: And then?\n"
    "P07: Then I went home. I told nobody.\n"
)

#: Nine passages by mouse: from the beginning of one phrase to the end of another, and a code.
BY_MOUSE = (
    ("tell me", "tell me", "asking"),
    ("I was there", "the family", "presence"),
    ("😀", "all day.", "presence"),
    ("👩‍👩‍👧", "together.", "family"),
    ("together.", "We don't", "family"),
    ("We don't drive clients.", "We don't drive clients.", "limits"),
    ("drive clients.", "So I drove her", "limits"),
    ("I sat in the back", "courtroom.", "presence"),
    ("And then?", "went home.", "after"),
)
LAST = ("I told nobody.", "I told nobody.", "silence")

PLACE = """([phrase, edge]) => {
  const find = (root) => root.querySelector('.scroll') ??
    [...root.querySelectorAll('*')].map((e) => e.shadowRoot && find(e.shadowRoot)).find(Boolean);
  const words = [...find(document).querySelectorAll('.row .words')].map((e) => e.firstChild);
  const node = words.find((e) => e.data.includes(phrase));
  if (edge === 'see') return node.parentElement.scrollIntoView({block: 'center'});
  const start = node.data.indexOf(phrase), end = start + phrase.length, range = new Range();
  range.setStart(node, edge === 'start' ? start : end - 1);
  range.setEnd(node, edge === 'start' ? start + (phrase.codePointAt(0) > 0xffff ? 2 : 1) : end);
  const box = range.getBoundingClientRect();
  // Within the first glyph for an emoji: nobody can click between its halves.
  const x = edge === 'start' ? box.left + box.width * 0.3 : box.right - 0.5;
  return [x, box.top + box.height / 2];
}"""

FOCUSED = """() => {
  let element = document.activeElement;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!element.matches('a, button, input, [role]')) return '';
  return element.ariaLabel || element.innerText || element.labels?.[0]?.innerText || '';
}"""


def saved(page: Page, codings: int) -> None:
    noun = "coding" if codings == 1 else "codings"
    expect(page.get_by_text(f"{codings} {noun} · saved")).to_be_visible()


def quotations(server: Server) -> list[Quotation]:
    with open_project(study_of(server)) as project:
        return project.codings.quotations()


def study_of(server: Server) -> Path:
    (found,) = server.home.glob("*.qwb")
    return found


def is_whole(server: Server) -> bool:
    with open_project(study_of(server)) as project:
        return project.history.verify().ok


def drag(page: Page, first: str, last: str) -> None:
    page.evaluate(PLACE, [last, "see"])
    begin, end = page.evaluate(PLACE, [first, "start"]), page.evaluate(PLACE, [last, "end"])
    page.mouse.move(*begin)
    page.mouse.down()
    page.mouse.move(end[0] - 3, end[1], steps=4)
    page.mouse.move(*end)
    page.mouse.up()


def code_by_mouse(page: Page, passage: tuple[str, str, str]) -> None:
    first, last, code = passage
    drag(page, first, last)
    page.get_by_role("button", name="Code", exact=True).click()
    page.get_by_role("combobox", name="Code for the selection").fill(code)
    page.get_by_role("option", name=code).first.click()


def test_a_first_day_by_mouse(server, page, tmp_path, outward):
    file = tmp_path / "first interview.txt"
    file.write_text(TRANSCRIPT, "utf-8")
    begin_by_mouse(server, page, file)
    for count, passage in enumerate(BY_MOUSE, start=1):
        code_by_mouse(page, passage)
        saved(page, count)
    code_by_mouse(page, LAST)
    saved(page, 10)
    server.kill()
    words = [quotation.words for quotation in quotations(server)]
    assert len(words) == 10
    assert "together.\nINT: Mm.\nP07: We don't" in words
    assert "I told nobody." in words
    assert any(word.startswith(("😀", " with")) and word.endswith("all day.") for word in words)
    server.start()
    page.reload()
    saved(page, 10)
    merge_by_mouse(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("treeitem", name="silence, 1 coding")).to_be_visible()
    page.get_by_role("link", name="History").click()
    page.get_by_role("button", name="Check the history").click()
    expect(page.get_by_text("History checked")).to_be_visible()
    assert is_whole(server)
    assert outward == []


def begin_by_mouse(server: Server, page: Page, file: Path) -> None:
    page.goto(f"{server.url}/history")  # without a study, a study begins at its first page
    page.get_by_label("Title").fill("First day")
    page.get_by_label("Folder").fill(str(server.home))
    page.get_by_label("Folder").press("Tab")
    page.get_by_role("button", name="Begin the study").click()
    expect(page.get_by_role("heading", name="First day")).to_be_visible()
    page.get_by_role("button", name="Bring transcripts").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Upload", exact=True).click()
    chooser.value.set_files(file)
    page.get_by_role("button", name="Import 1 file").click()
    page.get_by_role("link", name="first interview").click()
    expect(page.get_by_role("document", name="Transcript")).to_be_visible()
    saved(page, 0)


def merge_by_mouse(page: Page) -> None:
    page.get_by_role("treeitem", name="silence").hover()
    page.get_by_role("button", name="What to do with silence").click()
    page.get_by_role("menuitem", name="Merge into another code").click()
    page.get_by_role("option", name="after").click()
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_role("treeitem", name="silence")).to_have_count(0)


def tab_to(page: Page, name: str) -> None:
    settled(page)
    for _ in range(60):
        page.keyboard.press("Tab")
        if name in page.evaluate(FOCUSED):
            return
    raise AssertionError(f"no way to {name} by Tab")


def begin_by_keyboard(server: Server, page: Page, file: Path) -> None:
    page.goto(server.url)
    expect(page.get_by_label("Title")).to_be_visible()
    tab_to(page, "Title")
    page.keyboard.type("First day")
    tab_to(page, "Folder")
    page.keyboard.press("Control+a")
    page.keyboard.type(str(server.home))
    tab_to(page, "Begin the study")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Bring transcripts")).to_be_visible()
    tab_to(page, "Bring transcripts")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Upload", exact=True)).to_be_visible()
    choose_by_keyboard(page, file)
    expect(page.get_by_role("button", name="Import 1 file")).to_be_visible()
    tab_to(page, "Import 1 file")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="first interview")).to_be_visible()
    tab_to(page, "first interview")
    page.keyboard.press("Enter")
    saved(page, 0)


def choose_by_keyboard(page: Page, file: Path) -> None:
    """Open the dialog for files; a page still being drawn may swallow the first key."""
    choosers: list[FileChooser] = []
    page.on("filechooser", lambda chooser: choosers.append(chooser))
    for _ in range(6):
        tab_to(page, "Upload")
        page.keyboard.press("Enter")
        for _ in range(50):
            page.wait_for_timeout(100)
            if choosers:
                choosers[0].set_files(file)
                return
    raise AssertionError("Enter opened no dialog for files")


def press(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def new_code(page: Page, name: str) -> None:
    page.keyboard.press("c")
    expect(page.get_by_role("combobox", name="Code for the selection")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Enter")


def code_by_keyboard(page: Page) -> None:
    """Ten passages, each as the keys that select it and the code it gets."""
    for keys, code in (
        ("j t", "asking"),
        ("j s", "presence"),
        ("Alt+ArrowRight Alt+ArrowRight Alt+ArrowRight", "family"),
        ("Control+Alt+ArrowLeft Control+Alt+ArrowLeft", "presence"),
        ("s", "family"),
        ("Shift+ArrowDown Shift+ArrowDown", "after"),
        ("j j s", "limits"),
        ("Shift+ArrowRight Shift+ArrowRight", "limits"),
    ):
        press(page, keys)
        new_code(page, code)
    press(page, "s i")
    press(page, "j j s")
    new_code(page, "silence")
    saved(page, 10)


def test_a_first_day_by_keyboard_alone(server, page, tmp_path, outward):
    file = tmp_path / "first interview.txt"
    file.write_text(TRANSCRIPT, "utf-8")
    begin_by_keyboard(server, page, file)
    code_by_keyboard(page)
    server.kill()
    before = [(q.words, q.code) for q in quotations(server)]
    assert len(before) == 10
    assert any("INT: Mm." in words for words, _ in before)
    assert any(words.startswith("😀") for words, _ in before)
    server.start()
    page.reload()
    saved(page, 10)
    merge_by_keyboard(page)
    page.keyboard.press("Control+z")
    expect(page.get_by_role("treeitem", name="silence, 1 coding")).to_be_visible()
    saved(page, 10)
    assert [(q.words, q.code) for q in quotations(server)] == before
    tab_to(page, "History")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Check the history")).to_be_visible()
    tab_to(page, "Check the history")
    page.keyboard.press("Enter")
    expect(page.get_by_text("History checked")).to_be_visible()
    assert is_whole(server)
    assert outward == []


def merge_by_keyboard(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("silence")
    press(page, "ArrowDown Shift+F10")
    expect(page.get_by_role("menuitem", name="Merge into another code")).to_be_visible()
    while "Merge into another code" not in page.evaluate(FOCUSED):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("after")
    press(page, "Enter")
    expect(page.get_by_text("Merge silence into after")).to_be_visible()
    press(page, "Enter")
    expect(page.get_by_role("treeitem", name="silence")).to_have_count(0)
