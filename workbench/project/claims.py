"""What sentences of themes rest on: quotations, literature, inference; and what follows from them.

A tie to a quotation keeps what it rested on. Whatever of it changes later, the sentence is marked
until somebody looks at it again.
"""

from __future__ import annotations

import uuid
from dataclasses import replace

from workbench.errors import ConflictError, InvalidActionError
from workbench.model import theme_events as h
from workbench.model.ids import ClaimLinkId, CodingId, LineId, ThemeId, Words
from workbench.model.theme import (
    AUDIENCES,
    BASES,
    SENTENCES_OF,
    Basis,
    ClaimLink,
    ClaimTie,
    NowWhat,
    NowWhatForm,
    RestedOn,
    SentenceOf,
)
from workbench.model.typed import plain_text
from workbench.project.opened import Opened
from workbench.store.reads import Reads

_GONE = (
    "The quotation that this sentence rested on was removed. Tie it to another one, or untie it."
)


class Claims:
    """Ties of sentences to what they rest on, and lines of *Now what*."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def links(self, theme: ThemeId | None = None) -> list[ClaimLink]:
        """Return the ties of one theme or of all, each with what of it is not as it was."""
        with self._opened.reading() as reads:
            return reads.theme_claims.links(theme)

    def stale(self, theme: ThemeId | None = None) -> list[ClaimLink]:
        """Return the ties that are to be looked at again: what they rest on is not as it was."""
        return [link for link in self.links(theme) if link.stale]

    def link(
        self,
        theme: ThemeId,
        of: SentenceOf,
        sentence: str,
        coding: CodingId | None = None,
        *,
        basis: Basis = "participants",
        note: str = "",
    ) -> ClaimLinkId:
        """Tie a sentence of a theme to a quotation, or say that literature or inference backs it.

        Args:
            theme: Which.
            of: Whether it stands in the claim, in *What* or in *So what*.
            sentence: Its words, as they stand there.
            coding: The quotation; what participants say needs one.
            basis: What the sentence rests on.
            note: A citation, or a word on the inference.

        Raises:
            InvalidActionError: The sentence does not stand there, or participants are said to
                back it and no words of theirs are given.
            NotFoundError: The theme or the coding is not there.
        """
        if of not in SENTENCES_OF or basis not in BASES:
            raise InvalidActionError(
                f"A sentence stands in {', '.join(SENTENCES_OF)} and rests on {', '.join(BASES)}."
            )
        words, said = Words(sentence.strip()), Words(plain_text(note))
        made = ClaimLinkId(str(uuid.uuid4()))
        with self._opened.unit() as unit:
            reads = unit.reads
            _refuse_other_words(getattr(reads.themes.one(theme).text, of), words)
            rested = None if coding is None else _rested(reads, coding)
            if basis == "participants":
                _refuse_no_participant(reads, rested)
            tie = ClaimTie(of, words, basis, rested, said)
            unit.record(h.ClaimLinked(made, theme, tie, unit.at))
        return made

    def unlink(self, link: ClaimLinkId) -> None:
        """Untie a sentence from what it rests on."""
        with self._opened.unit() as unit:
            old = unit.reads.theme_claims.link(link)
            unit.record(h.ClaimUnlinked(link, old.theme, old.tie, old.at))

    def review(self, link: ClaimLinkId, *, sentence: str | None = None) -> None:
        """Look at a tie again: from now on it rests on things as they are.

        Args:
            link: Which.
            sentence: The sentence as it stands now, where it was reworded.

        Raises:
            InvalidActionError: The sentence does not stand there, or the quotation was removed.
        """
        with self._opened.unit() as unit:
            reads = unit.reads
            old = reads.theme_claims.link(link)
            words = old.tie.sentence if sentence is None else Words(sentence.strip())
            _refuse_other_words(getattr(reads.themes.one(old.theme).text, old.tie.of), words)
            rested = old.tie.rested and _rested(reads, old.tie.rested.coding, _GONE)
            new = replace(old.tie, sentence=words, rested=rested)
            if new != old.tie:
                unit.record(h.ClaimReviewed(link, old.theme, old.tie, old.at, new, unit.at))

    # --- what follows -----------------------------------------------------------------------

    def now_what(self, theme: ThemeId) -> list[NowWhat]:
        """Return the lines of *Now what* of a theme, in order."""
        with self._opened.reading() as reads:
            return reads.theme_claims.now_whats(theme)

    def add_line(self, theme: ThemeId, form: NowWhatForm) -> LineId:
        """Add a line of *Now what* to a theme.

        Raises:
            InvalidActionError: It has no words, or is for none of those it can be for.
        """
        made, clean = LineId(str(uuid.uuid4())), _clean(form)
        with self._opened.unit() as unit:
            unit.reads.themes.one(theme)
            lines = unit.reads.theme_claims.now_whats(theme)
            position = max((line.position for line in lines), default=-1) + 1
            unit.record(h.NowWhatAdded(made, theme, clean, position))
        return made

    def change_line(self, line: LineId, form: NowWhatForm, *, base: int | None = None) -> None:
        """Change a line of *Now what*.

        Args:
            line: Which.
            form: All of it, as it shall be.
            base: The version (`NowWhat.version`) that the person began from.

        Raises:
            ConflictError: Somebody changed it after that version.
        """
        clean = _clean(form)
        with self._opened.unit() as unit:
            old = unit.reads.theme_claims.now_what(line)
            _refuse_stale(old, base)
            if clean != old.form:
                unit.record(h.NowWhatChanged(line, old.theme, old.form, clean))

    def remove_line(self, line: LineId, *, base: int | None = None) -> None:
        """Take a line of *Now what* out; undo brings it back.

        Raises:
            ConflictError: Somebody changed it after the version the person saw.
        """
        with self._opened.unit() as unit:
            old = unit.reads.theme_claims.now_what(line)
            _refuse_stale(old, base)
            unit.record(h.NowWhatRemoved(line, old.theme, old.form, old.position))


def _rested(reads: Reads, coding: CodingId, gone: str = "") -> RestedOn:
    rested = reads.theme_claims.rested_on(coding)
    if rested is None:
        raise InvalidActionError(
            gone or "This quotation is no longer there. Look again to see why."
        )
    return rested


def _refuse_other_words(text: str, sentence: str) -> None:
    if not sentence or sentence not in text:
        raise InvalidActionError(
            "This sentence does not stand in the theme as it is now. Choose one that does."
        )


def _refuse_no_participant(reads: Reads, rested: RestedOn | None) -> None:
    if rested is None:
        raise InvalidActionError(
            "What participants say is shown by their words. Choose a quotation, or say that it "
            "rests on literature or is inferred."
        )
    voice = reads.voice_at(rested.source, rested.start)
    roles = {one.index: one.role for one in reads.speakers(rested.source)}
    if voice is not None and roles.get(voice) == "interviewer":
        raise InvalidActionError(
            "These are words of an interviewer. Choose a participant's, or say that the sentence "
            "is inferred."
        )


def _clean(form: NowWhatForm) -> NowWhatForm:
    words, owner = Words(plain_text(form.words)), Words(plain_text(form.owner))
    if not words or form.audience not in AUDIENCES or form.basis not in BASES:
        raise InvalidActionError(
            f"A line of Now what needs words and somebody it is for: {', '.join(AUDIENCES)}."
        )
    return replace(form, words=words, owner=owner)


def _refuse_stale(line: NowWhat, base: int | None) -> None:
    if base is not None and base != line.version:
        raise ConflictError(
            f"Somebody changed this line since you looked (entry {line.version}). Look again."
        )
