"""The second reader beside the text: what is asked of it, what it says, and the answer to it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from workbench.app.reader.fields import Fields, MalformedOpError
from workbench.model.ids import CodeId, CodingId, SourceId
from workbench.model.proposal import Offered
from workbench.model.source import Segment
from workbench.project.project import Project
from workbench.project.suggestions import Offer, SuggestedCode, Working

#: Of a quotation that is a reason so many characters are shown.
_SHOWN = 240


class Asked(NamedTuple):
    """For which passage codes are wanted, and the number under which the browser asks."""

    segment: Segment
    number: int


def asked_in(sent: object) -> Asked | None:
    """Read what is asked of the second reader; None where nothing is."""
    if sent is None:
        return None
    fields = Fields(sent)
    asked = Asked(fields.segment("start", "end"), fields.number("number"))
    fields.finish()
    return asked


def offer_in(sent: object) -> Offer:
    """Read what an answer is an answer to."""
    fields = Fields(sent)
    codes = fields.anything("codes")
    if not isinstance(codes, list):
        raise MalformedOpError
    offered = tuple(_offered(one) for one in codes)
    learnt_at, margin = fields.number("learnt_at"), fields.number("margin")
    offer = Offer(fields.id("sha256"), learnt_at, margin, offered)
    fields.finish()
    return offer


def second_row(
    project: Project, source: SourceId, asked: Asked | None, held: Collection[SourceId] = ()
) -> dict[str, Any] | None:
    """Return what the second reader says by now; None where nothing is asked.

    Args:
        project: In the hands of the person who reads.
        source: The source being read.
        asked: For which passage codes are wanted.
        held: Sources whose content note the person did not read: no words of theirs are told.
    """
    if asked is None:
        return None
    said = project.suggestions.ask(source, asked.segment, asked.number)
    if isinstance(said, Working):
        return {"number": asked.number, "working": [said.done, said.of]}
    codes = [_row(one, held) for one in said.codes]
    row = {"number": asked.number, "codes": codes, "why": said.why_not}
    if said.offer is not None:
        row["offer"] = {
            "sha256": said.offer.sha256,
            "learnt_at": said.offer.learnt_at,
            "margin": said.offer.margin,
            "codes": [list(one) for one in said.offer.codes],
        }
    return row


def _row(one: SuggestedCode, held: Collection[SourceId]) -> list[str]:
    words = "" if one.because.coding.source in held else one.because.words
    short = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
    return [one.code, short, one.because.source_name]


def _offered(sent: object) -> Offered:
    if not isinstance(sent, list) or len(sent) != 3:
        raise MalformedOpError
    fields = Fields(dict(zip(("code", "margin", "because"), sent, strict=True)))
    return Offered(
        CodeId(fields.id("code")), fields.number("margin"), CodingId(fields.id("because"))
    )
