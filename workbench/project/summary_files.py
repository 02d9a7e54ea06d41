"""Theme summaries as files: written whole or not at all, and the hand-over recorded."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from pathlib import Path

from workbench.errors import InvalidActionError
from workbench.exchange.pages_html import write_pages_html
from workbench.exchange.pages_markdown import write_pages_markdown
from workbench.exchange.summaries import Summary
from workbench.exchange.summary_pages import pages_of
from workbench.model.ids import Words
from workbench.model.theme import HandedOver
from workbench.model.theme_events import ThemesHandedOver
from workbench.project.files import bytes_of
from workbench.project.project import Project
from workbench.project.summaries import summary_of
from workbench.project.summary_choices import SUMMARY_FORMATS, SummaryChoice
from workbench.project.transfer import hand_over, making, refuse_taken

_WHAT = {"report": "report", "partner": "partner page", "participant": "participant page"}


def export_summary(
    project: Project,
    out: Path,
    choice: SummaryChoice,
    *,
    template: Path | bytes | None = None,
    replace: bool = False,
    clock: Callable[[], int] = time.time_ns,
) -> int:
    """Write a summary as the kind of file its name ends in; return how many themes it holds.

    Args:
        project: Opened by the person who hands it over.
        out: The file.
        choice: What it is to hold.
        template: A docx whose styles a docx takes on.
        replace: Whether a file that is there already may be replaced.
        clock: Nanoseconds since 1970 UTC.

    Raises:
        InvalidActionError: The name does not end in one of SUMMARY_FORMATS, or nothing is to tell.
        InvalidFileError: The template is no docx, or holds programs.
        StorageError: The file is there already, or cannot be written.
    """
    refuse_taken(project, out, replace=replace)
    ending = out.suffix.casefold().removeprefix(".")
    if ending not in SUMMARY_FORMATS:
        known = f"{', '.join(SUMMARY_FORMATS[:-1])} or {SUMMARY_FORMATS[-1]}"
        raise InvalidActionError(f"A summary is written as {known}. End the file's name in one.")
    style = bytes_of(template) if isinstance(template, Path) else template
    if style is not None and ending != "docx":
        raise InvalidActionError("A template is for docx. Leave it out, or end the name in .docx.")
    summary = summary_of(project, choice, clock)
    with making(out):
        data = summary_bytes(summary, ending, style)
    record = HandedOver(
        format=ending,
        what=_WHAT[choice.kind],
        recipient=choice.goes_to,
        themes=tuple(theme.id for theme in summary.themes),
        quotations=summary.quotation_count,
        file=Words(out.name),
        sha256=Words(hashlib.sha256(data).hexdigest()),
        named=Words(choice.named),
    )
    hand_over(project, out, ThemesHandedOver(record), [data])
    return len(summary.themes)


def summary_page(summary: Summary, trace: str) -> str:
    """Return a summary as a page to look at beside the study.

    Args:
        summary: What it holds.
        trace: The address of the page *Trace*, to which each sentence and quotation leads.
    """
    return write_pages_html(pages_of(summary), trace).decode()


def summary_bytes(summary: Summary, ending: str, template: bytes | None = None) -> bytes:
    """Return a summary as a file.

    Args:
        summary: What it holds.
        ending: One of SUMMARY_FORMATS.
        template: A docx whose styles a docx takes on.
    """
    if ending == "html":
        return write_pages_html(pages_of(summary))
    if ending == "md":
        return write_pages_markdown(pages_of(summary))
    if ending == "docx":
        from workbench.exchange.pages_word import write_pages_word

        return write_pages_word(pages_of(summary), template)
    from workbench.exchange.summary_workbook import write_summary_workbook

    return write_summary_workbook(summary)


def check_template(data: bytes) -> list[str]:
    """Return the names of the styles that a template lacks; ours stand in for them.

    Raises:
        InvalidFileError: It is no docx, or holds programs.
    """
    from workbench.exchange.pages_word import lacking, opened_template

    return lacking(opened_template(data))


def file_name(summary: Summary, ending: str) -> str:
    """Return a name for a summary's file, with a short digest of what it holds."""
    digest = hashlib.sha256(repr(summary).encode()).hexdigest()[:8]
    return f"{_WHAT[summary.kind].replace(' ', '-')}-{digest}.{ending}"
