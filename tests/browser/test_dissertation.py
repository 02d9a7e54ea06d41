"""A dissertation's path: from an empty study to the report that its committee reads."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, settled
from tests.browser.reading import Study
from tests.browser.test_analysis import code_by_keys
from tests.browser.test_batch import choose
from tests.browser.test_journey import study_of
from tests.browser.test_memos import SAVED, state, text
from workbench.model.theme import Theme
from workbench.project.project import Project, open_project

pytestmark = pytest.mark.browser

EXPECTED = "I expect that nobody goes along, and that the rule is why."
CLAIM = "They go along first and find the rule afterwards."
GOES, STAYS = "So I drove her, and I told nobody.", "I stay in my chair and she takes the bus."

#: Of each transcript: what is said, and of it the turn, the keys, the code and the words.
INTERVIEWS = {
    "P07": (
        f"INT: And outside?\nP07: {GOES}\nINT: And the rule?\nP07: I read it at night.\n",
        ((2, "t", "going along", GOES), (4, "t", "the rule", "I read it at night.")),
    ),
    "P08": (
        f"INT: And you?\nP08: {STAYS}\nINT: Always?\nP08: The rule says so.\n",
        ((2, "t", "going along", STAYS), (4, "t", "the rule", "The rule says so.")),
    ),
    "P09": (
        "INT: And you?\nP09: I wait on the bench with them.\nINT: Mm.\nP09: Somebody taught me.\n",
        (
            (2, "t", "going along", "I wait on the bench with them."),
            (4, "t", "learning", "Somebody taught me."),
        ),
    ),
}


def test_from_an_empty_study_to_the_report(server, page, tmp_path, outward):
    begin(server, page)
    expect_something(page)
    bring(page, tmp_path)
    with open_project(study_of(server), coder="Ana") as project:
        assert project.stance == "reflexive"
        for source in project.sources.all():
            read(Study(server, project, source.id), page, INTERVIEWS[source.name][1])
        telling, _ = [candidate(page, server, project, *one) for one in CANDIDATES]
        claim(page, server, project, telling)
        weigh(page, project, telling)
        rest_on_words(page, project, telling)
        define(page, project, telling)
        draw_map(page, server, project)
        trace(page, server, project, telling)
        report = Document(BytesIO(hand_over(page, server, project)))
        assert project.history.verify().ok
        sentences = [line.sentence for line in project.history.lines(limit=1)]
        told = "\n".join(paragraph.text for paragraph in report.paragraphs)
        look_up(page, server, project, told)
    assert CLAIM in told
    assert STAYS in told
    assert "No machine proposed codes" in told
    assert len(report.inline_shapes) == 1
    assert "report" in sentences[0]
    assert outward == []


CANDIDATES = (("Telling the rule", ("going along", "the rule")), ("Learning", ("learning",)))


def begin(server: Server, page: Page) -> None:
    """Begin a study with its question and a stance."""
    page.goto(server.url)
    page.get_by_label("Title").fill("Limits of the role")
    page.get_by_label("What does it ask?").fill("How far does the role go?")
    page.get_by_text("Reflexive", exact=True).click()
    settled(page)
    page.get_by_label("Folder").fill(str(server.home))
    page.get_by_label("Folder").press("Tab")
    page.get_by_role("button", name="Begin the study").click()
    expect(page.get_by_role("button", name="Bring transcripts")).to_be_visible()


def expect_something(page: Page) -> None:
    """Write down before the first interview what is expected."""
    page.get_by_role("link", name="The study", exact=True).click()
    page.get_by_label("What do I expect, hope for, or fear to find?").fill(EXPECTED)
    page.get_by_role("button", name="Keep this note What I expect to find").click()
    expect(page.get_by_text(EXPECTED).first).to_be_visible()


def bring(page: Page, folder: Path) -> None:
    files = [folder / f"{name}.txt" for name in INTERVIEWS]
    for file in files:
        file.write_text(INTERVIEWS[file.stem][0], "utf-8")
    page.get_by_role("link", name="Sources").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Upload", exact=True).click()
    chooser.value.set_files(files)
    page.get_by_role("button", name="Import 3 files").click()
    expect(page.get_by_role("link", name="P09").first).to_be_visible()


def read(study: Study, page: Page, passages: tuple[tuple[int, str, str, str], ...]) -> None:
    """Code an interview, mark it as read, and write a memo on it."""
    code_by_keys(study, page, passages)
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    until(page, lambda: bool(study.project.reading.marks(study.source)))
    page.keyboard.press("m")
    expect(text(page)).to_be_focused()
    page.keyboard.type("First reading.")
    page.keyboard.press("Control+Enter")
    expect(state(page)).to_contain_text(SAVED)


def go(page: Page, server: Server, project: Project, room: str, **ids: str) -> None:
    address = "".join(f"&{name}={value}" for name, value in ids.items())
    page.goto(f"{server.url}/{room}?project={project.id}{address}")
    expect(page.get_by_role("link", name="History").first).to_be_visible()
    settled(page)


def candidate(
    page: Page, server: Server, project: Project, name: str, codes: tuple[str, ...]
) -> Theme:
    go(page, server, project, "themes")
    page.get_by_role("button", name="Begin a theme").click()
    page.get_by_label("What it is called").fill(name)
    for code in codes:
        page.get_by_role("combobox", name="Codes that belong to it").fill(code)
        page.get_by_role("option", name=code, exact=True).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Begin it").click()
    expect(page.get_by_role("link", name=name)).to_be_visible()
    return project.themes.all()[-1]


def claim(page: Page, server: Server, project: Project, theme: Theme) -> None:
    """Answer what about it, while the note of the first day stands beside it."""
    go(page, server, project, "theme", theme=theme.id)
    expect(page.get_by_text(EXPECTED)).to_be_visible()
    page.get_by_label("Its claim").fill(CLAIM)
    page.get_by_role("button", name="Claim this").click()
    expect(page.get_by_text("What about it?")).to_have_count(0)
    until(page, lambda: project.themes.one(theme.id).text.claim == CLAIM)


def weigh(page: Page, project: Project, theme: Theme) -> None:
    """Place a voice for it and one against it, and record that contrary cases were looked for."""
    wanted = {GOES: "Key", STAYS: "Contrary"}
    for placed in range(1, 4):
        shown = page.locator("[class*='st-key-words-next-']")
        words = shown.inner_text()
        bearing = next((bears for said, bears in wanted.items() if said in words), "Unclear")
        shown.get_by_role("button", name=bearing).click()
        until(page, lambda n=placed: len(project.themes.bearings(theme.id)) == n)
        settled(page)
    counts = project.themes.counts()[theme.id]
    assert (counts.key, counts.contrary, counts.unclear) == (1, 1, 1)
    page.get_by_label("Where and how you looked").fill("Read P08 again")
    page.get_by_role("button", name="Write it down").click()
    until(page, lambda: bool(project.themes.searches(theme.id)))
    settled(page)


def rest_on_words(page: Page, project: Project, theme: Theme) -> None:
    """Tie the claim to the words that carry it."""
    page.get_by_text("What it rests on", exact=True).click()
    page.get_by_role("button", name=f"Rests on {CLAIM}").click()
    page.get_by_role("combobox", name="Quotation, key ones first").click()
    page.get_by_role("option", name=GOES).click()
    settled(page)
    page.get_by_role("button", name="Tie it").click()
    until(page, lambda: len(project.claims.links(theme.id)) == 1)


def define(page: Page, project: Project, theme: Theme) -> None:
    settled(page)
    page.get_by_text("defined", exact=True).click()
    until(page, lambda: project.themes.one(theme.id).state == "defined")


def draw_map(page: Page, server: Server, project: Project) -> None:
    """Put everything on the map, say how the two themes hang together, and keep it."""
    go(page, server, project, "theme_map")
    page.get_by_role("button", name="Put all themes and their codes there").click()
    until(page, lambda: len(project.theme_map.now().places) == 5)
    for field, option in (("From", CANDIDATES[1][0]), ("To", CANDIDATES[0][0])):
        choose(page, field, option)
    page.get_by_role("button", name="Draw the line").click()
    until(page, lambda: len(project.theme_map.now().relations) == 1)
    settled(page)
    page.get_by_label("Keep the map as it is today").fill("First map")
    page.get_by_role("button", name="Keep it").click()
    until(page, lambda: len(project.theme_map.kept()) == 1)


def trace(page: Page, server: Server, project: Project, theme: Theme) -> None:
    """Follow the claim down to its file, and its words back to the claim."""
    go(page, server, project, "theme", theme=theme.id)
    page.get_by_text("What it rests on", exact=True).click()
    page.get_by_role("link", name=f"Trace from “{CLAIM}”").click()
    expect(page.get_by_text("sha256")).to_be_visible()
    expect(page.get_by_text(GOES)).to_be_visible()
    page.get_by_role("button", name="All that rests on it").click()
    expect(page.get_by_role("heading", name="Codings · 1")).to_be_visible()
    expect(page.get_by_role("button", name="The way down")).to_be_visible()


def hand_over(page: Page, server: Server, project: Project) -> bytes:
    go(page, server, project, "export")
    preview = page.frame_locator("iframe")
    expect(preview.locator("blockquote", has_text=GOES).get_by_text("Trace")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Word", exact=True).click()
    assert download.value.suggested_filename.endswith(".docx")
    return Path(download.value.path()).read_bytes()


def look_up(page: Page, server: Server, project: Project, told: str) -> None:
    """Find the words of a quotation in the report again by the reference that stands there."""
    _, _, after = told.partition(GOES)
    (reference, *_) = re.findall(r"\(reference (\w+)\)", after)
    go(page, server, project, "trace")
    page.get_by_label("Reference").fill(reference)
    page.get_by_label("Reference").press("Enter")
    expect(page.get_by_text(GOES)).to_be_visible()
    expect(page.get_by_text("sha256")).to_be_visible()


def until(page: Page, done: Callable[[], bool]) -> None:
    """Wait until the study holds what was done."""
    for _ in range(600):
        if done():
            return
        page.wait_for_timeout(100)
    raise AssertionError("nothing came of it")
