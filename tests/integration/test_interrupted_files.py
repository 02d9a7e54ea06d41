"""Project files after a kill at the worst moment, behind a link, or where nobody may write."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.studies import coded, draft
from tests.told import told
from workbench.errors import InvalidActionError, StorageError
from workbench.project.keeping import backup, backups
from workbench.project.project import Project, create_project, open_project

PAGE = 4096
FILES = 40


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A file: what is told here can happen to files alone."""
    return tmp_path / "study.qwb"


def killed(project: Project, folder: Path) -> Path:
    """What a kill leaves of a project: a file, and beside it what SQLite had not taken in yet."""
    coded(project)
    for number in range(FILES):
        project.sources.add(draft(name=f"{number}.txt"))
    folder.mkdir()
    for tail in ("", "-wal"):
        shutil.copyfile(f"{project.where}{tail}", folder / f"study.qwb{tail}")
    return folder / "study.qwb"


def newest_pages(wal: Path) -> dict[int, bytes]:
    """Each page's newest content in a write-ahead log (sqlite.org/fileformat2.html, section 4)."""
    data = wal.read_bytes()
    starts = range(32, len(data) - PAGE - 23, PAGE + 24)
    return {
        int.from_bytes(data[at : at + 4], "big"): data[at + 24 : at + 24 + PAGE] for at in starts
    }


@pytest.mark.parametrize("done", [1, 2, 5, 20])
def test_a_kill_while_pages_are_taken_in_loses_nothing(
    project: Project, tmp_path: Path, done: int
) -> None:
    path = killed(project, tmp_path / "killed")
    pages = newest_pages(Path(f"{path}-wal"))
    with path.open("r+b") as file:
        for number in sorted(pages)[:done]:
            file.seek((number - 1) * PAGE)
            file.write(pages[number])
    assert path.stat().st_size < max(pages) * PAGE
    with open_project(path) as found:
        assert (found.snapshot(), found.head) == (project.snapshot(), project.head)
        assert found.history.verify().ok


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_killed_project_is_whole_behind_a_link(project: Project, tmp_path: Path) -> None:
    path = killed(project, tmp_path / "killed")
    link = tmp_path / "link.qwb"
    link.symlink_to(path)
    with open_project(link) as found:
        assert found.head == project.head
    assert [file.name for file in path.parent.iterdir()] == ["study.qwb"]


MAKER = """
import os, sys
import workbench.store.sqlite as sqlite
import workbench.store.store as store
from workbench.project.project import create_project
if sys.argv[2] == "before its tables":
    sqlite.make_tables = lambda opened: os._exit(9)
else:
    store.Store.begin = lambda *given: os._exit(9)
create_project(sys.argv[1], name="Study", coder="Ana")
"""


@pytest.mark.parametrize("moment", ["before its tables", "before its study"])
def test_a_project_whose_making_was_killed_is_said_to_hold_no_study(
    tmp_path: Path, moment: str
) -> None:
    path = tmp_path / "study.qwb"
    maker = subprocess.run([sys.executable, "-c", MAKER, str(path), moment])
    assert maker.returncode == 9
    with pytest.raises(StorageError, match="holds no study"):
        open_project(path)


FULL = """
import resource, signal, sys
from pathlib import Path
from workbench.errors import StorageError
from workbench.project.keeping import backup, restore
from workbench.project.project import create_project, open_project
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
path = Path(sys.argv[1])
for act in (
    lambda: create_project(path.with_name("new.qwb"), name="Study", coder="Ana"),
    lambda: backup(open_project(path, coder="Ana")),
    lambda: restore(path.with_name("copy.qwb"), path),
):
    try:
        act()
    except StorageError as error:
        print("refused", ".restoring" in str(error))
"""


@pytest.mark.skipif(os.name == "nt", reason="limits on files are POSIX's")
def test_a_project_or_backup_that_could_not_be_written_is_not_left_half(project: Project) -> None:
    coded(project)
    project.close()
    path = Path(project.where)
    shutil.copyfile(path, path.with_name("copy.qwb"))
    full = subprocess.run(  # -B, since what Python compiles has no room either
        [sys.executable, "-B", "-c", FULL, str(path)], capture_output=True, text=True, check=True
    )
    assert full.stdout.split() == ["refused", "False"] * 3, full.stderr
    assert backups(path) == []
    assert not path.with_name("new.qwb").exists()


NO_ROOM = """
import resource, signal, sys
from pathlib import Path
from workbench.app.handing import memos_file
from workbench.errors import StorageError
from workbench.project.codebook_files import CODEBOOK_FORMATS
from workbench.project.diaries import DIARY_FORMATS, export_memos
from workbench.project.exports import EXPORTS, export_as
from workbench.project.project import open_project
from workbench.project.transfer import export_codebook
folder = Path(sys.argv[2])
with open_project(sys.argv[1], coder="Ana") as project:
    ways = {name: form.endings for name, form in EXPORTS.items() if name != "participant"}
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, resource.RLIM_INFINITY))
    ways |= {"codebook": CODEBOOK_FORMATS, "memos": DIARY_FORMATS}
    others = {"codebook": export_codebook, "memos": export_memos}
    for name, end in [(name, end) for name in ways for end in ways[name]]:
        out = folder / f"{name}.{end}"
        try:
            others[name](project, out) if name in others else export_as(project, name, out)
        except StorageError:  # of a file this small, it is the history that has no room
            continue
        print(name, end)
    try:
        memos_file(project, "docx", private=False)
    except StorageError as error:
        print(str(error).partition(" in ")[0])
"""


@pytest.mark.skipif(os.name == "nt", reason="limits on files are POSIX's")
def test_what_is_handed_over_onto_a_full_disk_is_a_sentence_and_nothing_half(
    project: Project, tmp_path: Path
) -> None:
    study = told(project)
    head, folder = study.project.head, tmp_path / "out"
    folder.mkdir()
    project.close()
    full = subprocess.run(  # -B, as above
        [sys.executable, "-B", "-c", NO_ROOM, str(project.where), str(folder)],
        capture_output=True,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert (full.stdout, full.returncode) == ("memos.docx cannot be made\n", 0), full.stderr
    assert list(folder.iterdir()) == []
    assert not [path for path in tmp_path.iterdir() if path.suffix in (".xml", ".xlsx")]
    with open_project(project.where) as found:
        assert found.head == head


@pytest.mark.skipif(os.name == "nt", reason="file modes are POSIX's")
def test_a_copy_is_never_readable_by_others_not_even_while_it_is_written(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "chmod", lambda *_given, **_more: None)
    copy = backup(project, tmp_path / "copy.qwb")
    assert copy.stat().st_mode & 0o777 == 0o600


READER = """
import os, sys
from workbench.errors import StorageError
from workbench.project.project import open_project
open_project(sys.argv[1]).close()
if os.getuid() == 0:
    os.setuid(65534)
with open_project(sys.argv[1], coder="Ana") as project:
    print(project.codings.count(), project.history.verify().ok)
    try:
        project.codebook.create("more")
    except StorageError as error:
        print("only be read" in str(error))
"""


@pytest.mark.skipif(os.name == "nt", reason="rights of folders are POSIX's")
def test_a_project_in_a_folder_that_is_only_read_can_be_read(project: Project) -> None:
    coded(project)
    project.close()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study.qwb"
        shutil.copyfile(project.where, path)
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        reader = subprocess.run(
            [sys.executable, "-c", READER, str(path)], capture_output=True, text=True
        )
        Path(folder).chmod(0o755)
    assert reader.stdout.split() == ["7", "True", "True"], reader.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are POSIX's")
def test_a_pipe_is_no_project(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.qwb")
    with pytest.raises(StorageError, match="no file"):
        open_project(tmp_path / "pipe.qwb")


@pytest.mark.parametrize("where", ["", "a\0b.qwb", "~nobody-of-this-name/study.qwb"])
def test_what_names_no_file_is_refused_in_a_sentence(where: str) -> None:
    with pytest.raises(InvalidActionError):
        open_project(where)
    with pytest.raises(InvalidActionError):
        create_project(where, name="Study", coder="Ana")


def test_a_name_too_long_for_any_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        open_project(tmp_path / ("a" * 300))


@pytest.mark.parametrize("name", ["a?b#c%41&d=e", "ein Ordner; 'mit' \"allem\"", "日本 😀", "%00"])
def test_any_name_of_a_folder_and_file_serves(tmp_path: Path, name: str) -> None:
    if os.name == "nt":
        name = "".join(c for c in name if c not in '?"')
    path = tmp_path / name / f"{name}.qwb"
    path.parent.mkdir()
    with create_project(path, name="Study", coder="Ana") as made:
        coded(made)
        copy = backup(made)
        head = made.head
    with open_project(path) as found, open_project(copy) as copied:
        assert (found.head, copied.head.seq) == (head, head.seq - 1)
        assert copied.codings.count() == 7
