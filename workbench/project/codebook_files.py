"""The codebook as a file's bytes: csv for machines, md and docx to read, xlsx for spreadsheets.

Words that may not leave the study are left out of it.
"""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import count
from typing import Literal, get_args

from workbench.exchange.codebook_pages import CodebookPages, CodePage, Example, write_markdown
from workbench.exchange.codebooks import write_codebook
from workbench.model.codebook import Code, CodeCard
from workbench.model.ids import Words
from workbench.project.cards import ShownExemplar
from workbench.project.code_rows import rows_of
from workbench.project.leaving import HELD, Leaving
from workbench.project.project import Project
from workbench.project.study import day_of

CodebookFormat = Literal["csv", "md", "docx", "xlsx"]
#: What a codebook can be written as.
CODEBOOK_FORMATS: tuple[CodebookFormat, ...] = get_args(CodebookFormat)


def codebook_bytes(project: Project, file_format: CodebookFormat, now: int) -> bytes:
    """Return the codebook as a file.

    Args:
        project: Whose.
        file_format: As what.
        now: Nanoseconds since 1970 UTC; its day stands in what people read.
    """
    leaving = Leaving(project)
    if file_format == "csv":
        return write_codebook(rows_of(_codes(project, leaving)))
    pages = _pages(project, leaving, day_of(now // 1_000))
    if file_format == "md":
        return write_markdown(pages)
    if file_format == "docx":
        from workbench.exchange.codebook_word import write_word

        return write_word(pages)
    from workbench.exchange.codebook_workbook import write_workbook

    return write_workbook(pages)


def _codes(project: Project, leaving: Leaving) -> list[Code]:
    """Return the codes without words that may not leave; such names are told apart by numbers."""
    found: list[Code] = []
    numbers = count(1)
    for code in project.codebook.all():
        path = leaving.path(code.path, code.id)
        name = path[-1] if leaving.is_named_freely(code.id) else f"{HELD} {next(numbers)}"
        card = CodeCard(
            *(Words(leaving.masked(getattr(code.card, f.name))) for f in fields(CodeCard))
        )
        found.append(replace(code, name=name, path=(*path[:-1], name), card=card))
    return found


def _pages(project: Project, leaving: Leaving, date: str) -> CodebookPages:
    examples = project.codebook.all_exemplars()
    return CodebookPages(
        leaving.masked(project.name),
        date,
        [
            CodePage(code, tuple(_example(one, leaving) for one in examples.get(code.id, ())))
            for code in _codes(project, leaving)
        ],
    )


def _example(shown: ShownExemplar, leaving: Leaving) -> Example:
    one = shown.exemplar
    turn = "" if shown.turn is None else f", turn {shown.turn}"
    words = shown.words if shown.words is not None else "These words were erased."
    if shown.words is not None and leaving.why_held(one.source, one.segment):
        words = HELD
    return Example(one.kind, words, f"{leaving.source_name(one.source, shown.source_name)}{turn}")
