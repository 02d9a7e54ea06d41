"""Matrices on their page: a cell is written in, and counts lead to their quotations."""

from __future__ import annotations

from tests.app.conftest import said
from tests.studies import coded
from workbench.model.ids import Words
from workbench.model.source import SpeakerChoice
from workbench.model.theme import ThemeText


def test_an_empty_page_says_what_matrices_are_for(room, project):
    assert "people stand beside themes" in said(room("matrices", project))


def test_a_cell_is_written_in_beside_its_quotations(room, project):
    study = coded(project)
    project.sources.map_speaker(study.source, 1, SpeakerChoice("participant", "P07"))
    project.themes.make(ThemeText(Words("After")), codes=[study.limits])
    page = room("matrices", project)
    assert "Not said may mean not asked" in said(page)
    page.text_area[0].input("She drives.")
    next(b for b in page.button if b.label == "Keep it").click().run()
    assert not page.exception, page.exception
    assert [cell.words for cell in project.matrix.cells()] == ["She drives."]
    assert page.dataframe[0].value.iloc[0, 1] == "She drives."
    page = room("matrices", project, table="matrix-codes")
    page.text_area[0].input("Only in words.")
    next(b for b in page.button if b.label == "Keep it").click().run()
    assert {cell.thing.kind for cell in project.matrix.cells()} == {"theme", "code"}
    for table in ("counts", "cooccurrence", "cooccurrence-turns"):
        assert "Not said may mean not asked" in said(room("matrices", project, table=table))
