"""Copies for a colleague: whole, checkable, and without a word of what anybody keeps private."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.studies import coded
from workbench.errors import InvalidActionError, NotFoundError, StorageError
from workbench.model.ids import MemoId, Words
from workbench.model.memo import MemoText
from workbench.project.keeping import backup, copy_for_colleague
from workbench.project.project import Project, open_project
from workbench.store.sqlite import connect

SECRET, SHOWN = "quokkaquokka", "wombatwombat"


def memo(body: str, title: str = "") -> MemoText:
    return MemoText(Words(title), Words(body))


@pytest.fixture
def kept(project: Project) -> dict[str, MemoId]:
    """A study with private memos, one that was shown after a private time, and one gone."""
    coded(project)
    facet = project.memos
    made = {"mine": facet.write(memo(f"{SECRET} one", SECRET), visibility="private")}
    facet.edit(made["mine"], memo(f"{SECRET} two"), base=project.head.seq)
    facet.grow(made["mine"], "growing")
    made["shown"] = facet.write(memo(f"{SECRET} three"), visibility="private")
    facet.edit(made["shown"], memo(f"{SHOWN} fit to read"), base=project.head.seq)
    facet.show(made["shown"], "team")
    made["closed"] = facet.write(memo(f"{SECRET} four"))
    seq = project.head.seq
    project.memos.grow(made["closed"], "growing")
    project.history.give_reason(project.history.action_at(seq), f"{SECRET} why")
    facet.show(made["closed"], "private")
    gone = facet.write(memo(f"{SECRET} five"), visibility="private")
    facet.remove(gone)
    made["gone"] = gone
    ben = project.as_coder("Ben")
    made["bens"] = ben.memos.write(memo(f"{SECRET} six"), visibility="private")
    made["ours"] = ben.memos.write(memo(f"{SHOWN} ours"))
    return made


@pytest.fixture
def copy(project: Project, kept: dict[str, MemoId], tmp_path: Path) -> Path:
    assert kept["mine"] != kept["bens"]
    return copy_for_colleague(project, tmp_path / "copy.qwb")


def test_no_byte_of_the_copy_holds_a_private_word(project: Project, copy: Path) -> None:
    for file in copy.parent.glob(f"{copy.name}*"):
        data = file.read_bytes().lower()
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert SECRET.encode(encoding) not in data
    assert SHOWN.encode() in copy.read_bytes()
    assert project.memos.all()[0].text.body == f"{SECRET} two"


def test_the_copy_checks_and_says_how_much_is_left_out(copy: Path) -> None:
    with open_project(copy) as other:
        found = other.history.verify()
        assert found.ok, found.steps
        assert "parts are left out of this copy" in found.steps[3].detail
        other.rebuild()
        assert other.history.verify().ok


def test_the_copy_has_the_same_history_to_the_byte(project: Project, copy: Path) -> None:
    with open_project(copy) as other:
        assert other.head == project.head
        ours, theirs = project.snapshot(), other.snapshot()
        assert (ours.codings, ours.texts, ours.codes) == (
            theirs.codings,
            theirs.texts,
            theirs.codes,
        )


def test_nobody_sees_in_the_copy_what_was_left_out(copy: Path, kept: dict[str, MemoId]) -> None:
    for name in ("Ana", "Ben", "Cleo"):
        with open_project(copy, coder=name) as other:
            assert {m.id for m in other.memos.all()} == {kept["shown"], kept["ours"]}
            assert len(other.memos.versions(kept["shown"])) == 1
            for memo_id in ("mine", "closed", "gone", "bens"):
                with pytest.raises(NotFoundError):
                    other.memos.one(kept[memo_id])
            lines = other.history.lines()
            told = str(lines) + str(list(other.history.entries())) + str(other.snapshot())
            assert kept["mine"] not in told
            assert kept["gone"] not in told
            assert "“”" not in told
            assert other.summary().memos == 2
            assert other.summary_at(other.head.seq).memos == 2


def test_in_the_copy_work_goes_on(copy: Path, kept: dict[str, MemoId]) -> None:
    with open_project(copy, coder="Ana") as other:
        made = other.memos.write(memo("anew"), visibility="private")
        other.memos.edit(kept["shown"], memo("more"), base=other.head.seq)
        other.history.undo()
        assert other.memos.one(made).text.body == "anew"
        assert other.history.verify().ok
        again = copy_for_colleague(other, copy.with_name("again.qwb"))
        saved = backup(other, copy.with_name("saved.qwb"))
    for path, count in ((again, 1), (saved, 2)):
        with open_project(path, coder="Ana") as third:
            assert third.history.verify().ok
            assert len(third.memos.all()) == count + 1


def test_that_a_copy_was_handed_over_stands_in_the_history(project: Project, copy: Path) -> None:
    told = project.history.lines()[0].sentence
    assert told == f"wrote a copy for a colleague, “{copy.name}”"
    assert project.history.verify().ok
    assert "left out" not in project.history.verify().steps[3].detail


def test_the_copy_is_guarded_like_any_project(copy: Path) -> None:
    connection = connect(copy, "rw")
    try:
        with pytest.raises(Exception, match="only ever appended"):
            connection.execute("UPDATE parts SET body = NULL WHERE body IS NOT NULL")
    finally:
        connection.close()


@pytest.mark.parametrize("which", ["a text", "half of a part", "a later memo"])
def test_what_no_copy_left_out_is_still_found_missing(copy: Path, which: str) -> None:
    with open_project(copy, coder="Ana") as other:
        other.memos.write(memo("after the copy"))
    condition = {
        "a text": "SET salt = NULL, body = NULL WHERE seq = (SELECT text_seq FROM sources)",
        "half of a part": "SET body = x'7b7d' WHERE seq = (SELECT min(seq) FROM parts "
        "WHERE body IS NULL)",
        "a later memo": "SET salt = NULL, body = NULL WHERE seq = (SELECT max(seq) FROM parts)",
    }[which]
    connection = connect(copy, "rw")
    (trigger,) = connection.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'parts_refuses_update'"
    ).fetchone()
    connection.execute("DROP TRIGGER parts_refuses_update")
    connection.execute(f"UPDATE parts {condition}")
    connection.execute(trigger)
    connection.close()
    with open_project(copy) as other:
        step = other.history.verify().steps[3]
    assert not step.ok
    assert "is missing and no erasure covers it" in step.detail


def test_nothing_is_recorded_where_no_copy_can_be_made(project: Project, tmp_path: Path) -> None:
    head = project.head
    there = tmp_path / "there.qwb"
    there.write_bytes(b"mine")
    with pytest.raises(StorageError, match="exists already"):
        copy_for_colleague(project, there)
    with pytest.raises(StorageError):
        copy_for_colleague(project, tmp_path / "nowhere" / "copy.qwb")
    assert there.read_bytes() == b"mine"
    assert project.head == head


def test_who_hands_a_copy_over_has_a_name(project: Project, tmp_path: Path) -> None:
    with open_project(project.where) as nobody, pytest.raises(InvalidActionError):
        copy_for_colleague(nobody, tmp_path / "copy.qwb")
