"""A study that another one takes the place of while it is open: nothing of it is told after that.

What is kept at hand of a study (texts, folded texts, vectors, who asks) is known by ids and numbers
of entries, which a backup that was put back shares with it. So nobody goes on with what was opened:
it is refused, whatever is asked of it, and opened anew.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.studies import TEXT, Coded, coded, draft
from workbench.errors import ReplacedError
from workbench.project.keeping import backup, restore
from workbench.project.project import Project, open_project

HEARD = TEXT.replace("courtroom", "corridor")
HEARD_OTHERWISE = TEXT.replace("courtroom", "cloakroom")

#: What is answered from what is kept at hand, and by acting.
ASKED: dict[str, Callable[[Coded], object]] = {
    "its words": lambda study: study.project.sources.text(study.source),
    "where words stand": lambda study: study.project.find.hits("cor*"),
    "its newest entry": lambda study: study.project.head,
    "how it was": lambda study: study.project.summary_at(1),
    "whether it is whole": lambda study: study.project.history.verify(),
    "an act": lambda study: study.project.codebook.create("later"),
    "an act of somebody new": lambda study: study.project.as_coder("Ben").codebook.create("later"),
    "a rebuilding": lambda study: study.project.rebuild(),
}


@pytest.fixture
def replaced(project: Project, tmp_path: Path) -> Coded:
    """A study that was corrected and looked through; then its backup was put back, and that one
    was corrected otherwise, by an entry of the same number."""
    study = coded(project)
    kept = backup(project, tmp_path / "kept.qwb")
    project.corrections.correct(study.source, draft(HEARD))
    for _ in range(8):  # as often as a server needs to keep its plans
        assert project.find.hits("corridor").total == 1
        assert "corridor" in project.sources.text(study.source)
    restore(kept, project.where)
    with open_project(project.where, coder="Ana") as now:
        now.corrections.correct(study.source, draft(HEARD_OTHERWISE))
    return study


@pytest.mark.parametrize("asked", ASKED)
def test_an_open_study_that_was_replaced_answers_nothing(replaced: Coded, asked: str) -> None:
    with pytest.raises(ReplacedError, match="open the study again"):
        ASKED[asked](replaced)


def test_what_took_its_place_is_told_as_it_is_and_got_nothing_of_it(replaced: Coded) -> None:
    with pytest.raises(ReplacedError):
        replaced.project.codebook.create("later")
    with open_project(replaced.project.where) as now:
        assert now.sources.text(replaced.source) == HEARD_OTHERWISE
        assert [now.find.hits(word).total for word in ("corridor", "cloakroom")] == [0, 1]
        assert "later" not in [code.name for code in now.codebook.all()]
        assert now.number != replaced.project.number
        assert now.history.verify().ok
