"""Everything a study can be handed over as, by the name of the format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench.errors import InvalidActionError
from workbench.exchange.summaries import SummaryKind
from workbench.project.map_drawings import MAP_FORMATS, export_map
from workbench.project.matrix_files import TABLE_FORMATS, TABLES
from workbench.project.project import Project
from workbench.project.summary_choices import SUMMARY_FORMATS, TOLD_OF_KINDS, SummaryChoice
from workbench.project.summary_files import export_summary
from workbench.project.transfer import export_codings


@dataclass(frozen=True, slots=True)
class Wanted:
    """How an export is wanted.

    Attributes:
        replace: Whether a file that is there already may be replaced.
        summary: What a summary is to hold; other formats pass it over.
        template: A docx whose styles a summary as docx takes on.
    """

    replace: bool = False
    summary: SummaryChoice = field(default_factory=SummaryChoice)
    template: Path | None = None


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One format.

    Attributes:
        told: What is in it, for whom.
        noun: What is counted.
        endings: What its file can be, as the name ends.
        write: Writes the file, whole or not at all, records that it left, and returns how many
            of these it holds.
    """

    told: str
    noun: str
    endings: tuple[str, ...]
    write: Callable[[Project, Path, Wanted], int]


def _summary(kind: SummaryKind) -> ExportFormat:
    def write(project: Project, out: Path, wanted: Wanted) -> int:
        choice = replace(wanted.summary, kind=kind)
        return export_summary(
            project, out, choice, template=wanted.template, replace=wanted.replace
        )

    return ExportFormat(TOLD_OF_KINDS[kind], "theme", SUMMARY_FORMATS, write)


def _table(name: str) -> ExportFormat:
    told, noun, write = TABLES[name]
    return ExportFormat(
        told, noun, TABLE_FORMATS, lambda project, out, wanted: write(project, out, wanted.replace)
    )


EXPORTS: dict[str, ExportFormat] = {
    "csv": ExportFormat(
        "every quotation with its place, a row each, without words that may not leave",
        "coding",
        ("csv",),
        lambda project, out, wanted: export_codings(project, out, replace=wanted.replace),
    ),
    "map": ExportFormat(
        "the thematic map, as svg or png by the file's name",
        "thing",
        MAP_FORMATS,
        lambda project, out, wanted: export_map(project, out, replace=wanted.replace),
    ),
    "report": _summary("report"),
    "partner": _summary("partner"),
    "participant": _summary("participant"),
    **{name: _table(name) for name in TABLES},
}


def export_as(project: Project, file_format: str, out: Path, wanted: Wanted | None = None) -> int:
    """Write a study in one of the formats; return how many things the file holds.

    Raises:
        InvalidActionError: There is no such format, or there is nothing to write.
        StorageError: The file is there already, or cannot be written.
    """
    known = EXPORTS.get(file_format)
    if known is None:
        raise InvalidActionError(f"There is no such format. Choose {', '.join(EXPORTS)}.")
    return known.write(project, out, wanted or Wanted())
