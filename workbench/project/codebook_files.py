"""The codebook as a file's bytes: csv for machines, md and docx to read, xlsx for spreadsheets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal, get_args

from workbench.exchange.codebook_pages import CodebookPages, CodePage, Example, write_markdown
from workbench.exchange.codebooks import write_codebook
from workbench.project.cards import ShownExemplar
from workbench.project.project import Project

CodebookFormat = Literal["csv", "md", "docx", "xlsx"]
#: What a codebook can be written as.
CODEBOOK_FORMATS: tuple[CodebookFormat, ...] = get_args(CodebookFormat)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def codebook_bytes(project: Project, file_format: CodebookFormat, now: int) -> bytes:
    """Return the codebook as a file.

    Args:
        project: Whose.
        file_format: As what.
        now: Nanoseconds since 1970 UTC; its day stands in what people read.
    """
    if file_format == "csv":
        return write_codebook(project.codebook.rows())
    pages = _pages(project, f"{_EPOCH + timedelta(microseconds=now // 1_000):%Y-%m-%d}")
    if file_format == "md":
        return write_markdown(pages)
    if file_format == "docx":
        from workbench.exchange.codebook_word import write_word

        return write_word(pages)
    from workbench.exchange.codebook_workbook import write_workbook

    return write_workbook(pages)


def _pages(project: Project, date: str) -> CodebookPages:
    examples = project.codebook.all_exemplars()
    return CodebookPages(
        project.name,
        date,
        [
            CodePage(code, tuple(map(_example, examples.get(code.id, ()))))
            for code in project.codebook.all()
        ],
    )


def _example(shown: ShownExemplar) -> Example:
    turn = "" if shown.turn is None else f", turn {shown.turn}"
    words = shown.words if shown.words is not None else "These words were erased."
    return Example(shown.exemplar.kind, words, f"{shown.source_name}{turn}")
