"""Twelve files of mixed kinds: dropped, mapped and imported, and their people told more of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, settled
from tests.open_files import open_file
from tests.portable_files import column, portable_file
from tests.spreadsheets import workbook
from tests.word_files import paragraph, word_file
from workbench.model.case import AttributeForm
from workbench.model.ids import Words
from workbench.project.project import Project, create_project
from workbench.project.settings import remember_project
from workbench.project.sources import FileBytes

pytestmark = pytest.mark.browser

PEOPLE = "participant,years,site\nP01,12,North\nP02,3,Riverside\nP03,many,North\nZoe,1,North\n"
SAID = ("How is it?", "I drove her there.", "And then?", "Then we went home.")


@pytest.fixture
def study(server: Server) -> Iterator[Project]:
    """A study without sources, among those opened last."""
    where = server.home / "study.qwb"
    with create_project(where, name="Study", coder="Ana") as made:
        remember_project(where)
        yield made


def talk(person: str) -> list[str]:
    voices = ("INT", person, "INT", person)
    return [f"{voice}: {words}" for voice, words in zip(voices, SAID, strict=True)]


def cue(number: int, words: str, comma: str) -> str:
    return f"00:00:0{number}{comma}000 --> 00:00:0{number + 1}{comma}000\n{words}\n\n"


def recognised() -> str:
    """What a speech recogniser gives, with voices that it numbered."""
    return json.dumps(
        {
            "segments": [
                {"start": n, "end": n + 1, "text": words, "speaker": f"SPEAKER_0{n % 2}"}
                for n, words in enumerate(SAID)
            ]
        }
    )


def table(person: str) -> list[tuple[str, str, str]]:
    rows = [line.split(": ", 1) for line in talk(person)]
    return [("Speaker", "Time", "Text"), *((who, "00:01", words) for who, words in rows)]


def twelve() -> dict[str, str | bytes]:
    group = [line for n in range(2) for line in ("MOD: Well?", f"A: Yes {n}.", f"B: No {n}.")]
    return {
        "P01.txt": "\n".join(talk("P01")),
        "P02.md": "\n\n".join(f"**{line.replace(': ', ':** ', 1)}" for line in talk("P02")),
        "P03.docx": word_file("".join(map(paragraph, talk("P03")))),
        "P04.odt": open_file("".join(f"<text:p>{line}</text:p>" for line in talk("P04"))),
        "P05.rtf": "{\\rtf1\\ansi " + "".join(f"{line}\\par\n" for line in talk("P05")) + "}",
        "P06.pdf": portable_file([column(talk("P06"))]),
        "P07.vtt": "WEBVTT\n\n" + "".join(cue(n, line, ".") for n, line in enumerate(talk("P07"))),
        "P08.srt": "".join(f"{n + 1}\n{cue(n, line, ',')}" for n, line in enumerate(talk("P08"))),
        "P09.json": recognised(),
        "P10.csv": "\n".join(",".join(row) for row in table("P10")),
        "P11.xlsx": workbook(table("P11")),
        "FG1.txt": "\n".join(group),
    }


def choose(page: Page, field: str, option: str) -> None:
    box = page.get_by_role("combobox", name=field)
    box.scroll_into_view_if_needed()
    settled(page)
    box.click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def test_twelve_files_of_mixed_kinds_are_mapped_once_and_their_people_told_more_of(
    server, study, page, tmp_path
):
    page.goto(f"{server.url}/sources?project={study.id}")
    drop(page, tmp_path)
    map_once(page)
    page.get_by_role("button", name="Import 12 files").click()
    expect(page.get_by_text("12 files came in")).to_be_visible()
    page.get_by_role("link", name="people are new: add attributes and consent").click()
    bring_table(page, tmp_path)
    record_consent(page)
    is_as_it_was_told(study)


def drop(page: Page, folder: Path) -> None:
    for name, data in twelve().items():
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    field = page.get_by_test_id("stFileUploaderDropzoneInput").first
    field.set_input_files([folder / name for name in twelve()])
    expect(page.get_by_role("button", name="Import 12 files")).to_be_visible(timeout=120_000)
    for name in twelve():
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(page.get_by_text("0 lost")).to_have_count(12)
    page.get_by_role("button", name="P03.docx", exact=True).click()
    expect(page.get_by_text("characters read =")).to_be_visible()


def map_once(page: Page) -> None:
    """What can be told is told; the recogniser's voices are left to the person."""
    expect(page.get_by_role("combobox", name="What INT is")).to_have_count(1)
    expect(page.get_by_text("Look at these (2)")).to_be_visible()
    expect(page.get_by_text("2 labels not mapped")).to_be_visible()
    choose(page, "What SPEAKER_00 in P09.json is", "interviewer")
    who = page.get_by_role("combobox", name="Who SPEAKER_00 in P09.json is")
    who.fill("INT")
    who.press("Enter")
    settled(page)
    rest = page.get_by_role("button", name="The others are participants")
    rest.press("Enter")
    expect(rest).to_have_count(0)


def bring_table(page: Page, folder: Path) -> None:
    (folder / "people.csv").write_text(PEOPLE, "utf-8")
    page.get_by_text("Bring a table of people").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(folder / "people.csv")
    expect(page.get_by_text("6 new, 1 row left out")).to_be_visible()
    choose(page, "What years is", "number")
    expect(page.get_by_text("5 new, 1 refused, 1 row left out")).to_be_visible()
    expect(page.get_by_text("Row 4, “years”: This is no number")).to_be_visible()
    page.get_by_role("button", name="Bring 5 values").press("Enter")
    expect(page.get_by_role("button", name="Bring 5 values")).to_have_count(0)
    settled(page)


def record_consent(page: Page) -> None:
    choose(page, "One person", "P01")
    expect(page.get_by_role("textbox", name="years")).to_have_value("12")
    expect(page.get_by_text("Not recorded. An export says so until it is.")).to_be_visible()
    asked = page.get_by_role("radiogroup", name="Being quoted word for word")
    asked.get_by_text("yes", exact=True).click()
    page.get_by_role("button", name="Keep this consent").click()
    expect(page.get_by_text("Recorded: may be quoted.")).to_be_visible()


def is_as_it_was_told(project: Project) -> None:
    sources = {source.name: source for source in project.sources.all()}
    assert len(sources) == 12
    assert {source.turn_count for source in sources.values()} == {4, 6}
    assert sources["FG1"].kind == "focus-group"
    people = {(case.kind, case.name) for case in project.cases.all()}
    named = {f"P{n:02}" for n in range(1, 12)} - {"P09"}
    named |= {"A (FG1)", "B (FG1)", "SPEAKER_01 (P09)"}
    expected = {("participant", name) for name in named}
    assert people == expected | {("interviewer", "INT"), ("interviewer", "MOD")}
    first = next(case.id for case in project.cases.all() if case.name == "P01")
    assert sorted(project.attributes.values()[first].values()) == ["12", "North"]
    assert project.cases.may_quote(first) == "verbatim"
    assert project.history.verify().ok


def test_a_table_of_people_with_eight_attributes_fits_a_page_of_1280(server, study, page):
    person = study.cases.add("Noor of the night line")
    for name in ("strand", "site", "group", "role", "years", "strain at work", "carried", "date"):
        attribute = study.attributes.define(AttributeForm(Words(name), "text"))
        study.attributes.set(person, attribute, "a case manager on loan")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{server.url}/people?project={study.id}")
    table = page.locator("[data-testid=stDataFrame] .dvn-scroller")
    expect(table).to_be_visible()
    settled(page)
    assert table.evaluate("(e) => e.scrollWidth - e.clientWidth") == 0


def test_a_cell_of_the_table_of_people_is_edited_where_it_stands(server, study, page):
    study.cases.add("Noor")
    page.goto(f"{server.url}/people?project={study.id}")
    cells = page.get_by_test_id("stDataFrame").locator("canvas").first
    expect(cells).to_be_visible()
    settled(page)
    box = cells.bounding_box()
    assert box is not None
    page.mouse.dblclick(box["x"] + 60, box["y"] + 52)  # the first cell below the heads
    editor = page.locator("#portal").locator("textarea, input").first
    expect(editor).to_be_visible()
    editor.fill("Noor B.")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Renamed the person “Noor” to “Noor B.”")).to_be_visible()
    assert [case.name for case in study.cases.all()] == ["Noor B."]
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_text("Renamed the person “Noor” to “Noor B.”")).to_have_count(0)
    assert [case.name for case in study.cases.all()] == ["Noor"]


def test_a_source_opens_with_its_content_note_and_a_reload_stays_there(server, study, page):
    (draft,) = study.sources.read([FileBytes("P01.txt", "\n".join(talk("P01")).encode())])
    study.sources.add(draft)
    page.goto(f"{server.url}/sources?project={study.id}")
    page.get_by_role("button", name="Details of P01").click()
    page.get_by_role("textbox", name="Content note").fill("Tells of a long drive.")
    page.get_by_role("button", name="Keep these details").click()
    expect(page.get_by_text("Described “P01”")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="P01")).to_be_visible()
    page.get_by_role("link", name="Read and code").last.click()
    expect(page.get_by_text("Tells of a long drive.")).to_be_visible()
    expect(page.get_by_role("document", name="Transcript")).to_have_count(0)
    page.get_by_role("button", name="Open this source").click()
    expect(page.get_by_role("document", name="Transcript")).to_be_visible()


def test_a_whole_folder_is_brought_with_the_folders_and_zips_in_it(server, study, page, tmp_path):
    folder = tmp_path / "interviews"
    (folder / "north").mkdir(parents=True)
    (folder / "P01.txt").write_text("\n".join(talk("P01")), "utf-8")
    (folder / "north" / "P02.txt").write_text("\n".join(talk("P02")), "utf-8")
    (folder / ".DS_Store").write_bytes(b"\x00\x01")
    with ZipFile(folder / "later.zip", "w") as packed:
        packed.writestr("P03.txt", "\n".join(talk("P03")))
    page.goto(f"{server.url}/sources?project={study.id}")
    page.get_by_text("Bring a whole folder").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").last.set_input_files(folder)
    expect(page.get_by_text("1 hidden file was left alone")).to_be_visible()
    page.get_by_role("button", name="Import 3 files").click()
    expect(page.get_by_text("3 files came in")).to_be_visible()
    assert {source.name for source in study.sources.all()} == {"P01", "P02", "P03"}
