"""Project files that are empty, foreign, newer, damaged or restored: nothing is opened in doubt."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.studies import coded
from workbench.errors import ReplacedError, StorageError, WorkbenchError
from workbench.project.keeping import backup, backups, restore
from workbench.project.places import set_aside
from workbench.project.project import Project, create_project, open_project
from workbench.store import sqlite
from workbench.store.files import unwritten

BAD_FILES = Path(__file__).parents[1] / "badfiles"
MEGABYTE = 1024 * 1024


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@dataclass(frozen=True)
class Kept:
    """A real study that was closed, and the backup made of it."""

    path: Path
    backup: Path


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    folder = tmp_path / "kept"
    folder.mkdir()
    with create_project(folder / "study.qwb", name="Study", coder="Ana") as project:
        coded(project)
        return Kept(folder / "study.qwb", backup(project))


def written(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def cut(path: Path, size: int) -> None:
    os.truncate(path, size)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "empty": lambda path: cut(path, 0),
    "half a header": lambda path: cut(path, 60),
    "one page of many": lambda path: cut(path, 4096),
    "half": lambda path: cut(path, path.stat().st_size // 2),
    "all but its last byte": lambda path: cut(path, path.stat().st_size - 1),
    "a text": lambda path: path.write_text("Not a database at all.", encoding="utf-8") and None,
    "another program's": lambda path: written(path, 68, b"\x00\x00\x00\x07"),
    "newer": lambda path: written(path, 60, (9).to_bytes(4, "big")),
    "page size of nothing": lambda path: written(path, 16, b"\x00\x03"),
    "first table's root is gone": lambda path: written(path, 100, b"\x00" * 300),
    "a page of noise": lambda path: written(path, 8192, random.Random(7).randbytes(4096)),
    "encrypted or scrambled": lambda path: (
        path.write_bytes(random.Random(8).randbytes(65536)) and None
    ),
    "a table more": lambda path: changed(path, "CREATE TABLE extra (a TEXT) STRICT"),
    "a trigger more": lambda path: changed(
        path, "CREATE TRIGGER more AFTER INSERT ON codes BEGIN SELECT 1; END"
    ),
}


def changed(path: Path, statement: str) -> None:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_file_that_is_not_whole_is_refused_and_stays_as_it_was(kept, damage):
    damage(kept.path)
    before, beside = digest(kept.path), names_in(kept.path.parent)
    with pytest.raises(StorageError) as refused:
        open_project(kept.path)
    assert str(kept.path) in str(refused.value)
    assert str(kept.backup) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert digest(kept.path) == before
    assert names_in(kept.path.parent) == beside


@pytest.mark.parametrize("path", sorted(BAD_FILES.glob("project_*")), ids=lambda path: path.stem)
def test_a_bad_project_file_is_refused_by_name_and_nothing_is_left_beside_it(path, tmp_path):
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    with pytest.raises(StorageError) as refused:
        open_project(copy)
    assert str(copy) in str(refused.value)
    assert digest(copy) == digest(path)
    assert names_in(tmp_path) - {"workbench-home"} == {path.name}


def test_the_bad_project_files_are_there():
    assert len(list(BAD_FILES.glob("project_*"))) == 7


def test_a_missing_project_is_named_with_its_newest_good_backup(kept):
    kept.path.unlink()
    with pytest.raises(StorageError, match="no project at") as refused:
        open_project(kept.path)
    assert str(kept.backup) in str(refused.value)


def test_a_folder_is_no_project(tmp_path):
    with pytest.raises(StorageError, match="cannot be read"):
        open_project(tmp_path)


def test_a_damaged_backup_is_not_offered(kept):
    with open_project(kept.path, coder="Ana") as project:
        newer = backup(project)
    assert backups(kept.path) == [newer, kept.backup]
    cut(newer, 5000)
    cut(kept.path, 5000)
    with pytest.raises(StorageError) as refused:
        open_project(kept.path)
    assert str(kept.backup) in str(refused.value)


def told(path: Path) -> object:
    """What a study holds, or the sentence that refuses it; anything else is a failure."""
    try:
        with open_project(path) as project:
            return project.snapshot() if project.history.verify().ok else "The history says no."
    except WorkbenchError as error:
        return str(error)


def test_a_flipped_byte_is_refused_found_or_without_effect(kept):
    whole, good = kept.path.read_bytes(), told(kept.path)
    written_to = [place for place, byte in enumerate(whole) if byte]
    for place in [*range(16, 100, 7), *random.Random(2026).sample(written_to, 60)]:
        kept.path.write_bytes(whole)
        written(kept.path, place, bytes([whole[place] ^ 0x41]))
        before = digest(kept.path)
        found = told(kept.path)
        assert found == good or isinstance(found, str), place
        assert found == good or digest(kept.path) == before, place


def test_refusing_takes_little_memory(kept, tmp_path):
    files = [str(path) for path in sorted(BAD_FILES.glob("project_*"))]
    large = tmp_path / "large.qwb"
    large.write_bytes(kept.path.read_bytes())
    written(large, 28, (2**31).to_bytes(4, "big"))
    os.truncate(large, 2_000 * MEGABYTE)
    script = (
        "import sys, psutil\n"
        "from workbench.errors import StorageError\n"
        "from workbench.project.project import open_project\n"
        "for path in sys.argv[1:]:\n"
        "    try:\n"
        "        open_project(path)\n"
        "    except StorageError:\n"
        "        print(psutil.Process().memory_info().rss)\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script, *files, str(large)], capture_output=True, text=True
    )
    sizes = [int(line) for line in answer.stdout.split()]
    assert len(sizes) == len(files) + 1, answer.stderr
    assert max(sizes) < 300 * MEGABYTE


def test_a_backup_brings_everything_back_after_damage(kept):
    with open_project(kept.path) as project:
        before, head = project.snapshot(), project.head
    damaged = random.Random(3).randbytes(20_000)
    kept.path.write_bytes(damaged)
    aside = restore(kept.backup, kept.path)
    with open_project(kept.path) as project:
        assert project.snapshot() == before
        assert project.head.seq == head.seq - 1  # that the backup was made, came after it
        assert project.history.verify().ok
    assert aside is not None
    assert aside.read_bytes() == damaged


def test_a_restored_project_goes_on(kept):
    restore(kept.backup, kept.path)
    with open_project(kept.path, coder="Ana") as project:
        project.codebook.create("after")
        assert project.history.verify().ok


def test_an_act_that_was_under_way_when_somebody_moved_its_file_is_refused(kept):
    def late(project):
        with project._opened.store.deriving() as db:
            db.exec_driver_sql("UPDATE project SET name = 'late'")
            kept.backup.replace(kept.path)

    with (
        open_project(kept.path, coder="Ana") as project,
        pytest.raises(ReplacedError, match="replaced"),
    ):
        late(project)
    with open_project(kept.path) as found:
        assert found.name != "late"


WRITER = """
import sys, time
from sqlalchemy import event
from workbench.project.project import open_project
def slowly(db):
    print("about to be written", flush=True)
    time.sleep(1)
with open_project(sys.argv[1], coder="Ana") as project:
    event.listen(project._opened.store._database._writing, "commit", slowly)
    project.codebook.create("in time")
    print("written", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows does not move a file that is open")
def test_a_restore_waits_for_an_act_that_is_about_to_be_written(kept):
    command = [sys.executable, "-c", WRITER, str(kept.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout.readline() == "about to be written\n"
        aside = restore(kept.backup, kept.path)
        with open_project(aside) as old:
            assert "in time" in [code.name for code in old.codebook.all()]
        assert writer.stdout.read() == "written\n"
    with open_project(kept.path) as new:
        assert "in time" not in [code.name for code in new.codebook.all()]


@pytest.mark.skipif(os.name == "nt", reason="Windows does not move a file that is open")
def test_an_act_that_waited_for_a_restore_is_refused(kept):
    with open_project(kept.path, coder="Ana") as project:
        refused = []

        def act():
            try:
                project.codebook.create("late")
            except ReplacedError as error:
                refused.append(error)

        late = threading.Thread(target=act)
        with unwritten(kept.path):
            late.start()
            late.join(0.5)
            assert late.is_alive()
            aside = set_aside(kept.path)
            shutil.copyfile(kept.backup, kept.path)
        late.join()
    assert len(refused) == 1
    for path in (aside, kept.path):
        with open_project(path) as found:
            assert "late" not in [code.name for code in found.codebook.all()]


@pytest.mark.skipif(os.name == "nt", reason="Windows does not move a file that is open")
def test_a_restore_is_refused_while_an_act_takes_longer_than_one_waits(kept, monkeypatch):
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.1)
    with open_project(kept.path, coder="Ana") as project:
        with project._opened.store.deriving() as db:
            db.exec_driver_sql("UPDATE project SET name = 'long'")
            with pytest.raises(StorageError, match="is busy"):
                restore(kept.backup, kept.path)
        assert project.name == "long"
    assert names_in(kept.path.parent) == {"study.qwb", "study.backups"}


def test_what_a_restore_sets_aside_is_whole_in_one_file(kept):
    aside = restore(kept.backup, kept.path)
    assert names_in(kept.path.parent) == {"study.qwb", "study.backups", aside.name}


def test_restoring_sets_every_file_aside_that_was_there(kept):
    first, second = restore(kept.backup, kept.path), restore(kept.backup, kept.path)
    assert first != second
    for aside in (first, second):
        with open_project(aside) as project:
            assert project.codings.count() == 7


def test_restoring_where_nothing_was_sets_nothing_aside(kept, tmp_path):
    assert restore(kept.backup, tmp_path / "new.qwb") is None
    with open_project(tmp_path / "new.qwb") as project:
        assert project.codings.count() == 7


def test_what_a_lost_project_left_beside_it_does_not_reach_the_restored_one(kept):
    for tail in ("-wal", "-shm"):
        Path(f"{kept.path}{tail}").write_bytes(random.Random(4).randbytes(4096))
    kept.path.unlink()
    restore(kept.backup, kept.path)
    with open_project(kept.path) as project:
        assert project.history.verify().ok


def test_a_damaged_backup_is_not_restored_and_the_project_stays(kept):
    cut(kept.backup, 9000)
    before = digest(kept.path)
    with pytest.raises(StorageError) as refused:
        restore(kept.backup, kept.path)
    assert str(kept.backup) in str(refused.value)
    assert digest(kept.path) == before


def test_a_project_that_crashed_is_restored_from_with_its_last_acts(kept, tmp_path):
    crashed = after_crash(kept.path)
    assert Path(f"{kept.path}-wal").exists()
    restore(kept.path, tmp_path / "other.qwb")
    with open_project(tmp_path / "other.qwb") as project:
        assert crashed in {c.id for c in project.codings.in_source(only_source(project))}


def test_a_coding_acknowledged_before_a_crash_is_there_after_it(kept):
    coding = after_crash(kept.path)
    with open_project(kept.path) as project:
        assert coding in {c.id for c in project.codings.in_source(only_source(project))}
        assert project.codings.count() == 8
        assert project.history.verify().ok
    assert names_in(kept.path.parent) == {"study.qwb", "study.backups"}


def test_reading_a_project_leaves_nothing_beside_it(kept):
    with open_project(kept.path) as project:
        assert project.summary().codings == 7
    assert names_in(kept.path.parent) == {"study.qwb", "study.backups"}


def only_source(project: Project) -> str:
    return project.sources.all()[0].id


def after_crash(path: Path) -> str:
    """Code a passage in another process, which is killed as soon as it says that this is done."""
    script = (
        "import sys, time\n"
        "from workbench.model.source import Segment\n"
        "from workbench.project.project import open_project\n"
        "project = open_project(sys.argv[1], coder='Ana')\n"
        "source = project.sources.all()[0].id\n"
        "code = project.codebook.find('limits').id\n"
        "print(project.codings.apply(source, Segment(0, 4), code), flush=True)\n"
        "time.sleep(600)\n"
    )
    coder = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert coder.stdout is not None
    acknowledged = coder.stdout.readline().strip()
    coder.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    coder.wait()
    coder.stdout.close()
    return acknowledged
