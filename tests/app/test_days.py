"""Days as people read them: one form on every page and in every file that people read."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document

from tests.app.conftest import said
from tests.told import told
from workbench.model.case import Consent
from workbench.model.ids import Words
from workbench.model.memo import MemoText
from workbench.model.study import DecisionRecord, MeetingRecord
from workbench.project.diaries import export_memos
from workbench.project.exports import export_as
from workbench.project.project import Project
from workbench.project.transfer import export_codebook

#: A day as files for programs have it, or told in full.
OTHERWISE = re.compile(r"\d{4}-\d\d-\d\d|\d [A-Z][a-z]{3,} \d{4}")
TOLD = re.compile(r"\b\d{1,2} [A-Z][a-z]{2} \d{4}\b")


def dated(project: Project) -> dict[str, str]:
    """Do what pages tell the day of; return the address of each."""
    study = told(project)
    memo = project.memos.write(
        MemoText(body=Words("On the door."), links=Words(f"theme:{study.theme}"))
    )
    project.decisions.record(DecisionRecord("2026-01-31", Words("So?"), review="2026-02-28"))
    project.meetings.record(MeetingRecord("2026-02-01", agenda=Words("The door")))
    project.cases.record_consent(study.cases["P06"], Consent(withdrawn="2026-01-31"))
    project.theme_map.keep("Now")
    return {
        "memos": f"memo={memo}",
        "decisions": "",
        "theme": f"theme={study.theme}",
        "theme_map": "",
        "people": f"case={study.cases['P06']}",
        "quotations": "since=2020-01-01",
        "trace": f"coding={study.codings['across']}",
        "history": "",
        "home": "",
        "sources": f"source={study.sources['P01']}",
    }


def shown_in(data: bytes) -> str:
    """Return the words of a docx, html or md, without the days that a file holds for programs."""
    if data.startswith(b"PK"):
        document = Document(io.BytesIO(data))
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        return "\n".join([*(one.text for one in document.paragraphs), *cells])
    return re.sub(r"<[^>]*>", " ", data.decode())


def test_every_page_tells_days_in_one_form(room, project):
    for name, address in dated(project).items():
        page = room(name, project, **dict([address.split("=")] if address else []))
        shown = "\n".join([said(page), *(one.label for one in (*page.expander, *page.button))])
        assert TOLD.search(shown), name
        assert not OTHERWISE.findall(shown), name


@pytest.mark.parametrize("name", ["report.docx", "report.html", "report.md"])
def test_a_report_tells_days_in_that_form(project, tmp_path, name):
    dated(project)
    out = tmp_path / name
    export_as(project, "report", out)
    inside = shown_in(out.read_bytes())
    assert "4 Mar 2026" in inside, "a day that somebody wrote down"
    assert len(TOLD.findall(inside)) > 2
    assert not OTHERWISE.findall(inside)


def test_memos_and_codebook_tell_days_in_that_form_and_tables_for_programs_in_iso(
    project, tmp_path
):
    dated(project)
    memos, codebook, codings = (tmp_path / n for n in ("memos.md", "codebook.md", "codings.csv"))
    export_memos(project, memos)
    export_codebook(project, codebook)
    export_as(project, "csv", codings)
    for file in (memos, codebook):
        assert TOLD.search(file.read_text())
        assert not OTHERWISE.search(file.read_text())
    assert re.search(r"\d{4}-\d\d-\d\dT", codings.read_text())
