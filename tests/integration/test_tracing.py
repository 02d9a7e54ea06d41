"""From words to all that rests on them, with who and when, and to the file they came from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.studies import TEXT, draft
from workbench.errors import NotFoundError
from workbench.model.codebook import CodeCard
from workbench.model.ids import CodingId, Words
from workbench.model.memo import MemoLink, MemoText
from workbench.model.source import Segment
from workbench.model.study import DecisionRecord
from workbench.model.theme import ThemeText
from workbench.project.project import Project


def test_back_from_a_passage_come_codes_memos_themes_and_decisions(project: Project) -> None:
    source = project.sources.add(draft())
    code = project.codebook.create("limits", card=CodeCard(definition=Words("as it was")))
    mine = project.codings.apply(source, Segment(38, 60), code)
    code_elsewhere = project.codebook.create("elsewhere")
    project.codings.apply(source, Segment(0, 4), code_elsewhere)
    bens = project.as_coder("Ben").codings.apply(source, Segment(50, 60), code)
    project.codebook.redefine(code, replace(CodeCard(), definition=Words("as it is")))
    above = project.themes.make(ThemeText(Words("Above")))
    theme = project.themes.make(ThemeText(Words("Lines"), claim=Words("So.")), codings=[mine])
    project.themes.nest(theme, above)
    project.claims.link(theme, "claim", "So.", mine, basis="inferred")
    on_words = MemoLink("segment", source, 55, 58)
    project.memos.write(MemoText(Words("on the words"), Words(f"see [[{on_words}]]")))
    project.memos.write(MemoText(Words("elsewhere"), Words(f"[[segment:{source}:0-4]]")))
    project.memos.write(MemoText(Words("on the code"), Words(f"[[code:{code}]]")))
    about = DecisionRecord("2026-01-31", Words("Which?"), affected=Words(f"coding:{mine}"))
    project.decisions.record(about)

    back = project.tracing.coding(mine)

    first, second = back.codings
    assert (first.quotation.coding.id, second.quotation.coding.id) == (mine, bens)
    assert (first.quotation.coder, second.quotation.coder) == ("Ana", "Ben")
    assert first.card is not None
    assert first.card.definition == "as it was"
    assert [[one.name for one in path] for path in first.themes] == [["Above", "Lines"]]
    assert [link.theme for link in first.links] == [theme]
    assert (second.themes, second.links) == ((), ())
    assert {memo.text.title for memo in back.memos} == {"on the words", "on the code"}
    assert [one.record.question for one in back.decisions] == ["Which?"]
    assert (back.words, back.turn) == (TEXT[38:60], 2)
    assert back == project.tracing.passage(source, Segment(38, 60))


def test_a_text_leads_to_the_file_it_was_read_from(project: Project) -> None:
    read = draft()
    source = project.sources.add(read)
    project.codings.apply(source, Segment(38, 60), project.codebook.create("limits"))
    behind = project.tracing.passage(source, Segment(38, 60)).file
    assert behind is not None
    assert (behind.name, behind.sha256) == (read.file_name, read.file_sha256)
    assert project.tracing.passage(source, Segment(0, 4)).codings == ()


def test_what_is_gone_leads_nowhere(project: Project) -> None:
    with pytest.raises(NotFoundError):
        project.tracing.coding(CodingId("gone"))
