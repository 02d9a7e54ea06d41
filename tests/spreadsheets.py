"""Small Excel workbooks for tests."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import openpyxl


def workbook(rows: Iterable[Sequence[object]], *more_sheets: str) -> bytes:
    """Return an xlsx file whose first sheet has these rows; None leaves a cell out."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is not None:
                sheet.cell(number, column, value)
    for name in more_sheets:
        made.create_sheet(name).append(["elsewhere"])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()
