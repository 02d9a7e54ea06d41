"""Every page as a stranger meets it: light and dark, empty and full, nothing amiss."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, settled, study
from tests.studies import coded
from workbench.model.source import Segment
from workbench.project.project import Project, open_project
from workbench.project.sources import FileBytes

pytestmark = pytest.mark.browser

#: Every page of a study, by what stands in its address.
ROOMS = (
    "",
    "study",
    "standing",
    "sources",
    "people",
    "read",
    "codebook",
    "split",
    "board",
    "compare",
    "facets",
    "quotations",
    "memos",
    "decisions",
    "find",
    "similar",
    "second_look",
    "groupings",
    "machine",
    "themes",
    "theme",
    "theme_map",
    "matrices",
    "trace",
    "export",
    "history",
)
#: Those that show words of people or names of codes as soon as they are opened.
WORDED = ("", "sources", "people", "read", "codebook", "board", "quotations", "history")
HOSTILE = Path(__file__).parents[1] / "badfiles" / "txt_html_js.txt"


def looks_right(page: Page, *schemes: str) -> None:
    """No sideways scrolling in light or dark, no traceback, nothing red that nobody asked for."""
    papers = set()
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        settled(page)
        wide = page.evaluate(
            "[document.scrollingElement, document.querySelector('[data-testid=stMain]')]"
            ".map((e) => e.scrollWidth - e.clientWidth)"
        )
        assert wide == [0, 0]
        papers.add(page.evaluate("getComputedStyle(document.querySelector('.stApp')).background"))
    assert len(papers) == 2
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert "Traceback" not in page.content()


def go(page: Page, server: Server, study: Project, room: str) -> None:
    """Open a page by its address."""
    page.goto(f"{server.url}/{room}?project={study.id}")
    expect(page.get_by_role("link", name="History").first).to_be_visible()


def go_on(page: Page, server: Server, study: Project, room: str) -> None:
    """Go on to a page by its link beside the page, where it has one."""
    beside = "[data-testid=stSidebarNavLink]"
    link = page.locator(f"{beside}[href$='/{room}'], {beside}[href*='/{room}?']")
    if not link.count():
        return go(page, server, study, room)
    link.click()
    return expect(link).to_have_attribute("aria-current", "page")


@pytest.mark.parametrize("full", [False, True], ids=("empty", "full"))
def test_every_page_fits_and_shows_no_traceback(server, page, outward, full):
    schemes = ("light", "dark")
    with study(server) as project:
        if full:
            coded(project)
        page.goto(server.url)
        expect(page.get_by_role("heading", name="Thematic workbench")).to_be_visible()
        looks_right(page, *schemes)
        for room in ROOMS:
            (go if full else go_on)(page, server, project, room)
            schemes = schemes[::-1]  # a page begins in what the one before it ended in
            looks_right(page, *schemes)
            assert project.where not in page.url
    assert outward == []


def test_markup_in_a_transcript_is_shown_and_never_run(server, page):
    words = HOSTILE.read_text("utf-8")
    with study(server) as project:
        file = FileBytes("<img src=x onerror=window.PWNED=1>**b**.txt", HOSTILE.read_bytes())
        (draft,) = project.sources.read([file])
        source = project.sources.add(draft)
        code = project.codebook.create("<svg onload=window.PWNED=1> [a](javascript:alert(1))")
        project.codings.apply(source, Segment(0, len(words.rstrip("\n"))), code)
        for room in WORDED:
            go(page, server, project, room)
            settled(page)
            assert page.evaluate("window.PWNED") is None
        page.goto(f"{server.url}/quotations?project={project.id}")
        expect(page.get_by_text("<script>window.PWNED=1</script>")).to_be_visible()
        expect(page.locator("a[href^='javascript']")).to_have_count(0)
        page.goto(f"{server.url}/read?project={project.id}&source={source}")
        expect(page.get_by_text("<script>window.PWNED=1</script>").first).to_be_visible()
        assert page.evaluate("window.PWNED") is None


def test_who_sits_down_next_says_so_and_each_window_keeps_its_own_person(server, page):
    with study(server) as project:
        page.goto(f"{server.url}/?project={project.id}")
        be(page, "Ana", "Ben")
        other = page.context.new_page()
        other.goto(page.url)
        be(other, "Ben", "Zoë Ünal")
        for window, coder in ((page, "Ben"), (other, "Zoë Ünal"), (page, "Ben")):
            window.reload()
            expect(window.get_by_role("button", name=f"{coder} is coding")).to_be_visible()
        page.get_by_role("button", name="Make a backup now").click()
        expect(page.get_by_text("made the backup").first).to_be_visible()
        assert project.history.lines(limit=1)[0].coder == "Ben"
        lost = "{ get: () => '', set() {} }"
        page.add_init_script(f"Object.defineProperty(document, 'cookie', {lost})")
        page.reload()
        expect(page.get_by_role("button", name="Ben is coding")).to_be_visible()
        other.reload()
        expect(other.get_by_role("button", name="Zoë Ünal is coding")).to_be_visible()
        page.evaluate("sessionStorage.setItem('workbench-coder-tries', 4)")
        page.reload()
        page.wait_for_function("sessionStorage.getItem('workbench-coder-tries') === '5'")
        expect(page.get_by_role("button", name="Zoë Ünal is coding")).to_be_visible()
        assert page.evaluate("sessionStorage.getItem('workbench-coder')") == "Ben"


def test_the_very_first_visit_may_be_a_deep_link(fresh_server, page):
    server = fresh_server
    with study(server) as project:
        made = coded(project)
        coding = project.codings.in_source(made.source)[6]
        page.goto(f"{server.url}/read?project={project.id}&source={made.source}&coding={coding.id}")
        expect(page.get_by_role("button", name="Coding borders, Ana").last).to_be_in_viewport()
        page.reload()
        expect(page.get_by_role("document", name="Transcript")).to_be_visible()


def test_a_quotation_leads_to_its_words_and_shows_what_stands_around(server, page):
    with study(server) as project:
        coded(project)
        page.goto(f"{server.url}/quotations?project={project.id}")
        expect(page.get_by_text("7 quotations of 2 codes in 1 of 1 source")).to_be_visible()
        expect(page.get_by_text("We don't drive clients. So I drove her")).to_have_count(0)
        page.get_by_text("What stands around it").first.click()
        expect(page.get_by_text("Mm.", exact=True)).to_be_visible()
        page.get_by_role("link", name="Read it in place").last.click()
        expect(page.get_by_role("document", name="Transcript")).to_be_visible()
        last = project.codings.in_source(project.sources.all()[0].id)[-1]
        assert f"coding={last.id}" in page.url


def test_a_link_beside_the_page_opens_the_same_study_in_a_new_tab(server, page):
    with study(server) as project:
        go(page, server, project, "history")
        settled(page)
        for how in ({"modifiers": ["ControlOrMeta"]}, {"button": "middle"}):
            with page.context.expect_page() as opened:
                page.get_by_role("link", name="Memos").click(**how)
            expect(opened.value.get_by_role("heading", name="Memos")).to_be_visible()
            assert f"project={project.id}" in opened.value.url
        expect(page.get_by_role("heading", name="History")).to_be_visible()


def test_all_codings_leave_as_csv_and_the_history_says_so(server, page):
    with study(server) as project:
        coded(project)
        page.goto(f"{server.url}/quotations?project={project.id}")
        with page.expect_download() as download:
            page.get_by_role("button", name="Download all codings (csv)").click()
        rows = Path(download.value.path()).read_text("utf-8-sig").splitlines()
        assert len(rows) > 7
    with open_project(server.home / "study.qwb") as after:
        assert "ExportMade" in after.history.lines(limit=1)[0].kinds


def test_reading_many_files_can_be_stopped_and_taken_up_again(server, page, tmp_path):
    files = [tmp_path / f"interview {number}.txt" for number in range(5)]
    for number, file in enumerate(files):
        file.write_text(f"INT: How is it?\nP07: Well and good, {number}.\n", "utf-8")
    first, *others = files
    with study(server) as project:
        page.goto(f"{server.url}/sources?project={project.id}")
        field = page.get_by_test_id("stFileUploaderDropzoneInput").first
        field.set_input_files(first)
        expect(page.get_by_role("button", name="Import 1 file")).to_be_visible()
        settled(page)
        with held_up(server):
            field.set_input_files(others)
            # Streamlit's own header has a button of that name while a page runs.
            stop = page.get_by_test_id("stMain").get_by_role("button", name="Stop")
            stop.dispatch_event("click")
            expect(page.get_by_text("4 of 5 files are not read yet")).to_be_visible()
        page.get_by_role("button", name="Read the rest").press("Enter")
        page.get_by_role("button", name="Import 5 files").press("Enter")
        expect(page.get_by_text("5 sources in the study")).to_be_visible()
        assert len(project.sources.all()) == 5


@contextmanager
def held_up(server: Server) -> Iterator[None]:
    """Let the process that reads files stand still, as a file that takes long would."""
    assert server.process is not None
    started = psutil.Process(server.process.pid).children(recursive=True)
    (reading,) = (one for one in started if "workbench.exchange.worker" in one.cmdline())
    reading.suspend()
    yield
    reading.resume()


def be(page: Page, before: str, coder: str) -> None:
    """Say at the top of the page that somebody else sits here."""
    page.get_by_role("button", name=f"{before} is coding").click()
    page.get_by_role("textbox", name="Who is coding?").fill(coder)
    page.get_by_role("button", name="This is me").click()
    expect(page.get_by_role("button", name=f"{coder} is coding")).to_be_visible()
    expect(page.get_by_role("textbox", name="Who is coding?")).to_be_hidden()
