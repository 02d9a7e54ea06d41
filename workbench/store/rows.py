"""Rows of the tables as values of the model."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, case

from workbench.model.codebook import APPLICABLE
from workbench.model.coding import Coding, Quotation
from workbench.model.ids import FacetValueId, SourceId
from workbench.model.source import LeftOut, LineCount, Segment, Source, page_of


def recheck_of(codes: Any) -> ColumnElement[int]:
    """Return before which version of its card a code's codings wait to be looked at again.

    While the change that asked for it is taken back, none does.

    Args:
        codes: The columns of the codes.
    """
    return case((codes.recheck > codes.card_version, 0), else_=codes.recheck).label("recheck")


def source_in(row: Any) -> Source:
    """Return the source of a row of sources with its `coding_count` or None."""
    return Source(
        SourceId(row.id),
        row.name,
        row.kind,
        row.format,
        row.characters,
        row.words,
        row.turns,
        row.coding_count or 0,
        row.imported_at,
        row.version,
        tuple(LeftOut(**item) for item in json.loads(row.left_out)),
        LineCount(**json.loads(row.lines)),
        tuple(json.loads(row.pages)),
    )


def coding_in(row: Row[Any]) -> Coding:
    """Return the coding of a row of codings."""
    return Coding(
        row.id,
        row.source,
        row.start,
        row.end,
        row.code,
        row.coder,
        row.at,
        bool(row.in_vivo),
        row.origin,
        row.card_version,
    )


@dataclass(frozen=True, slots=True)
class Quoted:
    """A source that is quoted: its text, and where its pages begin."""

    text: str
    pages: Sequence[int]


def quotation_in(
    row: Row[Any], source: Quoted, code: tuple[str, ...], facets: tuple[FacetValueId, ...]
) -> Quotation:
    """Return the quotation of a coding's row with the names and the place that belong to it."""
    return Quotation(
        coding_in(row),
        Segment(row.start, row.end).words_in(source.text),
        row.source_name,
        code,
        row.coder_name,
        row.speaker_name or None,
        row.turn,
        page_of(source.pages, row.start),
        facets,
        row.judgement or "",
        row.card_version < row.recheck and row.state in APPLICABLE,
        row.printed or "",
    )
