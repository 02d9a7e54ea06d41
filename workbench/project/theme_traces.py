"""From a theme's sentence down to words in their turn, and back to its earlier versions.

The way from a quotation back to themes is in `tracing`.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.errors import ContentErasedError, NotFoundError
from workbench.model import theme_events as h
from workbench.model.codebook import CodeCard
from workbench.model.codebook_events import CodeRedefined
from workbench.model.coding import Quotation
from workbench.model.events import CodeCreated
from workbench.model.ids import ActionId, ClaimLinkId, CodeId, CoderId, CodingId, ThemeId
from workbench.model.theme import ClaimLink, RestedOn, Theme, ThemeVersion
from workbench.store.reads import Reads


@dataclass(frozen=True, slots=True)
class TiedSentence:
    """A tied sentence with the quotation it rests on.

    Attributes:
        code: What the code was called by its path; empty where it is gone.
        card: The code's card as it was defined that day; None where its words were erased.
        words: The words at that place when it was tied, as far as they can be read.
        quotation: The quotation as it is now; None where it was removed.
        source_name: The source's name; empty where it was taken out.
        turn: The turn in which the words begin, from 1.
    """

    link: ClaimLink
    code: str = ""
    card: CodeCard | None = None
    words: str = ""
    quotation: Quotation | None = None
    source_name: str = ""
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class ThemeTrace:
    """A theme with each tied sentence down to the words."""

    theme: Theme
    sentences: tuple[TiedSentence, ...]


def theme_path(themes: dict[ThemeId, Theme], theme: ThemeId) -> tuple[Theme, ...]:
    """Return a theme after those above it, the topmost first."""
    path = [themes[theme]]
    while path[0].parent in themes and len(path) <= len(themes):
        path.insert(0, themes[path[0].parent])
    return tuple(path)


def trace_theme(reads: Reads, theme: ThemeId) -> ThemeTrace:
    """Return a theme with each tied sentence down to the words in their turn and file.

    Raises:
        NotFoundError: It is not there, or no longer.
    """
    links = reads.theme_claims.links(theme)
    ids = [link.tie.rested.coding for link in links if link.tie.rested]
    now = {one.coding.id: one for one in reads.quoted.among(ids)}
    paths = {code.id: code.path_text for code in reads.codes()}
    return ThemeTrace(
        reads.themes.one(theme), tuple(_tied(reads, link, paths, now) for link in links)
    )


def versions_of(reads: Reads, theme: ThemeId) -> list[ThemeVersion]:
    """Return a theme after each change of its words or state, oldest first."""
    coders = {coder.id: coder.name for coder in reads.coders()}
    reasons = reads.told.reasons()
    found: list[ThemeVersion] = []
    for seq in reads.themes.version_entries(theme):
        (recorded,) = reads.entries(seq - 1, seq)
        event, header = recorded.event, recorded.header
        match event:
            case h.ThemeMade():
                text, state = event.text, event.state
            case h.ThemeEdited():
                text, state = event.after, found[-1].state
            case h.ThemeStateChanged():
                text, state = found[-1].text, event.after
            case _:
                raise AssertionError(type(event).__name__)
        who = coders.get(CoderId(header.actor), "nobody who joined")
        why = reasons.get(ActionId(header.action), "")
        found.append(ThemeVersion(seq, header.ts, who, text, state, why))
    return found


def _tied(
    reads: Reads, link: ClaimLink, paths: dict[CodeId, str], now: dict[CodingId, Quotation]
) -> TiedSentence:
    rested = link.tie.rested
    if rested is None:
        return TiedSentence(link)
    card = card_then(reads, rested)
    quotation, path = now.get(rested.coding), paths.get(rested.code, "")
    try:
        name, (words, turn) = reads.source_name(rested.source), _words_then(reads, link.id, rested)
    except (NotFoundError, ContentErasedError):
        return TiedSentence(link, path, card, quotation=quotation)
    if quotation is not None:
        turn = reads.turn_at(rested.source, rested.start)
    return TiedSentence(link, path, card, words, quotation, name, turn)


def _words_then(reads: Reads, link: ClaimLinkId, rested: RestedOn) -> tuple[str, int | None]:
    """Return the words that a claim rests on, and their turn, as they were in that text."""
    then = reads.texts.claim_then(link, rested)
    if then is None:
        return "", None
    part, at = then
    text = reads.text_at(rested.source, rested.text, part)
    return text[at.start : at.end], reads.texts.turn_then(rested.source, at.start, rested.text)


def card_then(reads: Reads, rested: RestedOn) -> CodeCard | None:
    """Return a code's card as it was when the sentence was tied."""
    seqs = reads.carried.card_entries(rested.code)
    if not 0 < rested.card <= len(seqs):
        return None
    (recorded,) = reads.entries(seqs[rested.card - 1] - 1, seqs[rested.card - 1])
    event = recorded.event
    assert isinstance(event, CodeCreated | CodeRedefined)
    return event.card if isinstance(event, CodeCreated) else event.after
