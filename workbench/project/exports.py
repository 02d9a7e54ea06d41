"""Everything a study can be handed over as, by the name of the format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import InvalidActionError
from workbench.project.map_drawings import export_map
from workbench.project.project import Project
from workbench.project.transfer import export_codings


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One format.

    Attributes:
        told: What is in it, for whom.
        noun: What is counted.
        write: Writes the file, whole or not at all, records that it left, and returns how many
            of these it holds.
    """

    told: str
    noun: str
    write: Callable[[Project, Path, bool], int]


EXPORTS: dict[str, ExportFormat] = {
    "csv": ExportFormat(
        "every quotation with its place, a row each",
        "coding",
        lambda project, out, replace: export_codings(project, out, replace=replace),
    ),
    "map": ExportFormat(
        "the thematic map, as svg or png by the file's name",
        "thing",
        lambda project, out, replace: export_map(project, out, replace=replace),
    ),
}


def export_as(project: Project, file_format: str, out: Path, *, replace: bool = False) -> int:
    """Write a study in one of the formats; return how many things the file holds.

    Raises:
        InvalidActionError: There is no such format, or there is nothing to write.
        StorageError: The file is there already, or cannot be written.
    """
    known = EXPORTS.get(file_format)
    if known is None:
        raise InvalidActionError(f"There is no such format. Choose {', '.join(EXPORTS)}.")
    return known.write(project, out, replace)
