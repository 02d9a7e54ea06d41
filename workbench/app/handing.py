"""Files handed to the browser: made in a folder of their own that is gone afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from workbench.model.coding import Quotation
from workbench.project.project import Project
from workbench.project.transfer import export_codings

CODINGS_FILE = "codings.csv"


def codings_csv(project: Project, quotations: Sequence[Quotation]) -> bytes:
    """Return quotations with their places as a csv file; the history records that they left."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / CODINGS_FILE
        export_codings(project, out, chosen=quotations)
        return out.read_bytes()
