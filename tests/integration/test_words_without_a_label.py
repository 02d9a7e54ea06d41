"""Words without a label: said to be somebody's, at the import or later, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.alone import place
from tests.studies import draft
from workbench.errors import ConflictError, InvalidActionError
from workbench.model.ids import SourceId
from workbench.model.source import (
    UNLABELLED,
    LineCount,
    Passage,
    PassageKind,
    Segment,
    SourceDraft,
    SpeakerChoice,
)
from workbench.project.project import Project
from workbench.project.sources import FileBytes

__all__ = ["place"]

_LINES: list[tuple[PassageKind, str]] = [
    ("head", "1 Read the tab"),
    ("unassigned", "Alright, so I have logged in."),
    ("direction", "(The participant reads)"),
    ("turn", "MODERATOR: Could you start?"),
    ("turn", "Yeah, I think so."),
]
TEXT = "\n".join(line for _, line in _LINES)
MARIA = SpeakerChoice("participant", "Maria")


def loose() -> SourceDraft:
    """A text in which one label is written and the participant's words bear none."""
    passages, start = [], 0
    for kind, line in _LINES:
        label = len("MODERATOR: ") if line.startswith("MOD") else 0
        speaker = 0 if label else None
        at = (start, start + label - 1) if label else (None, None)
        passages.append(Passage(kind, start + label, start + len(line), speaker, *at))
        start += len(line) + 1
    return SourceDraft(
        file_name="session.txt",
        file_size=len(TEXT),
        file_sha256="11" * 32,
        format="txt",
        encoding="utf-8",
        text=TEXT,
        passages=tuple(passages),
        speakers=("MODERATOR",),
        characters_read=len(TEXT),
        left_out=(),
        lines=LineCount(2, 1, 0, 1, 1),
    )


@pytest.fixture
def source(project: Project) -> SourceId:
    return project.sources.add(loose())


def code(project: Project, source: SourceId) -> list[str | None]:
    """Code a stretch of every line; return whose words the quotations are."""
    limits = project.codebook.create("limits")
    start = 0
    for _, line in _LINES:
        begins = start + (len("MODERATOR: ") if line.startswith("MOD") else 0)
        project.codings.apply(source, Segment(begins, begins + 3), limits)
        start += len(line) + 1
    return whose(project)


def whose(project: Project) -> list[str | None]:
    return [quotation.speaker for quotation in project.codings.quotations()]


def test_words_without_a_label_are_nobodys_until_somebody_says_whose(
    project: Project, source: SourceId
) -> None:
    found = project.sources.unlabelled(source)
    assert found is not None
    assert (found.role, found.person, found.turn_count) == ("unmapped", None, 2)
    assert [speaker.label for speaker in project.sources.speakers(source)] == ["MODERATOR"]
    assert code(project, source) == [None, None, None, "MODERATOR", None]


def test_quotations_find_and_lists_show_the_person_and_heads_and_directions_stay_apart(
    project: Project, source: SourceId
) -> None:
    assert code(project, source)[1] is None
    project.sources.map_unlabelled(source, MARIA)
    assert whose(project) == [None, "Maria", None, "MODERATOR", "Maria"]
    assert [hit.speaker for hit in project.find.hits("logged").hits] == ["Maria"]
    assert [hit.speaker for hit in project.find.hits("reads").hits] == [None]
    (maria,) = project.cases.all()
    assert project.cases.sources_of(maria.id) == [source]
    last = project.sources.speakers(source)[-1]
    assert (last.index, last.person, last.turn_count) == (UNLABELLED, "Maria", 2)
    assert project.history.verify().ok


def test_the_mapping_is_undone_and_done_again(project: Project, source: SourceId) -> None:
    code(project, source)
    before = project.snapshot()
    project.sources.map_unlabelled(source, MARIA)
    after = project.snapshot()
    assert "mapped the words without a label in “session”" in project.history.lines()[0].sentence
    project.history.undo()
    assert project.snapshot() == before
    project.history.redo()
    assert project.snapshot() == after
    assert project.history.verify().ok


def test_an_import_says_whose_they_are_in_the_same_act(project: Project) -> None:
    empty = project.snapshot()
    moderator = SpeakerChoice("interviewer", "Dan")
    source = project.sources.add(loose(), speakers={"": MARIA, "MODERATOR": moderator})
    assert code(project, source) == [None, "Maria", None, "Dan", "Maria"]
    for _ in range(len(_LINES) + 1):
        project.history.undo()
    assert project.summary().sources == 1
    assert project.history.lines(limit=1)[0].undoable
    imported = next(line for line in project.history.lines() if "imported" in line.sentence)
    project.history.undo(imported.seq)
    assert project.snapshot() == empty
    assert "removed “session”" in project.history.lines()[0].sentence
    project.history.redo()
    assert [speaker.person for speaker in project.sources.speakers(source)] == ["Dan", "Maria"]
    assert project.history.verify().ok


def test_a_choice_that_somebody_made_meanwhile_is_a_conflict(
    project: Project, source: SourceId
) -> None:
    seen = project.sources.unlabelled(source)
    project.as_coder("Ben").sources.map_unlabelled(source, MARIA)
    with pytest.raises(ConflictError):
        project.sources.map_unlabelled(source, SpeakerChoice("ignored"), base=seen)
    assert project.sources.speakers(source)[-1].person == "Maria"


def test_they_can_be_nobodys_again(project: Project, source: SourceId) -> None:
    before = project.sources.speakers(source)
    project.sources.map_unlabelled(source, MARIA)
    project.sources.map_unlabelled(source, SpeakerChoice("unmapped"))
    assert project.sources.speakers(source) == before
    project.cases.remove(project.cases.all()[0].id)
    assert project.history.verify().ok


def test_a_source_whose_every_turn_has_a_label_has_none_to_map(project: Project) -> None:
    labelled = project.sources.add(draft())
    assert project.sources.unlabelled(labelled) is None
    with pytest.raises(InvalidActionError, match="Every turn"):
        project.sources.map_unlabelled(labelled, MARIA)
    with pytest.raises(InvalidActionError, match="Every turn"):
        project.sources.add(draft(name="again.txt"), speakers={"": MARIA})


def test_a_source_comes_not_back_without_the_person_who_speaks_in_it(
    project: Project, source: SourceId
) -> None:
    project.sources.map_unlabelled(source, MARIA)
    project.sources.remove(source)
    removed = project.history.lines()[0].seq
    project.cases.remove(project.cases.all()[0].id)
    with pytest.raises(ConflictError, match="taken out meanwhile"):
        project.history.undo(removed)


def test_a_document_whose_paragraphs_name_nobody_is_one_persons(project: Project) -> None:
    file = Path(__file__).parents[1] / "samples" / "qualcoder_ID2.odt"
    (read,) = project.sources.read([FileBytes(file.name, file.read_bytes())])
    assert isinstance(read, SourceDraft)
    source = project.sources.add(read, speakers={"": MARIA})
    assert [s.turn_count for s in project.sources.speakers(source)] == [3]
