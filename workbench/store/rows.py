"""Rows of the tables as values of the model."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Row, case

from workbench.model.coding import Coding, Quotation
from workbench.model.correction_events import SourceCorrected
from workbench.model.events import SourceImported
from workbench.model.ids import FacetValueId, SourceId
from workbench.model.source import LeftOut, LineCount, Segment, Source, page_of
from workbench.store.passages import pack, turn_count


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
        row.text_version,
    )


def text_values(event: SourceImported | SourceCorrected, seq: int, part: int) -> dict[str, object]:
    """Return what columns hold of a text: where its words lie, and the account of its reading.

    Args:
        event: What brought it.
        seq: The entry of the event.
        part: Which of the entry's parts it is.
    """
    return {
        "format": event.format,
        "encoding": event.encoding,
        "text_seq": seq,
        "text_part": part,
        "characters": event.characters,
        "words": event.words,
        "characters_read": event.characters_read,
        "left_out": json.dumps([asdict(item) for item in event.left_out]),
        "lines": json.dumps(asdict(event.lines)),
        "pages": json.dumps(event.pages),
        "passages": pack(event.passages),
        "turns": turn_count(event.passages),
    }


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


#: The columns of a coding, in the order of its fields.
CODING = tuple(field.name for field in fields(Coding))


@dataclass(frozen=True, slots=True)
class Quoted:
    """A source that is quoted.

    Attributes:
        pages: Where its pages begin.
        speakers: What each of its speakers is called, by number.
    """

    name: str
    text: str
    pages: Sequence[int]
    speakers: Mapping[int | None, str | None]


@dataclass(frozen=True, slots=True)
class Names:
    """What quotations are told with, by id.

    Attributes:
        codes: The path of each code.
        coders: The name of each coder.
        recheck: Of codes that can be applied, before which version of their card codings wait.
    """

    codes: Mapping[str, tuple[str, ...]]
    coders: Mapping[str, str]
    recheck: Mapping[str, int]


def quotation_in(
    row: Sequence[Any], source: Quoted, names: Names, facets: tuple[FacetValueId, ...]
) -> Quotation:
    """Return the quotation of a row: a coding by `CODING`, turn, speaker, judgement, printed."""
    (
        coding, of, start, end, code, coder, at, in_vivo, origin, card, turn, speaker, judgement,
        printed,
    ) = row  # fmt: skip
    words = source.text[start:end]
    if len(words) != end - start or not words:
        Segment(start, end).words_in(source.text)
    return Quotation(
        Coding(coding, of, start, end, code, coder, at, bool(in_vivo), origin, card),
        words,
        source.name,
        names.codes.get(code, ()),
        names.coders[coder],
        source.speakers.get(speaker),
        turn,
        page_of(source.pages, start) if source.pages else None,
        facets,
        judgement or "",
        card < names.recheck.get(code, 0),
        printed or "",
    )
