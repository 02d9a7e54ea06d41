"""Finding on both databases: the same hits in the same order, whatever became of the index."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.studies import TEXT, coded, draft
from workbench.errors import InvalidActionError
from workbench.model.source import SpeakerChoice
from workbench.project.project import create_project, open_project

#: Statements that do to the index what a broken disk or another program might.
DAMAGE = (
    "DELETE FROM search_data WHERE id > 10",
    "DELETE FROM search_data",
    "UPDATE search_data SET block = x'00' WHERE id = 10",
    "UPDATE search_data SET block = randomblob(300) WHERE id > 10",
    "DELETE FROM search_idx",
    "DELETE FROM search_docsize",
    "DELETE FROM search_config",
    "DROP TABLE search_rule",
)


def places(project, typed, **named):
    return [(hit.source_name, hit.start, hit.end) for hit in project.find.hits(typed, **named).hits]


def add(project, name, *lines):
    return project.sources.add(draft("\n".join(lines), f"{name}.txt"))


def test_a_hit_tells_source_speaker_turn_place_and_what_stands_around(project):
    project.sources.add(draft(), speakers={"P07": SpeakerChoice("participant", "Amina")})
    (hit,) = project.find.hits('"drove her"').hits
    assert TEXT[hit.start : hit.end] == hit.words == "drove her"
    assert (hit.source_name, hit.passage, hit.turn, hit.speaker) == (
        "P07 first",
        "turn",
        4,
        "Amina",
    )
    assert hit.before == "We don't drive clients. So I "
    assert hit.after == ", and I sat in the back of that courtroom."
    assert not hit.cut_before
    assert not hit.cut_after


def test_every_script_of_a_transcript_is_found_on_both_databases(project):
    project.sources.add(draft())
    for typed in ("été", "ÉTÉ", "ete", "שלום", "😀", "👩‍👩‍👧", "café", "dri*", "don’t", "𝒜"):
        (hit, *_), found = project.find.hits(typed).hits, project.find.hits(typed)
        assert found.total == len(found.hits) == 1
        assert TEXT[hit.start : hit.end] == hit.words


def test_labels_of_speakers_are_not_words_that_somebody_said(project):
    project.sources.add(draft())
    assert project.find.hits("P07").total == 0


def test_hits_come_in_order_of_import_and_place_and_leaf_by_leaf(project):
    for name in ("second", "first"):
        add(project, name, "P07: one and one", "INT: one")
    everything = places(project, "one")
    assert everything == [
        ("second", 5, 8), ("second", 13, 16), ("second", 22, 25),
        ("first", 5, 8), ("first", 13, 16), ("first", 22, 25),
    ]  # fmt: skip
    leaves = [project.find.hits("one", first=first, most=4) for first in (0, 4, 8)]
    assert [(leaf.total, leaf.source_count, len(leaf.hits)) for leaf in leaves] == [
        (6, 2, 4), (6, 2, 2), (6, 2, 0),
    ]  # fmt: skip
    assert [(h.source_name, h.start, h.end) for leaf in leaves for h in leaf.hits] == everything


def test_looking_in_one_source_finds_nothing_of_the_others(project):
    add(project, "second", "P07: one")
    first = add(project, "first", "P07: one")
    assert places(project, "one", source=first) == [("first", 5, 8)]


def test_a_source_without_passages_is_looked_through_whole(project):
    bare = dataclasses.replace(draft("P07: plain words"), passages=(), speakers=())
    project.sources.add(bare)
    (hit,) = project.find.hits("P07").hits
    assert (hit.start, hit.turn, hit.speaker, hit.passage) == (0, None, None, "unassigned")


def test_a_removed_source_is_not_found_and_a_restored_one_is(project):
    study = coded(project)
    assert project.find.hits("courtroom").total == 1
    project.sources.remove(study.source)
    assert project.find.hits("courtroom").total == 0
    project.history.undo()
    assert project.find.hits("courtroom").total == 1


def test_importing_leaves_the_index_behind_and_the_first_find_takes_the_texts_in(project):
    add(project, "first", "P07: one")
    assert project.find.behind() == 1
    assert project.find.hits("one").total == 1
    assert project.find.behind() == 0
    add(project, "second", "P07: one more")
    assert project.find.behind() == 1
    assert project.find.hits("one").total == 2


def test_taking_in_many_texts_tells_how_many_are_left(project, monkeypatch):
    monkeypatch.setattr("workbench.project.find.BATCH", 2)
    for number in range(5):
        add(project, f"{number}", "P07: one")
    assert list(project.find.catch_up()) == [3, 1, 0]
    assert list(project.find.catch_up()) == []
    assert len(places(project, "one")) == 5


def test_an_index_of_another_rule_is_made_anew(project, monkeypatch):
    add(project, "first", "P07: one")
    assert project.find.hits("one").total == 1
    monkeypatch.setattr("workbench.project.find.RULE", "another")
    assert project.find.behind() == 1
    assert project.find.hits("one").total == 1
    assert project.find.behind() == 0


def test_rebuilding_the_tables_keeps_what_is_found(project):
    coded(project)
    before = places(project, "drive*")
    project.rebuild()
    assert places(project, "drive*") == before
    assert project.history.verify().ok


def test_the_index_is_no_part_of_the_trail(project):
    coded(project)
    head = project.head
    assert project.find.hits("courtroom").total == 1
    assert project.head == head
    assert project.history.verify().ok


def test_a_project_with_an_index_opens_again_and_goes_on(place):
    with create_project(place, name="Study", coder="Ana") as project:
        add(project, "first", "P07: one")
        assert project.find.hits("one").total == 1
    with open_project(place, coder="Ana") as project:
        assert project.find.behind() == 0
        add(project, "second", "P07: one")
        assert project.find.hits("one").total == 2


def test_very_long_words_and_very_many_are_found(project):
    long = "x" * 5_000
    many = " ".join(f"w{number}" for number in range(12_000))
    add(project, "first", f"P07: {long} {many}")
    for typed in (long[:900] + "*", "w0", "w11999", "w0 w11999", '"w4999 w5000"'):
        assert project.find.hits(typed).total == 1
    assert project.find.hits(long[:900]).total == 0


def test_many_threads_may_look_at_once(project):
    for number in range(4):
        add(project, f"{number}", "P07: one")
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(project.find.hits("one").total))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [4] * 4
    assert project.find.behind() == 0


def test_numbers_that_make_no_sense_are_refused(project):
    with pytest.raises(InvalidActionError, match="from -1 on"):
        project.find.hits("one", first=-1)
    with pytest.raises(InvalidActionError, match="0 at most"):
        project.find.hits("one", most=0)


@pytest.mark.parametrize("statement", DAMAGE)
def test_a_damaged_index_never_gives_wrong_hits_and_is_made_anew(tmp_path, statement):
    where = tmp_path / "study.qwb"
    with create_project(where, name="Study", coder="Ana") as project:
        coded(project)
        before = places(project, "drive*")
    connection = dbapi2.connect(str(where))
    connection.execute(statement)
    connection.commit()
    connection.close()
    with open_project(where) as project:
        assert [places(project, "drive*"), places(project, "nowhere")] == [before, []]
        assert places(project, "drive*") == before
        assert project.history.verify().ok
        assert project.find.behind() == 0


#: Looks as somebody who may not write; whoever runs the tests as root becomes nobody first.
READER = """
import os, sys
from workbench.project.project import open_project
open_project(sys.argv[1]).close()
if os.getuid() == 0:
    os.setuid(65534)
with open_project(sys.argv[1]) as project:
    print(project.find.hits("courtroom").total, project.find.behind())
"""


@pytest.mark.skipif(os.name == "nt", reason="rights of folders are POSIX's")
@pytest.mark.parametrize("has_index", [True, False])
def test_a_file_that_can_only_be_read_is_looked_through_all_the_same(tmp_path, has_index):
    with create_project(tmp_path / "study.qwb", name="Study", coder="Ana") as project:
        coded(project)
        if has_index:
            project.find.hits("courtroom")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study.qwb"
        shutil.copyfile(project.where, path)
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        reader = subprocess.run(
            [sys.executable, "-c", READER, str(path)], capture_output=True, text=True
        )
        Path(folder).chmod(0o755)
    assert reader.stdout.split() == ["1", "0" if has_index else "1"], reader.stderr
