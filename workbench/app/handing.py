"""Files handed to the browser: made in a folder of their own that is gone afterwards."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from workbench.project.project import Project
from workbench.project.transfer import export_codings

CODINGS_FILE = "codings.csv"


def codings_csv(project: Project) -> bytes:
    """Return every quotation with its place as a csv file; the history records that it left."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / CODINGS_FILE
        export_codings(project, out)
        return out.read_bytes()
