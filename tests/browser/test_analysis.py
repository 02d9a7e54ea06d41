"""An analysis from the first memo to the diary: two interviews, and everything taken back again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, settled
from tests.browser.conftest import study as begun
from tests.browser.reading import Study, saved, standing
from tests.browser.test_journey import merge_by_keyboard, new_code, press
from tests.browser.test_memos import SAVED, desk, state, text
from tests.browser.test_sorting import compare, split
from workbench.errors import InvalidActionError
from workbench.model.coding import Quotation
from workbench.model.snapshot import Snapshot
from workbench.project.project import Project
from workbench.project.sources import FileBytes

pytestmark = pytest.mark.browser

SAMPLES = Path(__file__).parents[2] / "sample_transcripts"
FILES = ("FIC-P01_therapist_interview.txt", "FIC-P02_therapist_interview.txt")

#: Of each interview: the turn, the keys that select in it, the code, and how the words begin.
FIRST = (
    (8, "t", "borders", "I use index cards now."),
    (22, "t", "borders", "--a receipt?"),
    (26, "t", "borders", "It's in the glove compartment."),
    (30, "t", "after", "I think so. She told her cousin."),
)
SECOND = (
    (12, "t", "weather", "Wouldn't help."),
    (20, "t", "after", "I drove out there"),
    (20, "t", "silence", "I drove out there"),
    (28, "t", "silence", "Did I?"),
    (36, "s", "borders", "Windshield."),
)


@dataclass(frozen=True)
class Analysis:
    """Two interviews of one study, and what the study held before there were any."""

    project: Project
    first: Study
    second: Study
    empty: Snapshot


@pytest.fixture
def analysis(server: Server) -> Iterator[Analysis]:
    with begun(server) as project:
        empty = project.snapshot()
        files = [FileBytes(name, (SAMPLES / name).read_bytes()) for name in FILES]
        sources = [project.sources.add(draft) for draft in project.sources.read(files)]
        first, second = (Study(server, project, source) for source in sources)
        yield Analysis(project, first, second, empty)


def test_an_analysis_from_the_first_memo_to_the_diary_and_back(analysis, page, outward):
    project, base = analysis.project, f"{analysis.first.server.url}/"
    familiarise(analysis, page)
    code_by_keys(analysis.first, page, FIRST)
    code_by_keys(analysis.second, page, SECOND)
    merge(analysis, page)
    retire(analysis, page)
    book, url = project.codebook, f"?project={project.id}"
    split(page, f"{base}split{url}", book.find("borders").id, book)
    compare(page, f"{base}compare{url}", book)
    receipt = quotation(project, "--a receipt?")
    take_up_direction(analysis, page)
    raise_strain(analysis, page, receipt)
    write_about(analysis, page, receipt)
    shorten(analysis, page, receipt)
    read_diaries(analysis, page)
    nothing_is_lost(project)
    everything_is_taken_back(analysis)
    assert outward == []


def quotation(project: Project, words: str) -> Quotation:
    """Return the one quotation that begins so."""
    (found,) = (q for q in project.codings.quotations() if q.words.startswith(words))
    return found


def familiarise(analysis: Analysis, page: Page) -> None:
    """Write a memo on the first interview before anything is coded."""
    analysis.first.open(page)
    page.keyboard.press("m")
    expect(text(page)).to_be_focused()
    page.keyboard.type("She draws before she speaks.")
    page.keyboard.press("Control+Enter")
    expect(state(page)).to_contain_text(SAVED)
    page.keyboard.press("Escape")
    (memo,) = analysis.project.memos.all()
    assert memo.text.links == f"source:{analysis.first.source}"


def code_by_keys(study: Study, page: Page, passages: tuple[tuple[int, str, str, str], ...]) -> None:
    """Code passages turn by turn from the top of an interview."""
    study.open(page)
    at = 0
    for count, (turn, keys, code, _) in enumerate(passages, 1):
        press(page, " ".join(["j"] * (turn - at) + [keys]))
        new_code(page, code)
        saved(page, count)
        at = turn
    coded = [(q.code, q.words) for q in study.quotations()]
    for _, _, code, words in passages:
        assert any(path == (code,) and said.startswith(words) for path, said in coded), coded
    assert len(coded) == len(passages)


def merge(analysis: Analysis, page: Page) -> None:
    """Merge two codes that meet on the same words: there they are one coding afterwards."""
    merge_by_keyboard(page)
    saved(page, len(SECOND) - 1)
    project = analysis.project
    assert [code.name for code in project.codebook.all()] == ["after", "borders", "weather"]
    assert project.codebook.find("after").coding_count == 3


def retire(analysis: Analysis, page: Page) -> None:
    """Put a code away on its card; what it was given to keeps it."""
    book = analysis.project.codebook
    weather = book.find("weather")
    page.goto(
        f"{analysis.first.server.url}/codebook?project={analysis.project.id}&code={weather.id}"
    )
    page.get_by_role("button", name="Change weather").click()
    page.get_by_role("button", name="Retire it").click()
    expect(page.get_by_text("retired: it keeps its quotations")).to_be_visible()
    assert (book.find("weather").state, book.find("weather").coding_count) == ("retired", 1)


def take_up_direction(analysis: Analysis, page: Page) -> None:
    page.goto(f"{analysis.first.server.url}/facets?project={analysis.project.id}")
    page.get_by_text("Facets that come with the workbench").click()
    page.get_by_role("button", name="Take up Direction").click()
    expect(page.get_by_role("heading", name="Direction")).to_be_visible()
    (facet,) = analysis.project.facets.all()
    assert [(v.name, v.key) for v in facet.form.values] == [
        ("raises strain", "U"),
        ("protects", "D"),
    ]


def raise_strain(analysis: Analysis, page: Page, of: Quotation) -> None:
    """Set a value by its key on a coding one comes to."""
    analysis.first.open(page, coding=of.coding.id)
    stripe = page.get_by_role("button", name=f"Coding {of.code[-1]}, Ana; Direction: raises strain")
    expect(stripe).to_have_count(0)
    press(page, "e Shift+U")
    expect(stripe).to_have_count(1)
    expect(standing(page)).to_contain_text("saved")
    (facet,) = analysis.project.facets.all()
    carrying = [q.coding.id for q in analysis.project.codings.quotations() if q.facets]
    assert carrying == [of.coding.id]
    assert analysis.project.facets.counts() == {facet.form.values[0].id: 1}


def write_about(analysis: Analysis, page: Page, of: Quotation) -> None:
    """Write a memo on its own page that names a quotation and holds no word of it."""
    desk(analysis.first, page)
    text(page).fill("The tree comes after the going:\n[[receipt")
    offered = page.get_by_role("option").filter(has_text="“")
    expect(offered).to_have_count(1)
    text(page).press("Enter")
    text(page).press("Control+Enter")
    expect(state(page)).to_contain_text(SAVED)
    (memo,) = (m for m in analysis.project.memos.all() if "tree" in m.text.body)
    assert memo.text.body.strip().endswith(f"\n[[coding:{of.coding.id}]]")
    expect(page.get_by_role("link", name=f"{of.speaker} in {of.source_name}, turn")).to_be_visible()


def shorten(analysis: Analysis, page: Page, of: Quotation) -> None:
    """Move the edges of the quotation that the memo names."""
    analysis.first.open(page, coding=of.coding.id)
    press(page, "e Enter")
    expect(page.get_by_role("button", name="Change code")).to_be_focused()
    press(page, "Tab Enter" + 5 * " Shift+ArrowLeft" + " Enter")
    expect(page.get_by_text("Moved the edges")).to_be_visible()
    expect(standing(page)).to_contain_text("saved")
    now = quotation(analysis.project, "--a receipt")
    assert (now.coding.id, now.words) == (of.coding.id, "--a receipt")


def read_diaries(analysis: Analysis, page: Page) -> None:
    """Download the diary in both kinds; each has the quotation's words as they are now."""
    desk(analysis.first, page)
    settled(page)
    page.get_by_role("button", name="Download as a diary").click()
    marks = download(page, "md").decode()
    paragraphs = [p.text for p in Document(BytesIO(download(page, "docx"))).paragraphs]
    for told in (marks, "\n".join(paragraphs)):
        assert told.count("She draws before she speaks.") == 1
        assert told.count("The tree comes after the going:") == 1
        assert "coding:" not in told
        assert told.count("a receipt") == 1
        assert "laughs" not in told
    assert any(said.startswith("--a receipt") for said in paragraphs)


def download(page: Page, ending: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Diary ({ending})").click()
    assert download.value.suggested_filename == f"diary.{ending}"
    return Path(download.value.path()).read_bytes()


def nothing_is_lost(project: Project) -> None:
    """Every coding that was made is there once, but for the twin that the merge made one."""
    quotations = project.codings.quotations()
    assert len({q.coding.id for q in quotations}) == len(quotations) == len(FIRST + SECOND) - 1
    per_code = Counter(q.code[-1] for q in quotations)
    assert per_code == {"after": 3, "borders": 3, "work": 1, "weather": 1}
    places = {(q.coding.source, q.coding.start, q.coding.end, q.code) for q in quotations}
    assert len(places) == len(quotations)
    assert Counter(q.judgement for q in quotations) == {"": 7, "belongs": 1}
    assert len(project.memos.all()) == 2
    assert project.history.verify().ok
    before = project.snapshot()
    project.rebuild()
    assert project.snapshot() == before


def everything_is_taken_back(analysis: Analysis) -> None:
    """Undo act by act until there is nothing left; the study is what it was when it began."""
    while taken_back(analysis.project):
        pass
    assert analysis.project.snapshot() == analysis.empty
    assert analysis.project.history.verify().ok


def taken_back(project: Project) -> str:
    """Undo the latest act and return its sentence; nothing once there is nothing left to undo."""
    try:
        return project.history.undo()
    except InvalidActionError as error:
        if str(error) != "There is nothing to undo.":
            raise
        return ""
