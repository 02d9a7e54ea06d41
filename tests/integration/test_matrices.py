"""Tables of counts agree with what is found, one quotation at a time."""

from __future__ import annotations

import random

import pytest

from tests.studies import TEXT, coded, draft
from workbench.errors import InvalidActionError, NotFoundError
from workbench.model.ids import CaseId, CodeId, ThemeId, Words
from workbench.model.sifting import Beside, Closeness, QuotationFilter
from workbench.model.source import Segment, SpeakerChoice
from workbench.model.theme import MapThing, ThemeText
from workbench.project.project import Project


@pytest.fixture
def study(project: Project) -> Project:
    """Three sources by two participants and an interviewer, with four codes at random places."""
    rng = random.Random(5)
    codes = [project.codebook.create(name) for name in ("one", "two", "three")]
    codes.append(project.codebook.create("below", parent=codes[0]))
    for n in range(3):
        who = {
            "INT": SpeakerChoice("interviewer", "Ana"),
            "P07": SpeakerChoice("participant", f"Person {n % 2}"),
        }
        source = project.sources.add(draft(name=f"{n}.txt"), speakers=who)
        for _ in range(12):
            start = rng.randrange(len(TEXT) - 60)
            segment = Segment(start, start + rng.randint(1, 60))
            project.codings.apply(source, segment, rng.choice(codes))
    return project


@pytest.mark.parametrize("closeness", ["overlapping", "turns"])
def test_codes_count_together_as_quotations_are_found_beside_each_other(
    study: Project, closeness: Closeness
) -> None:
    table = study.matrix.together(closeness)
    assert table.rows == table.columns
    for row, counts in zip(table.rows, table.counts, strict=True):
        for column, count in zip(table.columns, counts, strict=True):
            beside = Beside(CodeId(column.id), children=False, closeness=closeness)
            sought = QuotationFilter(
                code=CodeId(row.id),
                children=False,
                role="participant",
                beside=None if row == column else beside,
            )
            assert count == study.quotations.count(sought), (row.name, column.name)


def test_codes_are_counted_by_person_as_they_are_found(study: Project) -> None:
    table = study.matrix.codes_by_person()
    assert [head.name for head in table.columns] == ["Person 0", "Person 1"]
    for row, counts in zip(table.rows, table.counts, strict=True):
        for column, count in zip(table.columns, counts, strict=True):
            sought = QuotationFilter(CodeId(row.id), children=False, case=CaseId(column.id))
            assert count == study.quotations.count(sought)
            behind = study.matrix.said(CaseId(column.id), MapThing("code", row.id))
            assert behind.total == len(behind.quotations) == count


def test_themes_are_counted_by_person_as_widely_as_they_are_said(study: Project) -> None:
    one, two, _, below = (code.id for code in sorted(study.codebook.all(), key=_made))
    top = study.themes.make(ThemeText(Words("Top")), codes=[one])
    lower = study.themes.make(ThemeText(Words("Lower")), parent=top, codes=[one, two])
    gone = study.themes.make(ThemeText(Words("Gone")), parent=top, codes=[below])
    study.themes.set_state(gone, "let go")
    mine = [q.coding.id for q in study.codings.quotations(code=two) if q.speaker == "Person 0"]
    other = [q.coding.id for q in study.codings.quotations(code=below) if q.speaker == "Person 0"]
    study.themes.place(lower, mine[0], "contrary")
    study.themes.place(top, other[0], "key")
    study.themes.place(top, other[1], "unclear")
    table = study.matrix.themes_by_person()
    assert [head.name for head in table.columns] == ["Top", "Lower"]
    for column, head in enumerate(table.columns):
        shares = {share.name: share.codings for share in study.themes.prevalence(
            ThemeId(head.id)).cases}  # fmt: skip
        for row, counts in zip(table.rows, table.counts, strict=True):
            assert counts[column] == shares.get(row.name, 0), (head, row)
    behind = study.matrix.said(CaseId(table.rows[0].id), MapThing("theme", top))
    assert [b for _, b in behind.quotations].count("contrary") == 1
    assert behind.total == table.counts[0][0] + 2
    assert study.matrix.said(CaseId(table.rows[0].id), MapThing("theme", top), first=1, most=2
        ).quotations == behind.quotations[1:3]  # fmt: skip


def _made(code):
    return code.position


def test_tables_of_nothing_are_empty_and_what_is_gone_is_named(project: Project) -> None:
    assert project.matrix.themes_by_person().rows == ()
    assert project.matrix.together().counts == ()
    limits = coded(project).limits
    assert project.matrix.codes_by_person().columns == ()
    with pytest.raises(InvalidActionError, match="overlapping or turns"):
        project.matrix.together("characters")
    project.codebook.delete(limits)
    with pytest.raises(NotFoundError):
        project.matrix.said(CaseId("x"), MapThing("code", limits))
