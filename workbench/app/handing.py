"""Files handed to the browser: made in a folder of their own that is gone afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from workbench.errors import StorageError
from workbench.model.coding import Quotation
from workbench.project.diaries import export_memos
from workbench.project.map_drawings import export_map
from workbench.project.matrix_files import TABLES
from workbench.project.project import Project
from workbench.project.summary_choices import SummaryChoice
from workbench.project.summary_files import export_summary
from workbench.project.transfer import export_codebook, export_codings

CODINGS_FILE = "codings.csv"
#: What memos can be written as, each with its media type.
MEMO_FILES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown",
}
#: What summaries can be written as: what its button says, and the media type.
SUMMARY_FILES = {
    "docx": ("Word", MEMO_FILES["docx"]),
    "html": ("Web page", "text/html"),
    "md": ("Markdown", "text/markdown"),
    "xlsx": ("Spreadsheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
#: What tables are called on pages.
TABLE_NAMES = {
    "matrix": "People by themes",
    "matrix-codes": "People by codes",
    "counts": "Codes by people",
    "cooccurrence": "Codes that share words",
    "cooccurrence-turns": "Codes in the same turn",
    "segments": "Coded segments",
}


def codings_csv(project: Project, quotations: Sequence[Quotation]) -> bytes:
    """Return quotations with their places as a csv file; the history records that they left."""
    return _bytes(CODINGS_FILE, lambda out: export_codings(project, out, chosen=quotations))


def codebook_file(project: Project, ending: str) -> bytes:
    """Return the codebook as a file of this kind; the history records that it left."""
    return _bytes(f"codebook.{ending}", lambda out: export_codebook(project, out))


def memos_file(project: Project, ending: str, *, private: bool) -> bytes:
    """Return the memos as a diary in a file of this kind; the history records that they left."""
    return _bytes(f"memos.{ending}", lambda out: export_memos(project, out, private=private))


def map_file(project: Project, ending: str) -> bytes:
    """Return the thematic map as a picture of this kind; the history records that it left."""
    return _bytes(f"thematic-map.{ending}", lambda out: export_map(project, out))


def summary_file(
    project: Project, choice: SummaryChoice, name: str, template: bytes | None
) -> bytes:
    """Return a summary of themes as the file its name tells; the history records that it left."""
    style = template if name.endswith(".docx") else None
    return _bytes(name, lambda out: export_summary(project, out, choice, template=style))


def table_file(project: Project, name: str, ending: str) -> bytes:
    """Return a table as a file of this kind; the history records that it left."""
    write = TABLES[name][2]
    return _bytes(f"{name}.{ending}", lambda out: write(project, out, False))  # noqa: FBT003 - nothing is there to be replaced


def _bytes(name: str, write: Callable[[Path], object]) -> bytes:
    """Return what is written to a file, in a folder that nobody else may open.

    Raises:
        StorageError: There is no room for it, or no such folder.
    """
    folder = ""
    try:
        with TemporaryDirectory() as folder:
            out = Path(folder) / name
            write(out)
            return out.read_bytes()
    except (OSError, StorageError) as error:
        cause = error if isinstance(error, OSError) else error.__cause__
        if not isinstance(cause, OSError) or (cause is not error and folder not in str(error)):
            raise
        raise StorageError(
            f"{name} cannot be made in {gettempdir()}: {cause.strerror}. Make room there."
        ) from error
