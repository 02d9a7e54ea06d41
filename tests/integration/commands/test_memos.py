"""Memos from the command line: listed, written as a diary, and left out of copies."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from tests.integration.commands.conftest import failed, head
from workbench.model.ids import Words
from workbench.model.memo import MemoText
from workbench.project.project import open_project


@pytest.fixture
def thought(coded: Path) -> Path:
    """A coded project with a shared memo and one private memo each of Ana and Ben."""
    with open_project(coded, coder="Ana") as project:
        code = project.codebook.find("limits").id
        coding = project.codings.quotations(code=code)[0].coding.id
        body = (
            "# Not a heading\nShe *waits*, as **always**:\n"
            f"[[coding:{coding}]]\nand then <b>x</b> ![](http://x.test/a.png) in [[code:{code}]].\n"
            "- one\n- two"
        )
        project.memos.write(MemoText(Words("Waiting"), Words(body)))
        project.memos.write(MemoText(body=Words("anasown")), visibility="private")
        other = project.as_coder("Ben")
        other.memos.write(MemoText(body=Words("bensown")), visibility="private")
    return coded


def test_an_auditor_is_told_how_many_memos_are_private_and_of_which_days(run, thought):
    answer = run("memos", "counts", thought, "--json")
    assert answer.json["private"] == len(answer.json["begun"]) == 2
    assert all(len(day) == 10 for day in answer.json["begun"])
    assert run("memos", "counts", thought).out.startswith("2 private memos, begun from 2")
    assert "own" not in answer.out


def test_memos_are_listed_as_far_as_one_may_know(run, thought):
    assert [m["title"] for m in run("memos", "list", thought, "--json").json] == ["Waiting"]
    both = run("memos", "list", thought, "--coder", "Ana", "--json").json
    assert [m["visibility"] for m in both] == ["team", "private"]
    assert both[0].keys() == {
        "id", "title", "kind", "author", "visibility", "status", "at", "edited_at", "about", "body",
    }  # fmt: skip
    assert "bensown" not in run("memos", "list", thought, "--coder", "Ana").out
    assert "Waiting" in run("memos", "list", thought).out


def test_codes_and_the_study_say_how_many_memos_there_are(run, thought):
    memos = {code["path"]: code["memos"] for code in run("codes", thought, "--json").json}
    assert memos["limits"] == 1
    assert memos["work / waiting"] == 0
    assert run("show", thought, "--json").json["memos"] == 1
    assert "memos    1" in run("show", thought).out


def test_the_diary_sets_quotations_as_quotations(run, thought):
    before = head(thought)
    assert run("memos", "export", thought, "diary.md", "--coder", "Ana").code == 0
    written = Path("diary.md").read_text(encoding="utf-8")
    assert "\n> " in written
    assert "(P07, Ana" not in written
    assert "P07" in written
    assert "in limits." in written
    assert "She *waits*, as **always**:" in written
    for sign in ("\n# Not", "<b>x", "![](http"):
        assert sign not in written.replace("\\<b>", "").replace("\\![", "")
    assert "anasown" not in written + Path("diary.md").name
    with open_project(thought) as project:
        assert project.history.lines()[0].sentence == "exported 1 rows as memos md"
    assert head(thought) == before + 1


def test_a_private_memo_leaves_only_in_its_authors_hands_and_when_asked(run, thought):
    assert run("memos", "export", thought, "mine.md", "--private", "--coder", "Ana").code == 0
    written = Path("mine.md").read_text(encoding="utf-8")
    assert "anasown" in written
    assert "bensown" not in written


def test_the_diary_can_be_a_word_document(run, thought):
    assert run("memos", "export", thought, "diary.docx", "--coder", "Ana").code == 0
    paragraphs = Document("diary.docx").paragraphs
    styles = {p.style.name: p.text for p in paragraphs}
    assert styles["Heading 1"].endswith(": Waiting")
    assert styles["List Bullet"] == "two"
    assert styles["Quote"]
    assert any(run.italic and run.text == "waits" for p in paragraphs for run in p.runs)


@pytest.mark.parametrize("name", ["diary.pdf", "diary", "diary.qwb"])
def test_a_diary_is_md_or_docx(run, thought, name):
    before = head(thought)
    assert "md or docx" in failed(run("memos", "export", thought, name, "--coder", "Ana"))
    assert head(thought) == before


def test_a_file_that_is_there_stays_unless_it_may_be_replaced(run, thought):
    Path("diary.md").write_text("mine", encoding="utf-8")
    assert "exists already" in failed(run("memos", "export", thought, "diary.md"))
    assert run("memos", "export", thought, "diary.md", "--replace").code == 0
    assert "exists already" in failed(
        run("memos", "export", thought, thought, "--replace", "--coder", "Ana")
    )


def test_a_copy_for_a_colleague_is_made_and_checks(run, thought):
    answer = run("copy", thought, "-o", "copy.qwb", "--for-colleague", "--coder", "Ana")
    assert answer.code == 0, answer.err
    assert b"anasown" not in Path("copy.qwb").read_bytes()
    steps = run("trail", "verify", "copy.qwb", "--json").json["steps"]
    assert all(step["ok"] for step in steps)
    assert "2 parts are left out of this copy" in steps[3]["detail"]
    assert "backup" in failed(run("copy", thought, "-o", "whole.qwb"))
