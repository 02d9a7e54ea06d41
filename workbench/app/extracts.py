"""Quotations as a list to read: counted, and shown with what stands around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.app.cached import SourceText
from workbench.model.coding import Coding, Quotation
from workbench.model.sifting import FoundQuotations
from workbench.model.source import Passage, Speaker
from workbench.project.wording import counted

#: So many quotations are drawn at once.
LEAF = 50


@dataclass(frozen=True, slots=True)
class Around:
    """A passage near a quotation: who speaks, the words, and whether it holds the quotation."""

    speaker: str
    words: str
    holds: bool


def quotations_counted(found: FoundQuotations, total: int, source_count: int) -> str:
    """Return how many there are: ``38 of 120 quotations, of 2 codes in 3 of 12 sources``.

    Args:
        found: What was found.
        total: How many quotations the study has.
        source_count: How many sources it has.
    """
    many = counted(total, "quotation")
    if found.total == 0:
        return f"0 of {many}"
    some = f"{many} of " if found.total == total else f"{found.total:,} of {many}, of "
    codes = counted(found.code_count, "code")
    return f"{some}{codes} in {found.source_count:,} of {counted(source_count, 'source')}"


def place(quotation: Quotation) -> str:
    """Return where a quotation stands: ``P03 in Interview 3, turn 12, p. 3``."""
    who = f"{quotation.speaker} in " if quotation.speaker else ""
    turn = "" if quotation.turn is None else f", turn {quotation.turn}"
    page = "" if quotation.page is None else f", p. {quotation.page:,}"
    return f"{who}{quotation.source_name}{turn}{page}"


def under_card(coding: Coding, now: int) -> list[str]:
    """Return under which version of its code's card a coding was made; nothing while there is one.

    Args:
        coding: Which.
        now: The version the card has now.
    """
    if now == 1:
        return []
    since = "" if coding.card_version == now else f", now {now}"
    return [f"under version {coding.card_version} of its card{since}"]


def around(source: SourceText, quotation: Quotation, reach: int = 2) -> list[Around]:
    """Return the passages a quotation lies in, and so many before and after."""
    start, end = quotation.coding.start, quotation.coding.end
    within = [n for n, p in enumerate(source.passages) if p.start < end and start < p.end]
    if not within:
        return []
    first, last = max(0, within[0] - reach), within[-1] + reach
    return [
        Around(
            _speaker(p, source.speakers), source.text[p.start : p.end].strip("\n"), n in set(within)
        )
        for n, p in enumerate(source.passages)
        if first <= n <= last
    ]


def _speaker(passage: Passage, speakers: Sequence[Speaker]) -> str:
    speaker = next((one for one in speakers if one.index == passage.voice), None)
    return "" if speaker is None else speaker.person or speaker.label
