"""Hostile names everywhere a name goes: files, studies, people and codes, and every export."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path, PureWindowsPath

import pytest

from tests.integration.alone import place
from workbench.errors import InvalidActionError
from workbench.exchange.cells import unguarded
from workbench.exchange.codebooks import read_codebook
from workbench.exchange.names import safe_file_name
from workbench.exchange.reading import FileBytes
from workbench.model.source import Segment, SourceDraft, SpeakerChoice
from workbench.project.keeping import backup
from workbench.project.names import folded
from workbench.project.places import project_file_name
from workbench.project.project import Project, create_project
from workbench.project.transfer import export_codebook, export_codings

__all__ = ["place"]

NAMES: list[str] = json.loads(
    (Path(__file__).parents[1] / "badfiles" / "names.json").read_text(encoding="utf-8")
)
TURNS = b"INT: How?\nP01: So.\nINT: Mm.\nP01: Yes.\n"


def code_named(project: Project, name: str) -> str | None:
    code = project.codebook.create(name)
    return next(c.name for c in project.codebook.all() if c.id == code)


def case_named(project: Project, name: str) -> str | None:
    case = project.cases.add(name)
    return next(c.name for c in project.cases.all() if c.id == case)


def coder_named(project: Project, name: str) -> str | None:
    return project.as_coder(name).coder_name


def taken_as(project: Project, name: str) -> set[str | None]:
    """Return what a name becomes for a code, a person and a coder; None where it is refused."""
    found: set[str | None] = set()
    for door in (code_named, case_named, coder_named):
        try:
            found.add(door(project, name))
        except InvalidActionError:
            found.add(None)
    return found


@pytest.fixture
def filled(project: Project) -> Project:
    """A study in which every name that may be one names a source, a person and a code."""
    for number, name in enumerate(NAMES):
        (draft,) = project.sources.read([FileBytes(f"{name}.txt", TURNS)])
        assert isinstance(draft, SourceDraft)
        choice = SpeakerChoice("participant", _visible(name) or f"person {number}")
        source = project.sources.add(draft, speakers={"P01": choice})
        try:
            code = project.codebook.create(name)
        except InvalidActionError:
            code = project.codebook.create(f"code {number}")
        project.codings.apply(source, Segment(15, 18), code)
    return project


def _visible(name: str) -> str:
    return "".join(c for c in name if unicodedata.category(c)[0] != "C")[:100].strip()


def test_a_name_is_taken_or_refused_alike_at_every_door(project: Project):
    apart = list({folded(name): name for name in NAMES}.values())
    differing = [name for name in apart if len(taken_as(project, name)) != 1]
    assert differing == []


def test_no_name_keeps_what_nobody_sees_or_breaks_a_line(filled: Project):
    named = [
        *(source.name for source in filled.sources.all()),
        *(code.name for code in filled.codebook.all()),
        *(case.name for case in filled.cases.all()),
    ]
    assert len(named) > 2 * len(NAMES)
    for name in named:
        assert name == " ".join(name.split())
        assert not {unicodedata.category(c) for c in name} & {"Cc", "Cf", "Cs"}


def test_sources_of_names_alike_stay_apart_and_get_files_of_their_own(filled: Project):
    names = [source.name for source in filled.sources.all()]
    assert len(names) == len(set(names)) == len(NAMES)
    files: list[str] = []
    for name in names:
        files.append(safe_file_name(f"{name}.txt", files))
    assert len({unicodedata.normalize("NFC", file).casefold() for file in files}) == len(NAMES)


def test_exports_hold_every_name_and_stay_in_their_folder(filled: Project, tmp_path: Path):
    out = tmp_path / "out"
    out.mkdir()
    export_codings(filled, out / "codings.csv")
    export_codebook(filled, out / "codebook.csv")
    backup(filled, out / "backup.qwb")
    assert {path.name for path in out.iterdir()} == {"codings.csv", "codebook.csv", "backup.qwb"}
    text = (out / "codings.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {unguarded(row["source"]) for row in rows} == {s.name for s in filled.sources.all()}
    assert not any(row[column][:1] in "=+-@" for row in rows for column in ("source", "code"))
    codes = read_codebook((out / "codebook.csv").read_bytes())
    assert {code.name for code in codes} == {code.name for code in filled.codebook.all()}


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_study_lies_in_its_folder_under_a_name_windows_can_hold(tmp_path: Path, name: str):
    file = project_file_name(name)
    path = tmp_path / file
    assert path.parent == tmp_path
    assert path.resolve().parent == tmp_path.resolve()
    assert PureWindowsPath(file).name == file
    assert not PureWindowsPath(file).is_reserved()
    assert not set(file) & set('<>:"|?*\r\n\0')
    create_project(path, name="Study", coder="Ana").close()
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == [file]
