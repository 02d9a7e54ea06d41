"""Quotations as a csv table, for spreadsheets and statistics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from workbench.exchange.cells import csv_bytes
from workbench.model.coding import Quotation

COLUMNS: tuple[str, ...] = (
    "id",
    "source",
    "start",
    "end",
    "words",
    "printed",
    "code",
    "coder",
    "speaker",
    "turn",
    "page",
    "at",
    "in_vivo",
    "origin",
    "card",
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def write_codings_csv(rows: Iterable[Quotation]) -> Iterator[bytes]:
    """Yield a csv file of quotations piece by piece, in the order given.

    ``start`` and ``end`` count code points, ``at`` is ISO 8601 in UTC, ``code`` the path from the
    root down; ``printed`` is the printed form where one fits the words; ``card`` is the version of
    the code's card that the coding was made or last judged under. Cells are guarded against
    formulas as `workbench.exchange.cells` says.
    """
    return csv_bytes(COLUMNS, map(quotation_cells, rows))


def quotation_cells(quotation: Quotation) -> list[str]:
    """Return the cells of one quotation, by COLUMNS."""
    coding = quotation.coding
    return [
        coding.id,
        quotation.source_name,
        str(coding.start),
        str(coding.end),
        quotation.words,
        "" if quotation.is_stale else quotation.printed,
        " / ".join(quotation.code),
        quotation.coder,
        quotation.speaker or "",
        _number(quotation.turn),
        _number(quotation.page),
        _moment(coding.at),
        "yes" if coding.in_vivo else "no",
        coding.origin,
        str(coding.card_version),
    ]


@lru_cache(maxsize=256)
def _moment(at: int) -> str:
    """Return a moment in words; codings that came in one act share theirs."""
    return (_EPOCH + timedelta(microseconds=at)).isoformat()


def _number(number: int | None) -> str:
    return "" if number is None else str(number)
