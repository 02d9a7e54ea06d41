"""Folders and zips on the command line and in a project: every file on its own."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.zips import zipped
from workbench.cli.main import main
from workbench.exchange.reading import FileBytes, RefusedFile
from workbench.project.files import place
from workbench.project.project import Project, create_project, open_project

TURNS = b"INT: How?\nP01: So.\nINT: Mm.\nP01: Yes.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two sites with a P01 each, a zip, a hidden file and a file that cannot be read."""
    made = tmp_path / "interviews"
    for site in ("site A", "site B"):
        (made / site).mkdir(parents=True)
        (made / site / "P01.txt").write_bytes(TURNS + site.encode())
    (made / "more.zip").write_bytes(zipped([("P02.txt", TURNS), ("._P02.txt", b"x")]))
    (made / ".DS_Store").write_bytes(b"x")
    (made / "cover.png").write_bytes(b"\x89PNG")
    return made


def imported(tmp_path: Path, capsys, *what: object) -> tuple[int, Any, str]:
    """Return the exit code, the JSON and the messages of an import into a new project."""
    study = tmp_path / "study.qwb"
    if not study.exists():
        create_project(study, name="Study", coder="Ana").close()
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(["import", str(study), *map(str, what), "--coder", "Ana", "--json"])
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), json.loads(out), err


def sources_of(tmp_path: Path) -> list[str]:
    with open_project(tmp_path / "study.qwb") as project:
        return [source.name for source in project.sources.all()]


def test_a_folder_brings_every_file_in_it_under_a_name_of_its_own(tmp_path, capsys, folder):
    code, answers, err = imported(tmp_path, capsys, folder)
    assert code == 1
    assert [(Path(a["file"]).name, a["outcome"]) for a in answers] == [
        ("cover.png", "refused"),
        ("more.zip: P02.txt", "imported"),
        ("P01.txt", "imported"),
        ("P01.txt", "imported"),
    ]
    assert sources_of(tmp_path) == ["P02", "P01 (site A)", "P01 (site B)"]
    assert f"{folder}: 1 hidden file was left alone." in err
    assert f"{folder / 'more.zip'}: 1 hidden file was left alone." in err


def test_a_zip_brings_every_file_in_it(tmp_path, capsys):
    path = tmp_path / "study.zip"
    path.write_bytes(zipped([("a/P01.txt", TURNS), ("b/P01.txt", TURNS), ("__MACOSX/x", b"")]))
    code, answers, err = imported(tmp_path, capsys, path)
    assert code == 0
    assert [a["file"] for a in answers] == [f"{path}: P01 (a).txt", f"{path}: P01 (b).txt"]
    assert sources_of(tmp_path) == ["P01 (a)", "P01 (b)"]
    assert f"{path}: 1 hidden file was left alone." in err


def test_a_bad_file_in_a_zip_stops_no_other_and_stands_in_the_history(tmp_path, capsys):
    path = tmp_path / "study.zip"
    path.write_bytes(zipped([("a.txt", TURNS), ("b.txt", b"\0"), ("in.zip", zipped([]))]))
    code, answers, _ = imported(tmp_path, capsys, path)
    assert code == 1
    assert [a["outcome"] for a in answers] == ["imported", "refused", "refused"]
    with open_project(tmp_path / "study.qwb") as project:
        sentences = [line.sentence for line in project.history.lines()]
    assert sum("could not import" in sentence for sentence in sentences) == 2


def test_a_file_of_500_mb_is_refused_by_its_size_alone(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(500 << 20)
    (found,) = place(path).files
    assert isinstance(found.file, RefusedFile)
    assert (found.file.reason, found.file.size) == ("too large", 500 << 20)


def test_a_link_in_a_folder_is_refused_and_leads_nowhere(tmp_path):
    made = tmp_path / "interviews"
    made.mkdir()
    (tmp_path / "secret.txt").write_text("never")
    (made / "a.txt").symlink_to(tmp_path / "secret.txt")
    (made / "home").symlink_to(tmp_path, target_is_directory=True)
    (made / "b.txt").write_bytes(TURNS)
    files = {Path(found.shown).name: found.file for found in place(made).files}
    assert isinstance(files["a.txt"], RefusedFile)
    assert files["a.txt"].reason == "link"
    assert files["b.txt"] == FileBytes("b.txt", TURNS)
    assert isinstance(files["home"], RefusedFile)
    assert set(files) == {"a.txt", "b.txt", "home"}


def test_a_study_beside_its_transcripts_is_named_and_never_read_as_one(tmp_path):
    (tmp_path / "a.txt").write_bytes(TURNS)
    with create_project(tmp_path / "study.qwb", name="Study", coder="Ana"):
        found = {one.file.name: one.file for one in place(tmp_path).files}
    assert found.pop("a.txt") == FileBytes("a.txt", TURNS)
    assert found.keys() == {"study.qwb", "study.qwb-shm", "study.qwb-wal"}
    for file in found.values():
        assert isinstance(file, RefusedFile)
        assert file.reason == "study"


def test_a_pipe_in_a_folder_is_refused_and_waits_for_nobody(tmp_path):
    made = tmp_path / "interviews"
    made.mkdir()
    os.mkfifo(made / "pipe.txt")
    (found,) = place(made).files
    assert isinstance(found.file, RefusedFile)
    assert found.file.reason == "no file"


def test_a_folder_of_more_than_2000_files_is_refused(tmp_path):
    made = tmp_path / "interviews"
    made.mkdir()
    for number in range(2001):
        (made / f"{number}.txt").touch()
    (found,) = place(made).files
    assert isinstance(found.file, RefusedFile)
    assert found.file.reason == "too many files"


def test_a_project_unpacks_a_zip_and_gives_a_plain_file_back(project: Project):
    plain = FileBytes("a.txt", TURNS)
    assert project.sources.unpack(plain).files == (plain,)
    packed = FileBytes("study.zip", zipped([("x/a.txt", TURNS), ("x/.b", b""), ("x/.c", b"")]))
    assert project.sources.unpack(packed).files == (plain,)
    assert project.sources.unpack(packed).notes == ("2 hidden files were left alone.",)
