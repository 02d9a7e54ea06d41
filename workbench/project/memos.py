"""Memos: written, edited, shown to others or kept, and what they are about.

A private memo is its author's alone: to everybody else it is not there. Whoever may read a memo may
edit it; who may read it only its author decides.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbench.errors import ConflictError, InvalidActionError
from workbench.model import memo_events as m
from workbench.model.ids import CodeId, CoderId, MemoId, Words
from workbench.model.memo import (
    LINK_KINDS,
    MEMO_KINDS,
    MEMO_STATUSES,
    NO_TEXT,
    VISIBILITIES,
    LinkedThing,
    Memo,
    MemoLink,
    MemoStatus,
    MemoText,
    MemoVersion,
    Visibility,
    links_of,
    read_link,
    written_links,
)
from workbench.project.memo_links import (
    MOST_LINKS,
    Things,
    refuse_lost_links,
    refuse_private_links,
    told_versions,
)
from workbench.project.names import clean_name
from workbench.project.opened import Opened
from workbench.store.reads import Reads
from workbench.store.unit import Unit

#: A memo's words take at most so many bytes in UTF-8.
LARGEST = 1_048_576


class MemoConflictError(ConflictError):
    """Somebody changed a memo while a person wrote in it; all three texts are at hand.

    Attributes:
        base: What the person began from.
        mine: What they wrote.
        theirs: What stands there now; `version` is its entry.
    """

    def __init__(self, base: MemoText, mine: MemoText, theirs: MemoText, version: int) -> None:
        super().__init__(
            "Somebody changed this memo while you wrote. Compare both texts and save again; "
            "nothing is lost."
        )
        self.base = base
        self.mine = mine
        self.theirs = theirs
        self.version = version


class Memos:
    """The memos of a project, as far as this person may know of them."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def all(self) -> list[Memo]:
        """Return the memos in order of their beginning."""
        with self._opened.reading() as reads:
            return reads.memos.all()

    def one(self, memo: MemoId) -> Memo:
        """Return one memo.

        Raises:
            NotFoundError: It is not there, no longer, or another person's own.
        """
        with self._opened.reading() as reads:
            return reads.memos.one(memo)

    def about(self, things: Sequence[str]) -> list[Memo]:
        """Return the memos that link to any of these ids, in order of their beginning."""
        with self._opened.reading() as reads:
            return reads.memos.about(things)

    def about_codings_of(self, code: CodeId) -> list[Memo]:
        """Return the memos that link to codings of a code, in order of their beginning."""
        with self._opened.reading() as reads:
            return reads.memos.about_codings_of(code)

    def counts(self) -> dict[str, int]:
        """Return how many memos link to each thing, by its id; what has none is missing."""
        with self._opened.reading() as reads:
            return reads.memos.counts()

    def backlinks(self, memo: MemoId) -> list[Memo]:
        """Return the memos that link to this one."""
        return [other for other in self.about([memo]) if other.id != memo]

    def versions(self, memo: MemoId) -> list[MemoVersion]:
        """Return the versions of a memo, oldest first; a private time is its author's alone."""
        with self._opened.reading() as reads:
            return [_version(reads, seq) for seq in reads.memos.version_entries(memo)]

    def words_of_all(self, links: Iterable[MemoLink]) -> dict[MemoLink, LinkedThing]:
        """Return what several links lead to; what is gone is missing."""
        with self._opened.reading() as reads:
            things = Things(reads)
            found = {link: things.of(link) for link in links}
        return {link: thing for link, thing in found.items() if thing is not None}

    def places_now(self, links: Iterable[MemoLink]) -> dict[MemoLink, MemoLink | None]:
        """Return where links to passages lead since their texts were corrected.

        Returns:
            Nothing of a link that leads where it did; None for one whose words were taken out.
        """
        with self._opened.reading() as reads:
            if not reads.texts.any:
                return {}
            now = {link: reads.texts.link_now(link) for link in links}
        return {link: place for link, place in now.items() if place != link}

    def counts_for_auditor(self) -> tuple[int, list[int]]:
        """Return how many memos are private, and when each was begun (µs); no word of them.

        Raises:
            InvalidActionError: A coder asks; only one who opened the project to read is told.
        """
        if self._opened.coder_name is not None:
            raise InvalidActionError(
                "How many memos are private is told to an auditor only. Open the project for "
                "reading, in nobody's name."
            )
        with self._opened.reading() as reads:
            moments = reads.memos.private_moments()
        return len(moments), moments

    def write(
        self, text: MemoText, *, visibility: Visibility = "team", memo: MemoId | None = None
    ) -> MemoId:
        """Begin a memo.

        Args:
            text: Its words, and what it is about.
            visibility: Who may read it.
            memo: A client-made id.

        Raises:
            InvalidActionError: It is empty, too long, or links to what is not there.
        """
        made = memo or MemoId(str(uuid.uuid4()))
        _refuse_unknown(visibility, VISIBILITIES, "reader")
        with self._opened.unit() as unit:
            clean = _clean(told_versions(unit.reads, text))
            if unit.reads.memos.is_taken(made):
                raise InvalidActionError("This memo was begun already. Edit it instead.")
            _refuse_links(unit.reads, made, clean, visibility)
            author = unit.command.actor.id
            unit.record(m.MemoWritten(made, author, visibility, clean))
        return made

    def edit(self, memo: MemoId, text: MemoText, *, base: int) -> None:
        """Change a memo's words, links or kind.

        Args:
            memo: Which.
            text: All of it, as it shall be.
            base: The version (`Memo.version`) that the person began from.

        Raises:
            MemoConflictError: Its text was changed after that version.
            InvalidActionError: It is empty, too long, or links newly to what is not there.
        """
        with self._opened.unit() as unit:
            old = unit.reads.memos.one(memo)
            mine = unit.reads.memos.closed().text_without(text)
            clean = _clean(told_versions(unit.reads, mine, known=old.links))
            if clean == old.text:
                return
            _refuse_stale(unit.reads, old, mine, base)
            _refuse_links(unit.reads, memo, clean, old.visibility, known=old.links)
            texts = _whole(unit.reads, old.text), _whole(unit.reads, clean)
            unit.record(m.MemoEdited(memo, old.author, old.visibility, *texts))

    def show(self, memo: MemoId, visibility: Visibility, *, base: int | None = None) -> None:
        """Choose who may read a memo: its author alone, the team, or the auditor too.

        Raises:
            InvalidActionError: Another person wrote it, or it names a private memo.
            MemoConflictError: Its text was changed after the version the author saw.
        """
        _refuse_unknown(visibility, VISIBILITIES, "reader")
        with self._opened.unit() as unit:
            old = unit.reads.memos.one(memo)
            _refuse_others(unit, old.author)
            if base is not None:
                _refuse_stale(unit.reads, old, old.text, base)
            if visibility != old.visibility:
                refuse_private_links(unit.reads, old.links, visibility, memo)
                whole = _whole(unit.reads, old.text)
                event = m.MemoShown(memo, old.author, old.visibility, visibility, whole)
                unit.record(event)

    def grow(self, memo: MemoId, status: MemoStatus) -> None:
        """Say how far a memo has come."""
        _refuse_unknown(status, MEMO_STATUSES, "status")
        with self._opened.unit() as unit:
            old = unit.reads.memos.one(memo)
            if status != old.status:
                event = m.MemoGrown(memo, old.author, old.visibility, old.status, status)
                unit.record(event)

    def remove(self, memo: MemoId) -> None:
        """Take a memo out; undo brings it back."""
        with self._opened.unit() as unit:
            old = unit.reads.memos.one(memo)
            whole = _whole(unit.reads, old.text)
            event = m.MemoRemoved(memo, old.author, old.visibility, whole, old.status)
            unit.record(event)


def _whole(reads: Reads, text: MemoText) -> MemoText:
    """Return a text as it is kept, with links to memos that this person is not told of."""
    return reads.memos.closed().text_restored(text)


def _clean(text: MemoText) -> MemoText:
    """Return a memo's text as it is kept.

    Raises:
        InvalidActionError: It is empty or too long, or holds what no memo can.
    """
    title = Words(clean_name(text.title, "memo") if text.title.strip() else "")
    clean = replace(text, title=title, links=_checked_links(text.links))
    if clean.kind and clean.kind not in MEMO_KINDS:
        raise InvalidActionError(
            f"This is no kind of memo. Choose one of: {', '.join(MEMO_KINDS)}."
        )
    if not title and not clean.body.strip():
        raise InvalidActionError("A memo needs a word. Write its text, or a title.")
    if "\0" in clean.body:
        raise InvalidActionError("A memo is text; this one holds NUL characters. Take them out.")
    size = len(clean.body.encode("utf-8", "surrogatepass"))
    if size > LARGEST:
        raise InvalidActionError(
            f"A memo has at most {LARGEST:,} bytes; this one has {size:,}. Make two of it."
        )
    if len(links_of(clean)) > MOST_LINKS:
        raise InvalidActionError(f"A memo is about {MOST_LINKS:,} things at most.")
    return clean


def _checked_links(written: str) -> Words:
    links = [(word, read_link(word)) for word in written.split()]
    if any(link is None for _, link in links):
        kinds = ", ".join(LINK_KINDS)
        raise InvalidActionError(
            f"A link of this memo is none. Write kind:id, where the kind is one of: {kinds}."
        )
    return written_links(tuple(dict.fromkeys(link for _, link in links if link is not None)))


def _refuse_links(
    reads: Reads,
    memo: MemoId,
    text: MemoText,
    visibility: Visibility,
    known: tuple[MemoLink, ...] = (),
) -> None:
    """Refuse new links that lead nowhere; those that were there may have lost their thing."""
    links = links_of(text)
    refuse_lost_links(reads, [link for link in links if link not in known])
    refuse_private_links(reads, links, visibility, memo)


def _refuse_stale(reads: Reads, old: Memo, mine: MemoText, base: int) -> None:
    seqs = reads.memos.version_entries(old.id)
    if seqs[-1] <= base:
        return
    seen = [seq for seq in seqs if seq <= base]
    began = _version(reads, seen[-1]).text if seen else NO_TEXT
    if began == old.text:  # only who may read it was changed
        return
    raise MemoConflictError(began, mine, old.text, old.version)


def _refuse_others(unit: Unit, author: CoderId) -> None:
    if unit.command.actor.id != author:
        raise InvalidActionError("Who may read a memo only its author decides. Ask them.")


def _refuse_unknown(value: str, values: Sequence[str], what: str) -> None:
    if value not in values:
        raise InvalidActionError(f"A memo has no such {what}. Choose {', '.join(values)}.")


def _version(reads: Reads, seq: int) -> MemoVersion:
    (recorded,) = reads.entries(seq - 1, seq)
    event, header = recorded.event, recorded.header
    assert isinstance(event, m.MemoWritten | m.MemoEdited | m.MemoShown)
    text = event.after if isinstance(event, m.MemoEdited) else event.text
    told = reads.memos.closed().text_without(text)
    return MemoVersion(seq, header.ts, CoderId(header.actor), told)
